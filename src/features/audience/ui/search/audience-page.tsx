import { Link } from '@tanstack/react-router'
import {
  Button,
  EmptyState,
  ErrorState,
  formatCount,
  ListPage,
  PageHeader,
  RelativeTime,
} from '../../../../ui/index.ts'
import { useMe } from '../../../accounts/ui/index.ts'
import type { Audience } from '../../search/schema.ts'
import { SearchPanel } from './search-panel.tsx'
import { useAudience } from './use-audience.ts'

/** Millions of people: narrow them down, look at a sample, pull those that are new. */
export function AudiencePage() {
  const audience = useAudience()
  const { data } = audience
  // The search begins before it is known what there is: nearly always there is something.
  if (audience.isPending || data?.version)
    return <SearchPanel cannotFields={data?.cannot_fields ?? none} note={data && <Note audience={data} />} />
  return (
    <ListPage>
      <PageHeader title="Audience" />
      {audience.isError ? (
        <ErrorState
          title="The audience could not be reached"
          error={audience.error}
          retry={audience.refetch}
        />
      ) : (
        <NoAudience />
      )}
    </ListPage>
  )
}

const none: Audience['cannot_fields'] = []

function Note({ audience: { version } }: { audience: Audience }) {
  if (!version) return null
  return (
    <>
      {version.people === null ? 'People to search' : `${formatCount(version.people)} people`}
      {version.loaded_at ? (
        <>
          , loaded <RelativeTime at={version.loaded_at} />
        </>
      ) : null}
    </>
  )
}

function NoAudience() {
  const isOperator = useMe().user?.operator ?? false
  return (
    <EmptyState
      title="No people to search yet"
      action={
        isOperator ? (
          <Button asChild variant="primary">
            <Link to="/operator/audience">Load people</Link>
          </Button>
        ) : (
          <Button asChild>
            <Link to="/marketplace">See the marketplace</Link>
          </Button>
        )
      }
    >
      {isOperator
        ? 'Load a CSV or Parquet file of people; every workspace can search them then.'
        : 'Once the operator has loaded an audience, you search millions of people here and pull those you want as leads.'}
    </EmptyState>
  )
}
