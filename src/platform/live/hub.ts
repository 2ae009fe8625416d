import type { EventRow } from './event-row.ts'

export type Listener = (event: EventRow) => void

/** Hands each event to those who asked for its workspace. */
export function createHub() {
  const listeners = new Map<string, Set<Listener>>()
  return {
    subscribe(workspaceId: string, listener: Listener): () => void {
      const group = listeners.get(workspaceId) ?? new Set()
      listeners.set(workspaceId, group.add(listener))
      return () => {
        group.delete(listener)
        if (group.size === 0 && listeners.get(workspaceId) === group) listeners.delete(workspaceId)
      }
    },
    publish(event: EventRow) {
      for (const listener of listeners.get(event.workspace_id) ?? []) listener(event)
    },
    get isEmpty() {
      return listeners.size === 0
    },
  }
}
