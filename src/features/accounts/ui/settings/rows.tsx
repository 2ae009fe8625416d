import { type QueryKey, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, ErrorState, SkeletonLines } from '../../../../ui/index.ts'

interface RowsProps<T> {
  queryKey: QueryKey
  /** A GET that answers `{ data }`. */
  path: string
  label: string
  /** What to say when there is nothing. */
  empty: string
  rowKey: (row: T) => string
  children: (row: T) => ReactNode
}

/** A short, always complete list of settings rows: loading, failed, empty or there. */
export function Rows<T>({ queryKey, path, label, empty, rowKey, children }: RowsProps<T>) {
  const rows = useQuery({ queryKey, queryFn: ({ signal }) => api<{ data: T[] }>('GET', path, { signal }) })
  if (rows.isPending) return <SkeletonLines lines={3} />
  if (rows.isError)
    return <ErrorState title={`${label} could not be loaded`} error={rows.error} retry={rows.refetch} />
  if (rows.data.data.length === 0) return <p className="text-muted">{empty}</p>
  return (
    <ul aria-label={label} className="-my-2 divide-y divide-line">
      {rows.data.data.map((row) => (
        <li
          key={rowKey(row)}
          className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2"
        >
          {children(row)}
        </li>
      ))}
    </ul>
  )
}

/** Two lines: what it is, and what to know about it. */
export function RowText({ title, note }: { title: ReactNode; note: ReactNode }) {
  return (
    <div className="min-w-0 flex-1 basis-48">
      <div className="truncate font-medium">{title}</div>
      <div className="truncate text-sm text-muted">{note}</div>
    </div>
  )
}
