import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { publishLeads } from './publish-leads.ts'
import { leadNotFound, readLead } from './read-lead.ts'
import type { Lead } from './schema.ts'

/** Undoes a deletion of the last day. A 409 when the person came back as another lead or may not be stored. */
export async function restoreLead(tx: Tx, id: string, actorId: string | null): Promise<Lead> {
  const { rows } = await sql<{
    done: boolean
  }>`select restore_lead(${id}::uuid, ${actorId}::uuid) as done`.execute(tx)
  if (!rows[0]?.done) throw leadNotFound()
  await sql`select rescore_leads(array[${id}::uuid])`.execute(tx)
  await publishLeads(tx, 'lead.updated', [id], { changed: ['restored'] })
  return readLead(tx, id)
}
