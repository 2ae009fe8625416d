// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are no table element; the grid keeps the focus and names its parts by role.
// biome-ignore-all lint/a11y/useFocusableInteractive: virtual rows are no table element; the grid keeps the focus and names its parts by role.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type PointerEvent, useRef } from 'react'
import { Checkbox } from '../checkbox.tsx'
import { cn } from '../cn.ts'
import { type Column, nextSort, parseSort } from './column.ts'
import type { TableColumns } from './use-columns.ts'
import type { SelectionState } from './use-selection.ts'

interface HeaderProps<Row> {
  columns: TableColumns<Row>
  sort: string | undefined
  onSort: ((sort: string | undefined) => void) | undefined
  /** Undefined: rows cannot be selected. */
  selection: SelectionState | undefined
  selectableIds: readonly string[]
}

/** Dragging changes the width as it goes; the column choice does the same by keyboard. */
function ResizeHandle({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const start = useRef<{ x: number; width: number } | null>(null)

  function begin(event: PointerEvent<HTMLSpanElement>) {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    const cell = event.currentTarget.parentElement?.getBoundingClientRect().width ?? width
    start.current = { x: event.clientX, width: cell }
  }

  return (
    <span
      aria-hidden
      onPointerDown={begin}
      onPointerMove={(event) =>
        start.current && onResize(start.current.width + event.clientX - start.current.x)
      }
      onPointerUp={() => {
        start.current = null
      }}
      className="group absolute inset-y-0 right-0 z-10 w-2 cursor-col-resize touch-none"
    >
      <span className="absolute inset-y-1.5 right-0 w-px bg-line group-hover:w-0.5 group-hover:bg-edge" />
    </span>
  )
}

interface HeaderCellProps<Row> extends Omit<HeaderProps<Row>, 'selection' | 'selectableIds'> {
  column: Column<Row>
}

function SortButton<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const current = parseSort(sort)
  const active = current?.field === column.sort
  const Arrow = current?.descending ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      onClick={() => onSort?.(nextSort(column, sort))}
      className={cn(
        'flex h-full w-full min-w-0 items-center gap-1 px-3 outline-offset-[-2px] hover:text-ink',
        column.align === 'right' && 'flex-row-reverse',
        active && 'text-ink',
      )}
    >
      <span className="truncate">{column.header}</span>
      {active ? <Arrow aria-hidden className="size-3.5 shrink-0" /> : null}
    </button>
  )
}

function ariaSort(field: string | undefined, sort: string | undefined) {
  if (!field) return undefined
  const current = parseSort(sort)
  if (current?.field !== field) return 'none'
  return current.descending ? 'descending' : 'ascending'
}

function HeaderCell<Row>(props: HeaderCellProps<Row>) {
  const { column, columns, sort, onSort } = props
  return (
    <div
      role="columnheader"
      aria-sort={ariaSort(column.sort, sort)}
      className={cn(
        'relative flex min-w-0 items-center first:[&>*:first-child]:pl-5',
        column.fixed && 'sticky left-(--fixed-left) z-10 bg-paper',
      )}
    >
      {column.sort && onSort ? (
        <SortButton {...props} />
      ) : (
        <span className={cn('w-full truncate px-3', column.align === 'right' && 'text-right')}>
          {column.header}
        </span>
      )}
      <ResizeHandle width={columns.widthOf(column)} onResize={(width) => columns.resize(column.id, width)} />
    </div>
  )
}

function SelectAllCell({ selection, ids }: { selection: SelectionState; ids: readonly string[] }) {
  const count = ids.filter((id) => selection.has(id)).length
  const checked = count === 0 ? false : count === ids.length ? true : 'mixed'
  return (
    <div
      role="columnheader"
      aria-label="Select"
      className="sticky left-0 z-10 grid place-items-center bg-paper"
    >
      {/* biome-ignore lint/a11y/noLabelWithoutControl: it makes the whole cell the box's target. */}
      <label className="grid size-full cursor-pointer place-items-center">
        <Checkbox
          aria-label="Select all loaded rows"
          checked={checked}
          onCheckedChange={(on) => selection.set(ids, on)}
        />
      </label>
    </div>
  )
}

export function TableHeader<Row>({ columns, sort, onSort, selection, selectableIds }: HeaderProps<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-20">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-8 border-y border-line bg-paper text-sm font-medium text-muted"
        style={{ gridTemplateColumns: 'var(--cols)' }}
      >
        {selection ? <SelectAllCell selection={selection} ids={selectableIds} /> : null}
        {columns.shown.map((column) => (
          <HeaderCell key={column.id} column={column} columns={columns} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  )
}
