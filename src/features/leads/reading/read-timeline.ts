import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import type { TimelineEntry } from '../schema.ts'
import { findLead, type StoredLead } from './read-lead.ts'

interface HistoryRow {
  id: string
  type: string
  at: Date
  actor_id: string | null
  actor_name: string | null
  changes: Record<string, unknown>
}

export interface TimelinePage {
  limit: number
  cursor?: string | undefined
}

/** What happened to a lead, newest first; how it came in is the last entry. */
export async function readTimeline(tx: Tx, leadId: string, { limit, cursor }: TimelinePage) {
  const lead = await findLead(tx, leadId)
  const before = cursor === undefined ? null : decodeCursor(cursor, z.uuid())
  const { rows } = await sql<HistoryRow>`
    select h.id, h.type, h.created_at as at, h.actor_id, m.name as actor_name, h.changes
    from lead_history h left join list_members() m on m.user_id = h.actor_id
    where h.workspace_id = current_workspace() and h.lead_id = ${leadId}
      and (${before}::uuid is null or h.id < ${before}::uuid)
    order by h.id desc limit ${limit}`.execute(tx)
  const entries = rows.map(viewEntry)
  if (rows.length < limit) return { data: [...entries, createdEntry(lead)], next_cursor: null }
  return { data: entries, next_cursor: encodeCursor(rows.at(-1)?.id) }
}

function viewEntry({ id, type, at, actor_id, actor_name, changes }: HistoryRow): TimelineEntry {
  const actor = actor_id === null ? null : { id: actor_id, name: actor_name }
  return { id, type, at: at.toISOString(), actor, changes }
}

function createdEntry(lead: StoredLead): TimelineEntry {
  const { id, source, source_detail, import_id, order_id } = lead
  const changes = { source, source_detail, import_id, order_id }
  return { id, type: 'created', at: lead.created_at.toISOString(), actor: null, changes }
}
