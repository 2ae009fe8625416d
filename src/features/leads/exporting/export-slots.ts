import { Problem } from '../../../platform/errors/index.ts'

/** An export holds a database connection for as long as it is read: the pool must not run dry of them. */
const MAX_OF_ALL = 6
const MAX_OF_WORKSPACE = 3

const running = new Map<string, number>()

/** Takes one of this process's places for an export; 429 when there is none. Call what it answers to free it. */
export function takeExportSlot(workspaceId: string): () => void {
  const own = running.get(workspaceId) ?? 0
  const all = [...running.values()].reduce((sum, count) => sum + count, 0)
  if (own >= MAX_OF_WORKSPACE || all >= MAX_OF_ALL) {
    throw new Problem('rate_limited', 'Other exports are running: try again when one has finished')
  }
  running.set(workspaceId, own + 1)
  return () => {
    const left = (running.get(workspaceId) ?? 1) - 1
    if (left > 0) running.set(workspaceId, left)
    else running.delete(workspaceId)
  }
}
