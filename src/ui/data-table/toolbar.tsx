import { ArrowUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { formatCount } from '../format.ts'
import { Menu } from '../menu.tsx'
import { parseSort } from './column.ts'
import { ColumnsPopover } from './columns-popover.tsx'
import type { TableColumns } from './use-columns.ts'
import type { SelectionState } from './use-selection.ts'

interface ToolbarProps<Row> {
  phone: boolean
  columns: TableColumns<Row>
  sort: string | undefined
  onSort: ((sort: string | undefined) => void) | undefined
  /** "12,340 leads", or nothing while it is not known. */
  summary: ReactNode
  total: number | undefined
  loadedAll: boolean
  selection: SelectionState | undefined
  canSelectAll: boolean
  actions: ((selection: SelectionState) => ReactNode) | undefined
  tools: ReactNode
}

function SelectionBar<Row>({ selection, total, loadedAll, canSelectAll, actions }: ToolbarProps<Row>) {
  if (!selection) return null
  const count = selection.count(total)
  const offerAll = canSelectAll && !selection.selection.all && !loadedAll
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

/** Over the table: how many there are, or what is selected and what can be done with it. */
export function TableToolbar<Row>(props: ToolbarProps<Row>) {
  const { phone, columns, sort, onSort, summary, selection, actions, tools } = props
  const current = parseSort(sort)
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 px-5 pb-1.5 max-sm:px-4">
      {selection && !selection.isEmpty && actions ? (
        <SelectionBar {...props} />
      ) : (
        <>
          <span className="text-muted tabular">{summary}</span>
          <span className="ml-auto flex items-center gap-1">
            {tools}
            {phone && onSort ? (
              <Menu
                align="end"
                trigger={
                  <Button variant="ghost" size="sm" icon={<ArrowUpDown aria-hidden className="size-3.5" />}>
                    Sort
                  </Button>
                }
                items={columns.all
                  .filter((column) => column.sort)
                  .flatMap((column) => [
                    {
                      label: `${column.header}, ${column.sortFirst === 'desc' ? 'low to high' : 'A to Z'}`,
                      checked: current?.field === column.sort && !current?.descending,
                      onSelect: () => onSort(column.sort),
                    },
                    {
                      label: `${column.header}, ${column.sortFirst === 'desc' ? 'high to low' : 'Z to A'}`,
                      checked: current?.field === column.sort && Boolean(current?.descending),
                      onSelect: () => onSort(`-${column.sort}`),
                    },
                  ])}
              />
            ) : (
              <ColumnsPopover columns={columns} />
            )}
          </span>
        </>
      )}
    </div>
  )
}
