import { useCallback, useMemo, useState } from 'react'
import { type Column, defaultWidth, maxWidth, minWidth, selectWidth } from './column.ts'

interface Kept {
  /** Ids the person switched away from the column's default. */
  switched: string[]
  widths: Record<string, number>
}

function read(key: string): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>
    return { switched: kept.switched ?? [], widths: kept.widths ?? {} }
  } catch {
    return { switched: [], widths: {} }
  }
}

export interface TableColumns<Row> {
  shown: readonly Column<Row>[]
  all: readonly Column<Row>[]
  isShown: (column: Column<Row>) => boolean
  toggle: (id: string) => void
  widthOf: (column: Column<Row>) => number
  resize: (id: string, width: number) => void
  reset: () => void
  /** CSS grid-template-columns, and the least width the row needs. */
  template: string
  leastWidth: number
}

/** Which columns are shown and how wide, remembered on this device under the table's id. */
export function useColumns<Row>(
  tableId: string,
  columns: readonly Column<Row>[],
  selectable: boolean,
): TableColumns<Row> {
  const key = `assay.table.${tableId}`
  const [kept, setKept] = useState(() => read(key))

  const keep = useCallback(
    (next: Kept) => {
      setKept(next)
      localStorage.setItem(key, JSON.stringify(next))
    },
    [key],
  )

  return useMemo(() => {
    const isShown = (column: Column<Row>) =>
      column.fixed || Boolean(column.hidden) === kept.switched.includes(column.id)
    const widthOf = (column: Column<Row>) => kept.widths[column.id] ?? column.width ?? defaultWidth
    const shown = columns.filter(isShown)
    const tracks = shown.map((column) =>
      column.grow && kept.widths[column.id] === undefined
        ? `minmax(${widthOf(column)}px, 1fr)`
        : `${widthOf(column)}px`,
    )
    const filler = tracks.some((track) => track.includes('1fr')) ? [] : ['1fr']
    return {
      all: columns,
      shown,
      isShown,
      widthOf,
      toggle: (id: string) => {
        const on = kept.switched.includes(id)
        keep({
          ...kept,
          switched: on ? kept.switched.filter((other) => other !== id) : [...kept.switched, id],
        })
      },
      resize: (id: string, width: number) => {
        const next = Math.round(Math.max(minWidth, Math.min(maxWidth, width)))
        keep({ ...kept, widths: { ...kept.widths, [id]: next } })
      },
      reset: () => keep({ switched: [], widths: {} }),
      template: [...(selectable ? [`${selectWidth}px`] : []), ...tracks, ...filler].join(' '),
      leastWidth: shown.reduce((sum, column) => sum + widthOf(column), selectable ? selectWidth : 0),
    }
  }, [columns, kept, keep, selectable])
}
