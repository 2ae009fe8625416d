import { Link, useNavigate, useParams } from '@tanstack/react-router'
import {
  Button,
  DataTable,
  EmptyState,
  FilterBar,
  ListPage,
  PageHeader,
  useFilters,
} from '../../../ui/index.ts'
import { SilenceNotice } from './silence-notice.tsx'
import { useAllPixels, useIsAdmin } from './use-pixels.ts'
import { OnlineStrip } from './visitors/online-strip.tsx'
import { useVisitors } from './visitors/use-visitors.ts'
import { visitorIdOf, visitorNameOf } from './visitors/visitor.ts'
import { visitorColumns } from './visitors/visitor-columns.tsx'
import { VisitorDrawer } from './visitors/visitor-drawer.tsx'
import { visitorFilters } from './visitors/visitor-filters.ts'

/** Visitors: who is on the workspace's sites, live. */
export function VisitorsPage() {
  const { visitorId } = useParams({ strict: false })
  const navigate = useNavigate()
  const filters = useFilters(visitorFilters)
  const { visitors, fresh } = useVisitors(filters)
  const back = () => navigate({ to: '/visitors', search: true })
  return (
    <ListPage>
      <PageHeader
        title="Visitors"
        actions={
          <Button asChild>
            <Link to="/pixels">Pixels</Link>
          </Button>
        }
      />
      <SilenceNotice />
      <OnlineStrip />
      <FilterBar filters={filters} searchLabel="Search people and companies" />
      <DataTable
        id="visitors"
        label="Visitors"
        noun={['visitor', 'visitors']}
        columns={visitorColumns}
        pages={visitors}
        rowId={visitorIdOf}
        rowLabel={visitorNameOf}
        filters={filters}
        fresh={fresh}
        openId={visitorId}
        hrefOf={(visitor) => `/visitors/${visitor.id}`}
        onOpen={(visitor) =>
          navigate({
            to: '/visitors/$visitorId',
            params: { visitorId: visitor.id },
            search: true,
            replace: Boolean(visitorId),
          })
        }
        onBack={back}
        empty={<NobodyYet />}
      />
      <VisitorDrawer visitorId={visitorId} onClose={back} />
    </ListPage>
  )
}

/** Without a pixel there is one thing to do, with one another. */
function NobodyYet() {
  const pixels = useAllPixels()
  const isAdmin = useIsAdmin()
  const hasPixels = (pixels.data?.data.length ?? 0) > 0
  return (
    <EmptyState
      title="No visitors yet"
      action={
        hasPixels ? (
          <Button asChild variant="primary">
            <Link to="/pixels">See whether the pixels work</Link>
          </Button>
        ) : isAdmin ? (
          <Button asChild variant="primary">
            <Link to="/pixels/new">Add a pixel</Link>
          </Button>
        ) : null
      }
    >
      Whoever visits a site with your pixel appears here within a second, with the pages they see and, where
      it is known, their company and who they are.
    </EmptyState>
  )
}
