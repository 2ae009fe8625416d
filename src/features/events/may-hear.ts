import type { Identity, Scope } from '../../platform/http/index.ts'
import type { EventRow } from '../../platform/live/index.ts'

/** What it takes to hear of something; anything else takes `read`, as reading it does. */
const SCOPE_OF: Record<string, Scope> = {}

/** Decided by the row alone, at delivery. An event with a `user_id` is for that person only. */
export function mayHear({ user, scopes }: Identity, { type, payload }: EventRow): boolean {
  if (payload.user_id !== undefined && payload.user_id !== user?.id) return false
  return scopes.includes(SCOPE_OF[type] ?? 'read')
}
