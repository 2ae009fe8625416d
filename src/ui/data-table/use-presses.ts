import { type MouseEvent, useCallback, useEffect, useRef } from 'react'
import type { SelectionState } from './use-selection.ts'

interface PressOptions<Row> {
  ids: readonly string[]
  selection: SelectionState | undefined
  onOpen: ((row: Row) => void) | undefined
  hrefOf: ((row: Row) => string) | undefined
  setActive: (id: string) => void
}

/** What the pointer does to rows. Stable, because every row in sight is memoised on it. */
export function usePresses<Row>(options: PressOptions<Row>) {
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const onPress = useCallback((row: Row, id: string, event: MouseEvent) => {
    const { hrefOf, onOpen, setActive } = latest.current
    setActive(id)
    const apart = event.button === 1 || event.metaKey || event.ctrlKey
    if (apart && hrefOf) window.open(hrefOf(row), '_blank', 'noopener')
    else if (event.button === 0) onOpen?.(row)
  }, [])
  const onSelect = useCallback((id: string, extend: boolean) => {
    const { ids, selection } = latest.current
    if (extend) selection?.extend(ids, id)
    else selection?.toggle(id)
  }, [])
  return { onPress, onSelect }
}
