import { useSyncExternalStore } from 'react'

type Sheet = 'palette' | 'shortcuts'

let current: Sheet | null = null
const listeners = new Set<() => void>()

/** `openSheet('palette')` opens the command palette from a button; null closes. */
export function openSheet(sheet: Sheet | null): void {
  current = sheet
  for (const tell of listeners) tell()
}

export function useSheet(): Sheet | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
