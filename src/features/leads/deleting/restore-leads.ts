import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { publishLeads } from '../publish-leads.ts'

/** Undoes deletions of the last day; answers which leads are back. All of them, or a 409 and none. */
export async function restoreLeads(tx: Tx, ids: string[], actorId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select distinct unnest(${ids}::uuid[]) as id order by 1) wanted
    where restore_lead(id, ${actorId}::uuid)`.execute(tx)
  const restored = rows.map(({ id }) => id)
  await sql`select rescore_leads(${restored}::uuid[])`.execute(tx)
  await publishLeads(tx, 'lead.updated', restored, { changed: ['restored'] })
  return restored
}
