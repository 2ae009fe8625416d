import { useEffect, useMemo, useRef, useState } from 'react'
import { between, countSelected, isSelected, nothing, type Selection, withRows } from './selection.ts'

export interface SelectionState {
  selection: Selection
  has: (id: string) => boolean
  toggle: (id: string) => void
  /** From the row last toggled to this one, in the order listed. */
  extend: (ids: readonly string[], to: string) => void
  set: (ids: Iterable<string>, on: boolean) => void
  selectAll: () => void
  clear: () => void
  isEmpty: boolean
  count: (total: number | undefined) => number | null
}

/**
 * What is selected in a DataTable. Give what should empty it: `useSelection(filters.query)`,
 * because "all that match" means something else under other filters. Without it, it stays.
 */
export function useSelection(resetOn?: unknown): SelectionState {
  const [selection, setSelection] = useState<Selection>(nothing)
  const anchor = useRef<string | null>(null)
  const before = useRef(resetOn)
  useEffect(() => {
    if (before.current === resetOn) return
    before.current = resetOn
    setSelection(nothing)
  }, [resetOn])
  return useMemo(
    () => ({
      selection,
      has: (id) => isSelected(selection, id),
      toggle: (id) => {
        anchor.current = id
        setSelection((now) => withRows(now, [id], !isSelected(now, id)))
      },
      extend: (ids, to) => setSelection((now) => withRows(now, between(ids, anchor.current, to), true)),
      set: (ids, on) => setSelection((now) => withRows(now, ids, on)),
      selectAll: () => setSelection({ all: true, except: new Set() }),
      clear: () => setSelection(nothing),
      isEmpty: countSelected(selection, Number.POSITIVE_INFINITY) === 0,
      count: (total) => countSelected(selection, total),
    }),
    [selection],
  )
}
