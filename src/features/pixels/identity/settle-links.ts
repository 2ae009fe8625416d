import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

interface Settled {
  found: ReadonlyMap<string, string>
  refused: readonly string[]
  waiting: readonly string[]
}

/**
 * Writes what became of links. Who has a lead needs no contact values beside it. Other browsers that are known by the
 * same address are the same person's. Answers the visitors of all of them.
 */
export async function settleLinks(tx: Tx, { found, refused, waiting }: Settled): Promise<string[]> {
  const { rows } = await sql<{ visitor_id: string }>`
    with settled as (
      update visitor_links k set lead_id = f.lead_id, given = case when k.kind = 'mail' then k.given end
      from unnest(${[...found.keys()]}::uuid[], ${[...found.values()]}::uuid[]) as f (id, lead_id)
      where k.workspace_id = current_workspace() and k.id = f.id
      returning k.id, k.visitor_id, k.email_hash, f.lead_id
    ), same as (
      update visitor_links k set lead_id = s.lead_id, given = null
      from (select distinct on (email_hash) email_hash, lead_id from settled where email_hash is not null
        order by email_hash, id) s
      where k.workspace_id = current_workspace() and k.email_hash = s.email_hash and k.lead_id is null
        and k.undone_at is null and k.id <> all (${[...found.keys()]}::uuid[])
      returning k.visitor_id
    ), refused as (
      delete from visitor_links where workspace_id = current_workspace() and id = any (${refused}::uuid[])
      returning visitor_id
    ), waiting as (
      update visitor_links k set judged_events = v.events
      from visitors v
      where k.workspace_id = current_workspace() and k.id = any (${waiting}::uuid[])
        and v.workspace_id = k.workspace_id and v.id = k.visitor_id
      returning k.visitor_id
    )
    select visitor_id from settled union select visitor_id from same
    union select visitor_id from refused union select visitor_id from waiting`.execute(tx)
  return rows.map(({ visitor_id }) => visitor_id)
}
