import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { publishLeads } from '../publish-leads.ts'

/** Takes leads away by id, those of the workspace; answers which. For a day they can be restored. */
export async function deleteLeads(tx: Tx, ids: string[], actorId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select distinct unnest(${ids}::uuid[]) as id order by 1) wanted
    where delete_lead(id, ${actorId}::uuid)`.execute(tx)
  const deleted = rows.map(({ id }) => id)
  await publishLeads(tx, 'lead.deleted', deleted)
  return deleted
}
