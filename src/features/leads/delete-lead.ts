import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { publishLeads } from './publish-leads.ts'
import { leadNotFound } from './read-lead.ts'

/** Takes a lead away, off the market too. For a day it can be restored. */
export async function deleteLead(tx: Tx, id: string, actorId: string | null): Promise<void> {
  const { rows } = await sql<{
    done: boolean
  }>`select delete_lead(${id}::uuid, ${actorId}::uuid) as done`.execute(tx)
  if (!rows[0]?.done) throw leadNotFound()
  await publishLeads(tx, 'lead.deleted', [id])
}
