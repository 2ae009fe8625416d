// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are no table element; the grid keeps the focus and names its parts by role.
// biome-ignore-all lint/a11y/useFocusableInteractive: virtual rows are no table element; the grid keeps the focus and names its parts by role.
import { type MouseEvent, memo } from 'react'
import { Checkbox } from '../checkbox.tsx'
import { cn } from '../cn.ts'
import { RowActive } from '../row-focus.ts'
import { GlowCell } from './cell.tsx'
import { type Column, rowHeight } from './column.ts'

export interface RowProps<Row> {
  id: string
  domId: string
  row: Row
  index: number
  top: number
  columns: readonly Column<Row>[]
  active: boolean
  open: boolean
  /** Undefined: this row has no box. */
  selected: boolean | undefined
  selectable: boolean
  label: string
  onPress: (row: Row, id: string, event: MouseEvent) => void
  onSelect: (id: string, extend: boolean) => void
}

/** A press on something inside a row that does its own thing. */
export function isOnControl(event: MouseEvent): boolean {
  const control = (event.target as Element).closest('a, button, input, label, select, textarea')
  return control !== null && event.currentTarget.contains(control)
}

function TableRow<Row>(props: RowProps<Row>) {
  const {
    id,
    domId,
    row,
    index,
    top,
    columns,
    active,
    open,
    selected,
    selectable,
    label,
    onPress,
    onSelect,
  } = props
  const tint = open || selected ? 'bg-selected' : active ? 'bg-hover' : 'bg-surface hover:bg-hover'
  return (
    <RowActive value={active}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid's own keys open rows. */}
      <div
        role="row"
        id={domId}
        aria-rowindex={index + 2}
        aria-selected={selected ?? false}
        data-active={active}
        onClick={(event) => isOnControl(event) || onPress(row, id, event)}
        onAuxClick={(event) => isOnControl(event) || onPress(row, id, event)}
        className={cn('absolute inset-x-0 grid cursor-pointer border-b border-line', tint)}
        style={{ gridTemplateColumns: 'var(--cols)', height: rowHeight, transform: `translateY(${top}px)` }}
      >
        {selectable ? (
          <div role="gridcell" className="sticky left-0 z-10 grid place-items-center bg-inherit">
            {active ? <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-ink" /> : null}
            {selected === undefined ? null : (
              // biome-ignore lint/a11y/noLabelWithoutControl: it makes the whole cell the box's target.
              // biome-ignore lint/a11y/useKeyWithClickEvents: shift and x does the same by key.
              <label
                className="grid size-full cursor-pointer place-items-center"
                onClick={(event) => {
                  if (!event.shiftKey) return
                  event.preventDefault()
                  onSelect(id, true)
                }}
              >
                <Checkbox
                  aria-label={`Select ${label}`}
                  tabIndex={active ? 0 : -1}
                  checked={selected}
                  onCheckedChange={() => onSelect(id, false)}
                />
              </label>
            )}
          </div>
        ) : null}
        {columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className={cn(
              'flex min-w-0 items-center px-3 first:pl-5',
              column.align === 'right' && 'justify-end text-right tabular',
              column.fixed && 'sticky left-(--fixed-left) z-10 bg-inherit',
            )}
          >
            {column.value ? (
              <GlowCell value={column.value(row)}>{column.cell(row)}</GlowCell>
            ) : (
              <span className="min-w-0 truncate *:align-middle">{column.cell(row)}</span>
            )}
          </div>
        ))}
      </div>
    </RowActive>
  )
}

export const MemoRow = memo(TableRow) as typeof TableRow
