import { Problem } from '../../../platform/errors/index.ts'

/** Each may hold a connection to somebody's slow server. */
const MAX_OF_ALL = 8

const running = new Set<string>()

/** Takes the workspace's place for a diagnosis; 429 while it has one. Call what it answers to free it. */
export function takeDiagnosisSlot(workspaceId: string): () => void {
  if (running.has(workspaceId) || running.size >= MAX_OF_ALL)
    throw new Problem('rate_limited', 'Another diagnosis is running: try again when it has finished')
  running.add(workspaceId)
  return () => running.delete(workspaceId)
}
