import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

/** More ids than this are not carried by one event. */
const MAX_EVENT_IDS = 200

/** Tells the live clients which leads changed, and the names of what changed: never a value of a person. */
export async function publishLeads(
  tx: Tx,
  type: 'lead.created' | 'lead.updated' | 'lead.deleted',
  ids: string[],
  more: { changed?: string[]; count?: number } = {},
): Promise<void> {
  const count = more.count ?? ids.length
  if (count === 0) return
  const payload = {
    ids: ids.slice(0, MAX_EVENT_IDS),
    count,
    ...(more.changed ? { changed: more.changed } : {}),
  }
  await sql`
    insert into events (workspace_id, type, payload)
    values (current_workspace(), ${type}, ${JSON.stringify(payload)}::jsonb)`.execute(tx)
}
