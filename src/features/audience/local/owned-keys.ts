import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Changes of a lead that leave who it is as it was. */
const HARMLESS = [
  ...[
    'status',
    'tags',
    'score',
    'returned_at',
    'job_title',
    'title_words',
    'seniority',
    'department',
    'industry',
  ],
  ...['company_name', 'company_domain', 'company_size', 'revenue', 'city', 'state', 'postal_code', 'country'],
  ...['website', 'notes', 'custom', 'consent_source', 'consent_at', 'consent_text', 'consent_ip'],
]

export interface Changes {
  snapshot: string
  /** Leads came in, none made before this time; null: none came. */
  created_since: string | null
  has_suppressed: boolean
  /** Something changed that cannot be added to what is known. */
  must_reload: boolean
}

/** What happened to the workspace's leads that a snapshot does not show, by the events told with it. */
export async function changesSince(tx: Tx, snapshot: string): Promise<Changes> {
  const { rows } = await sql<Changes>`
    select pg_current_snapshot()::text as snapshot,
      (min(e.created_at) filter (where e.type = 'lead.created') - interval '1 second')::text as created_since,
      exists (
        select from suppressions s where s.xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
          and not pg_visible_in_snapshot(s.xid, ${snapshot}::pg_snapshot)) as has_suppressed,
      coalesce(bool_or(e.type = 'lead.deleted' or (e.type = 'lead.updated'
        and not coalesce(e.payload -> 'changed' <@ ${JSON.stringify(HARMLESS)}::jsonb, false))), false) as must_reload
    from events e
    where e.workspace_id = current_workspace() and e.type in ('lead.created', 'lead.updated', 'lead.deleted')
      and e.xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
      and not pg_visible_in_snapshot(e.xid, ${snapshot}::pg_snapshot)`.execute(tx)
  if (!rows[0]) throw new Error('The changes of a workspace answered nothing')
  return rows[0]
}

export async function currentSnapshot(tx: Tx): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(tx)
  return rows[0]?.snapshot ?? ''
}

// A phone with its name or a LinkedIn URL of a lead with an email tells nothing of somebody with an email.
const leadKeys = (which: string) => `
  select i.identity, true as is_sure from lead_identities i
  where i.workspace_id = current_workspace() and i.kind = 'email' ${which}
  union all
  select i.identity, l.email is null and l.second_email is null from lead_identities i
  join leads l on l.workspace_id = i.workspace_id and l.id = i.lead_id
  where i.workspace_id = current_workspace() and i.kind <> 'email' ${which}`

/** Every identity that makes a person not net new to the workspace. */
export const everyKey = `${leadKeys('')}
  union all select identity, true from paid_people where workspace_id = current_workspace()
  union all select identity, true from suppressions`

/** Those that a snapshot does not show, when leads were only added; both are SQL literals. */
export function keysSince(snapshot: string, createdSince: string | null): string {
  const suppressed = `select identity, true as is_sure from suppressions
    where xid >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
      and not pg_visible_in_snapshot(xid, ${snapshot}::pg_snapshot)`
  if (createdSince === null) return suppressed
  // A lead's id begins with when it was made, so these are all that came since, and few others. Who was paid for came
  // in by the same transaction.
  const which = `and i.lead_id >= uuidv7_floor(${createdSince}::timestamptz)`
  return `${suppressed}
    union all ${leadKeys(which)}
    union all select i.identity, true from lead_identities i
    join paid_people p on p.workspace_id = i.workspace_id and p.identity = i.identity
    where i.workspace_id = current_workspace() ${which}`
}
