import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { IDENTIFY } from '../identity/identify-visitors.ts'
import type { Taken } from '../ingest/taken.ts'

/** What AudienceLab says of a person of whom only the hash was known before: the link waits with that from now on. */
export async function tellMore(db: Databases, group: Taken[]): Promise<void> {
  const told = group.flatMap(({ hits }) =>
    hits.flatMap(({ w, v, named }) =>
      named.flatMap(({ x, y }) => (x && Object.keys(y).length > 0 ? [{ w, v, x, y }] : [])),
    ),
  )
  if (told.length === 0) return
  await withSystem(db, (tx) =>
    sql`
    with told as (
      update visitor_links k set given = n.y, judged_events = null
      from (select distinct on (w, v, x) * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
        as n (w uuid, v uuid, x text, y jsonb) order by w, v, x) n
      where k.workspace_id = n.w and k.visitor_id = n.v and k.email_hash = decode(n.x, 'hex')
        and coalesce(k.given, '{}') = '{}' and k.lead_id is null and k.undone_at is null
      returning k.workspace_id as id
    )
    select enqueue_job(${IDENTIFY}, jsonb_build_object('workspace_id', id), ${IDENTIFY} || ':' || id)
    from (select distinct id from told) w`.execute(tx),
  )
}
