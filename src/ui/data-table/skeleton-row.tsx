import { Skeleton } from '../skeleton.tsx'
import { type Column, rowHeight } from './column.ts'

interface SkeletonRowProps<Row> {
  columns: readonly Column<Row>[]
  phone: boolean
  selectable: boolean
  /** Varies the lengths, so that it looks like text and not like a wall. */
  seed?: number
}

/** A row on its way, of the same size as the real one. */
export function SkeletonRow<Row>({ columns, phone, selectable, seed = 0 }: SkeletonRowProps<Row>) {
  if (phone) {
    return (
      <div aria-hidden className="flex h-23 flex-col gap-2 border-b border-line px-4 py-3">
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-3.5 w-2/3" />
        <Skeleton className="h-3.5 w-1/3" />
      </div>
    )
  }
  const widths = ['w-3/4', 'w-1/2', 'w-2/3', 'w-5/6']
  return (
    <div
      aria-hidden
      className="grid items-center border-b border-line"
      style={{ gridTemplateColumns: 'var(--cols)', height: rowHeight }}
    >
      {selectable ? <span className="mx-auto size-4 rounded-sm bg-hover" /> : null}
      {columns.map((column, index) => (
        <div key={column.id} className="px-3 first:pl-5">
          <Skeleton className={`h-3.5 ${widths[(index + seed) % widths.length]}`} />
        </div>
      ))}
    </div>
  )
}
