import {
  EmptyState,
  ErrorState,
  Page,
  PageHeader,
  Panel,
  plural,
  SkeletonLines,
} from '../../../../ui/index.ts'
import { LoadPanel } from './load-panel.tsx'
import { useVersions } from './use-versions.ts'
import { isLoading } from './version.ts'
import { VersionRow } from './version-row.tsx'

/** The people every workspace searches: load a new version, see what came of it, go back. */
export function OperatorAudiencePage() {
  const versions = useVersions()
  const data = versions.data
  const active = data?.versions.find(({ id }) => id === data.active)
  return (
    <Page narrow>
      <PageHeader
        title="Audience"
        note={
          active
            ? `${plural(active.people ?? 0, 'person', 'people')} that every workspace searches`
            : 'The people that every workspace searches'
        }
      />
      <LoadPanel isLoading={data?.versions.some(isLoading) ?? false} />
      <Panel title="Versions">
        {data ? (
          data.versions.length > 0 ? (
            <ul className="-m-4 divide-y divide-line">
              {data.versions.map((version) => (
                <VersionRow key={version.id} version={version} isActive={version.id === data.active} />
              ))}
            </ul>
          ) : (
            <EmptyState title="Nobody is loaded yet">
              Each load stays here with its report; the one before the last is kept to go back to.
            </EmptyState>
          )
        ) : versions.isError ? (
          <ErrorState
            title="The versions could not be read"
            error={versions.error}
            retry={versions.refetch}
          />
        ) : (
          <SkeletonLines lines={4} />
        )}
      </Panel>
    </Page>
  )
}
