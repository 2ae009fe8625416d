import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import {
  Button,
  DataTable,
  FilterBar,
  ListPage,
  PageHeader,
  useCommand,
  useFilters,
  useSelection,
  useShortcut,
} from '../../../ui/index.ts'
import type { Segment } from '../schema.ts'
import { BulkActions } from './list/bulk-actions.tsx'
import { segmentColumns } from './list/segment-columns.tsx'
import { segmentFilters } from './list/segment-filters.ts'
import { SegmentsEmpty } from './list/segments-empty.tsx'
import { useSegments } from './list/use-segments.ts'

const idOf = (segment: Segment) => segment.id
const nameOf = (segment: Segment) => segment.name

/** Saved filters of the audience and of one's own leads. */
export function SegmentsPage() {
  const navigate = useNavigate()
  const filters = useFilters(segmentFilters, { defaultSort: 'name' })
  const segments = useSegments(filters)
  const selection = useSelection(filters.query)
  const create = () => void navigate({ to: '/segments/new' })
  const open = ({ id }: Segment) => void navigate({ to: '/segments/$segmentId', params: { segmentId: id } })
  useShortcut('n', create, { label: 'New segment' })
  useCommand({ id: 'segments.new', label: 'New segment', icon: <Plus />, shortcut: 'n', run: create })
  return (
    <ListPage>
      <PageHeader
        title="Segments"
        note="Saved filters of the audience and of your leads"
        actions={
          <Button asChild variant="primary">
            <Link to="/segments/new">New segment</Link>
          </Button>
        }
      />
      <FilterBar filters={filters} searchLabel="Search name and description" />
      <DataTable
        id="segments"
        label="Segments"
        noun={['segment', 'segments']}
        columns={segmentColumns}
        pages={segments}
        rowId={idOf}
        rowLabel={nameOf}
        filters={filters}
        selection={selection}
        actions={(chosen) => <BulkActions selection={chosen} rows={segments.rows} />}
        hrefOf={({ id }) => `/segments/${id}`}
        onOpen={open}
        onEdit={open}
        empty={<SegmentsEmpty />}
      />
    </ListPage>
  )
}
