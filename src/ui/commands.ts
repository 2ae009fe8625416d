import { type ReactNode, useEffect, useRef } from 'react'

export interface Command {
  id: string
  label: string
  group?: string
  icon?: ReactNode
  shortcut?: string
  /** More words it should be found by. */
  keywords?: readonly string[]
  enabled?: boolean
  run: () => void
}

const registered: { current: Command }[] = []

/** What the palette offers now. A later command with the same id replaces an earlier one. */
export function listCommands(): Command[] {
  const byId = new Map<string, Command>()
  for (const { current } of registered) if (current.enabled !== false) byId.set(current.id, current)
  return [...byId.values()]
}

/** Puts an action into the palette while the component is mounted: `useCommand({ id: 'leads.export', label: 'Export leads', run })`. */
export function useCommand(command: Command): void {
  const entry = useRef(command)
  useEffect(() => {
    entry.current = command
  })
  useEffect(() => {
    registered.push(entry)
    return () => {
      registered.splice(registered.indexOf(entry), 1)
    }
  }, [])
}
