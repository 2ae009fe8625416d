import { Button } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'
import { ErrorState } from '../error-state.tsx'
import type { DataTableProps } from './data-table.tsx'
import { SkeletonRow } from './skeleton-row.tsx'
import type { TableColumns } from './use-columns.ts'

interface TableStateProps<Row> extends Omit<DataTableProps<Row>, 'columns'> {
  phone: boolean
  columns: TableColumns<Row>
}

/** What stands where rows would: their shape, the reason there are none, or what went wrong. */
export function TableState<Row>({
  phone,
  columns,
  pages,
  filters,
  noun,
  empty,
  errorTitle,
  selection,
}: TableStateProps<Row>) {
  if (pages.query.isPending || (pages.query.hasNextPage && !pages.query.isError)) {
    return Array.from({ length: phone ? 7 : 14 }, (_, seed) => (
      <SkeletonRow
        // biome-ignore lint/suspicious/noArrayIndexKey: identical rows in a fixed order.
        key={seed}
        seed={seed}
        columns={columns.shown}
        phone={phone}
        selectable={selection !== undefined}
      />
    ))
  }
  if (pages.query.isError) {
    const title = errorTitle ?? `The ${noun[1]} could not be loaded`
    return <ErrorState title={title} error={pages.query.error} retry={pages.query.refetch} />
  }
  const narrowed = filters && (filters.values.size > 0 || filters.search)
  if (narrowed) {
    return (
      <EmptyState
        title={`No ${noun[1]} match`}
        action={<Button onClick={filters.clear}>Clear filters</Button>}
      >
        Take a filter away, or search for something else.
      </EmptyState>
    )
  }
  return empty ?? <EmptyState title={`No ${noun[1]} yet`} />
}
