import type { ReactNode } from 'react'
import { Button, type Pages, SkeletonLines } from '../../../ui/index.ts'
import { PartFailed } from './part-failed.tsx'

interface CreditListProps<Row> {
  /** Names the list, and begins the sentence that says it could not be loaded. */
  label: string
  pages: Pages<Row>
  rowKey: (row: Row) => string
  empty: ReactNode
  children: (row: Row) => ReactNode
}

/** A list that grows by a page when asked to: on its way, failed, empty or there. */
export function CreditList<Row>({ label, pages, rowKey, empty, children }: CreditListProps<Row>) {
  const { rows, query } = pages
  if (query.isPending) return <SkeletonLines lines={3} label={`Loading: ${label}`} />
  if (query.isError && rows.length === 0)
    return <PartFailed what={label} error={query.error} retry={query.refetch} />
  if (rows.length === 0) return <div className="text-muted">{empty}</div>
  return (
    <>
      <ul aria-label={label} className="-my-2 divide-y divide-line">
        {rows.map((row) => (
          <li
            key={rowKey(row)}
            className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2"
          >
            {children(row)}
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          size="sm"
          className="mt-4"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      ) : null}
    </>
  )
}
