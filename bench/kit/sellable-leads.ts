import { sql } from 'kysely'
import type pg from 'pg'
import { type Databases, withWorkspace } from '../../src/platform/db/index.ts'

/** Leads of a partner on sale at one credit each, made by few statements; answers the listings' ids. */
export async function sellableLeads(
  owner: pg.Client,
  db: Databases,
  partnerId: string,
  count: number,
): Promise<string[]> {
  await owner.query(
    `with made as (
       select g, uuidv7() as id, 'lead' || g || '@people.example' as email from generate_series(1, $2::int) g
     ), keys as (
       insert into lead_identities (workspace_id, identity, kind, lead_id)
       select $1, identity_hash(identity_key(), 'email', email), 'email', id from made
     )
     insert into leads (workspace_id, id, dedup_hash, source, email, full_name, name_key)
     select $1, id, identity_hash(identity_key(), 'email', email), 'upload', email, 'Lead ' || g, 'lead ' || g from made`,
    [partnerId, count],
  )
  return withWorkspace(db, partnerId, async (tx) => {
    await sql`select list_leads(array(select id from leads where workspace_id = ${partnerId}), 100, 1, null)`.execute(
      tx,
    )
    const { rows } = await sql<{
      id: string
    }>`select id from listings where workspace_id = ${partnerId}`.execute(tx)
    return rows.map(({ id }) => id)
  })
}
