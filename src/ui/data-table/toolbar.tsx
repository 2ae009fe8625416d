import { ArrowUpDown } from 'lucide-react'
import { Button } from '../button.tsx'
import { formatCount, plural } from '../format.ts'
import { Menu, type MenuItem } from '../menu.tsx'
import { type Column, parseSort } from './column.ts'
import { ColumnsPopover } from './columns-popover.tsx'
import type { DataTableProps } from './data-table.tsx'
import type { TableColumns } from './use-columns.ts'
import type { SelectionState } from './use-selection.ts'

interface ToolbarProps<Row> extends Omit<DataTableProps<Row>, 'columns'> {
  phone: boolean
  columns: TableColumns<Row>
}

function SelectionBar<Row>(props: ToolbarProps<Row> & { selection: SelectionState }) {
  const { selection, pages, canSelectAll = true, actions } = props
  const { total, query } = pages
  const count = selection.count(total)
  const offerAll = canSelectAll && !selection.selection.all && query.hasNextPage
  return (
    <>
      <span role="status" className="font-medium tabular">
        {count === null ? 'All that match are selected' : `${formatCount(count)} selected`}
      </span>
      {offerAll ? (
        <Button variant="ghost" size="sm" onClick={selection.selectAll}>
          {total === undefined ? 'Select all that match' : `Select all ${formatCount(total)} that match`}
        </Button>
      ) : null}
      <Button variant="ghost" size="sm" onClick={selection.clear}>
        Clear selection
      </Button>
      <span className="ml-auto flex flex-wrap items-center gap-2">{actions?.(selection)}</span>
    </>
  )
}

/** Cards have no header to press. */
function SortMenu<Row>({ columns, sort, onSort }: SortMenuProps<Row>) {
  const current = parseSort(sort)
  const entry = (column: Column<Row>, descending: boolean): MenuItem => ({
    label: `${column.header}, ${wordsFor(column, descending)}`,
    checked: current?.field === column.sort && current?.descending === descending,
    onSelect: () => onSort(`${descending ? '-' : ''}${column.sort}`),
  })
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="ghost" size="sm" icon={<ArrowUpDown aria-hidden className="size-3.5" />}>
          Sort
        </Button>
      }
      items={columns
        .filter((column) => column.sort)
        .flatMap((column) => [entry(column, false), entry(column, true)])}
    />
  )
}

interface SortMenuProps<Row> {
  columns: readonly Column<Row>[]
  sort: string | undefined
  onSort: (sort: string) => void
}

function wordsFor<Row>(column: Column<Row>, descending: boolean): string {
  if (column.sortFirst === 'desc' || column.align === 'right')
    return descending ? 'highest first' : 'lowest first'
  return descending ? 'Z to A' : 'A to Z'
}

function summary<Row>({ pages, noun }: ToolbarProps<Row>): string {
  const known = pages.total ?? (pages.query.hasNextPage ? undefined : pages.rows.length)
  return known ? plural(known, ...noun) : ''
}

/** Over the table: how many there are, or what is selected and what can be done with it. */
export function TableToolbar<Row>(props: ToolbarProps<Row>) {
  const { phone, columns, filters, pages, selection, actions, tools } = props
  const isEmpty = pages.rows.length === 0 && !pages.query.isPending
  const selecting = selection !== undefined && !selection.isEmpty && actions !== undefined
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 px-5 pb-1.5 max-sm:px-4">
      {selecting ? (
        <SelectionBar {...props} selection={selection} />
      ) : (
        <>
          <span className="text-muted tabular">{summary(props)}</span>
          <span className="ml-auto flex items-center gap-1">
            {tools}
            {phone && filters && !isEmpty && columns.all.some(({ sort }) => sort) ? (
              <SortMenu columns={columns.all} sort={filters.sort} onSort={filters.setSort} />
            ) : null}
            {phone || isEmpty ? null : <ColumnsPopover columns={columns} />}
          </span>
        </>
      )}
    </div>
  )
}
