import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import type { AuditEntry, AuditQuery } from './schema.ts'

interface Row extends Omit<AuditEntry, 'actor' | 'workspace' | 'created_at'> {
  actor_id: string
  actor_name: string | null
  workspace_id: string | null
  workspace_name: string | null
  created_at: Date
}

/** Who did what, to what, and why; newest first. Needs withSystem. */
export async function listAuditLog(tx: Tx, query: AuditQuery) {
  const {
    action = null,
    actor_id = null,
    workspace_id = null,
    subject_id = null,
    from = null,
    to = null,
  } = query
  const before = query.cursor ? decodeCursor(query.cursor, z.uuid()) : null
  const { rows } = await sql<Row>`
    select l.id, l.actor_id, u.name as actor_name, l.action, l.subject_kind, l.subject_id,
      l.about_workspace_id as workspace_id, w.name as workspace_name, l.before, l.after, l.reason, l.created_at
    from audit_log l
    left join auth."user" u on u.id = l.actor_id
    left join workspaces w on w.id = l.about_workspace_id
    where (${before}::uuid is null or l.id < ${before}::uuid)
      and (${action}::text[] is null or exists (select from unnest(${action}::text[]) a (name) where l.action = a.name or starts_with(l.action, a.name || '.')))
      and (${actor_id}::uuid is null or l.actor_id = ${actor_id})
      and (${workspace_id}::uuid is null or l.about_workspace_id = ${workspace_id})
      and (${subject_id}::text is null or l.subject_id = ${subject_id})
      and (${from}::date is null or l.created_at >= ${from}::date::timestamp at time zone 'UTC')
      and (${to}::date is null or l.created_at < (${to}::date + 1)::timestamp at time zone 'UTC')
    order by l.id desc limit ${query.limit + 1}`.execute(tx)
  const shown = rows.slice(0, query.limit)
  return {
    data: shown.map(entryOf),
    next_cursor: rows.length > query.limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

/** Everybody who is in the log. Needs withSystem. */
export async function listActors(tx: Tx): Promise<{ data: AuditEntry['actor'][] }> {
  const { rows } = await sql<AuditEntry['actor']>`
    select l.actor_id as id, coalesce(u.name, 'Somebody who left') as name
    from (select distinct actor_id from audit_log) l left join auth."user" u on u.id = l.actor_id order by 2`.execute(
    tx,
  )
  return { data: rows }
}

function entryOf({
  actor_id,
  actor_name,
  workspace_id,
  workspace_name,
  created_at,
  ...row
}: Row): AuditEntry {
  return {
    ...row,
    actor: { id: actor_id, name: actor_name ?? 'Somebody who left' },
    workspace:
      workspace_id === null ? null : { id: workspace_id, name: workspace_name ?? 'A workspace that is gone' },
    created_at: created_at.toISOString(),
  }
}
