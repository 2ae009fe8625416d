// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are no table element; the grid keeps the focus and names its parts by role.
import type { Ref } from 'react'
import { Checkbox } from '../checkbox.tsx'
import { cn } from '../cn.ts'
import { GlowCell } from './cell.tsx'
import type { Column } from './column.ts'
import { isOnControl, type RowProps } from './row.tsx'

interface CardProps<Row> extends Omit<RowProps<Row>, 'domId' | 'active'> {
  measure: Ref<HTMLDivElement>
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === ''

/** A row on a phone: title and note, what matters at the right, the rest as lines. Nothing is missing. */
export function RowCard<Row>(props: CardProps<Row>) {
  const { id, row, index, top, columns, open, selected, label, onPress, onSelect, measure } = props
  const at = (place: NonNullable<Column<Row>['card']>) =>
    columns.filter((column) => (column.card ?? 'line') === place)
  // On a card an empty value is only a label in the way.
  const lines = at('line').filter((column) => !column.value || !isEmpty(column.value(row)))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the title inside is a button that does the same.
    <div
      ref={measure}
      data-index={index}
      role="listitem"
      onClick={(event) => isOnControl(event) || onPress(row, id, event)}
      className={cn(
        'absolute inset-x-0 flex gap-3 border-b border-line px-4 py-3',
        open || selected ? 'bg-selected' : 'bg-surface',
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      {selected === undefined ? null : (
        // biome-ignore lint/a11y/noLabelWithoutControl: it makes a thumb-sized target of the box.
        <label className="-m-2 grid size-9 shrink-0 cursor-pointer place-items-center">
          <Checkbox
            aria-label={`Select ${label}`}
            checked={selected}
            onCheckedChange={() => onSelect(id, false)}
          />
        </label>
      )}
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={(event) => onPress(row, id, event)}
          className="block max-w-full truncate text-left font-semibold"
        >
          {at('title').map((column) => (
            <GlowCell key={column.id} value={column.value?.(row)}>
              {column.cell(row)}
            </GlowCell>
          ))}
        </button>
        {at('note').map((column) => (
          <div key={column.id} className="truncate text-muted">
            {column.cell(row)}
          </div>
        ))}
        <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {lines.map((column) => (
            <div key={column.id} className="flex max-w-full min-w-0 items-center gap-1.5">
              <dt className="shrink-0 text-faint">{column.header}</dt>
              <dd className="min-w-0 truncate">
                <GlowCell value={column.value?.(row)}>{column.cell(row)}</GlowCell>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1.5">
        {at('side').map((column) => (
          <GlowCell key={column.id} value={column.value?.(row)}>
            {column.cell(row)}
          </GlowCell>
        ))}
      </div>
    </div>
  )
}
