import type { ReactNode } from 'react'

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** What a live change is judged by: when it differs for the same row, the cell glows once. */
  value?: (row: Row) => string | number | boolean | null | undefined
  /** The API's sort field; without one the header is no button. */
  sort?: string
  /** What the first press of the header does; `desc` suits numbers and times. Default `asc`. */
  sortFirst?: 'asc' | 'desc'
  /** Pixels, default 150; the person's own width is remembered. */
  width?: number
  /** Takes what is left on a wide screen. */
  grow?: boolean
  align?: 'right'
  /** Offered in the column choice, not shown until chosen. */
  hidden?: boolean
  /** Cannot be taken away, and stays in sight when the table scrolls sideways. Only for the first. */
  fixed?: boolean
  /** Its place in a phone's card. Default `line`: header and value on one line. */
  card?: 'title' | 'note' | 'side' | 'line' | 'none'
}

export const defaultWidth = 150
export const minWidth = 64
export const maxWidth = 640
export const selectWidth = 40
export const rowHeight = 36

/** `-score` -> field and direction. */
export function parseSort(sort: string | undefined): { field: string; descending: boolean } | null {
  if (!sort) return null
  return sort.startsWith('-')
    ? { field: sort.slice(1), descending: true }
    : { field: sort, descending: false }
}

/** The sort a press of this header asks for: its first direction, then the other one. */
export function nextSort<Row>(column: Column<Row>, sort: string | undefined): string | undefined {
  if (!column.sort) return sort
  const current = parseSort(sort)
  const first = column.sortFirst === 'desc' ? `-${column.sort}` : column.sort
  if (current?.field !== column.sort) return first
  return current.descending ? column.sort : `-${column.sort}`
}
