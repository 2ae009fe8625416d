import type { EventRow } from './event-row.ts'

/** Gets the new events of its workspace in log order; all listeners of a workspace get the same array. */
export type Listener = (events: readonly EventRow[]) => void

/** Hands events to those who asked for their workspace. */
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
    publish(events: readonly EventRow[]) {
      const heard = new Map<string, EventRow[]>()
      for (const event of events) {
        if (!listeners.has(event.workspace_id)) continue
        const own = heard.get(event.workspace_id)
        if (own) own.push(event)
        else heard.set(event.workspace_id, [event])
      }
      for (const [workspaceId, own] of heard) {
        for (const listener of listeners.get(workspaceId) ?? []) listener(own)
      }
    },
  }
}
