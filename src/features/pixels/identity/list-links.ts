import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { readVisitor } from '../visitors/read-visitor.ts'
import type { VisitorLink } from './schema.ts'

const MAX_LINKS = 200

interface Row extends Omit<VisitorLink, 'created_at' | 'undone_at' | 'undone_by' | 'event'> {
  created_at: Date
  undone_at: Date | null
  undone_by: string | null
  undone_by_name: string | null
  event_id: string | null
  /** Milliseconds since 1970. */
  event_at: number | null
  url: string | null
}

/** Why a visitor is held to be somebody's, the newest first; also what was undone. At most 200. */
export async function listLinks(tx: Tx, visitorId: string): Promise<VisitorLink[]> {
  await readVisitor(tx, visitorId)
  const { rows } = await sql<Row>`
    select k.id, k.kind, k.created_at, l.id as lead_id, coalesce(l.full_name, l.email) as lead_name,
      k.undone_at, k.undone_by, m.name as undone_by_name, e.id as event_id, e.url,
      ('x' || left(replace(e.id::text, '-', ''), 12))::bit(48)::bigint::float8 as event_at
    from visitor_links k
    left join leads l on l.workspace_id = k.workspace_id and l.id = k.lead_id
    left join pixel_events e on e.workspace_id = k.workspace_id and e.id = k.event_id
    left join list_members() m on m.user_id = k.undone_by
    where k.workspace_id = current_workspace() and k.visitor_id = ${visitorId}
    order by k.created_at desc, k.id desc limit ${MAX_LINKS}`.execute(tx)
  return rows.map(viewLink)
}

function viewLink({ undone_by, undone_by_name, event_id, event_at, url, ...row }: Row): VisitorLink {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    event: event_id && event_at ? { id: event_id, at: new Date(event_at).toISOString(), url } : null,
    undone_at: row.undone_at?.toISOString() ?? null,
    undone_by: undone_by === null ? null : { id: undone_by, name: undone_by_name },
  }
}
