import { useShortcut } from '../shortcuts.ts'
import type { SelectionState } from './use-selection.ts'

interface TableKeysOptions<Row> {
  rows: readonly Row[]
  ids: readonly string[]
  activeIndex: number
  /** A drawer is open: moving opens the next row in it. */
  isOpen: boolean
  enabled: boolean
  selection: SelectionState | undefined
  canSelect: (row: Row) => boolean
  moveTo: (index: number) => void
  onOpen: ((row: Row) => void) | undefined
  onEdit: ((row: Row) => void) | undefined
  onBack: (() => void) | undefined
}

/** j k move, x select, Enter open, e edit, Esc back, and the arrows. */
export function useTableKeys<Row>(options: TableKeysOptions<Row>): void {
  const { rows, ids, activeIndex, isOpen, enabled, selection, canSelect, moveTo, onOpen, onEdit, onBack } =
    options
  const group = 'List'
  const row = rows[activeIndex]
  const id = ids[activeIndex]

  function step(by: number) {
    if (rows.length === 0) return
    const next = Math.max(0, Math.min(rows.length - 1, activeIndex < 0 ? 0 : activeIndex + by))
    moveTo(next)
    const target = rows[next]
    if (isOpen && target !== undefined) onOpen?.(target)
  }

  const on = { group, enabled }
  useShortcut('j|arrowdown', () => step(1), { ...on, label: 'Next row' })
  useShortcut('k|arrowup', () => step(-1), { ...on, label: 'Row before' })
  useShortcut('home', () => step(-rows.length), { ...on, label: 'First row' })
  useShortcut('end', () => step(rows.length), { ...on, label: 'Last loaded row' })
  useShortcut('enter', () => (row !== undefined && onOpen ? onOpen(row) : false), {
    ...on,
    label: 'Open row',
  })
  useShortcut('x', () => (row !== undefined && id && canSelect(row) ? selection?.toggle(id) : false), {
    group,
    label: 'Select row',
    enabled: enabled && selection !== undefined,
  })
  useShortcut('shift+x', () => (id ? selection?.extend(ids, id) : false), {
    group,
    label: 'Select from the last selected row to here',
    enabled: enabled && selection !== undefined,
  })
  useShortcut('e', () => (row !== undefined ? onEdit?.(row) : false), {
    group,
    label: 'Edit row',
    enabled: enabled && onEdit !== undefined,
  })
  useShortcut(
    'escape',
    () => {
      if (isOpen && onBack) return onBack()
      if (selection && !selection.isEmpty) return selection.clear()
      return false
    },
    { ...on, label: 'Back: close the row, or clear the selection' },
  )
}
