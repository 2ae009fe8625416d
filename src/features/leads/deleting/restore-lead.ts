import type { Tx } from '../../../platform/db/index.ts'
import { leadNotFound, readLead } from '../reading/read-lead.ts'
import type { Lead } from '../schema.ts'
import { restoreLeads } from './restore-leads.ts'

/** Undoes a deletion of the last day. A 409 when the person came back as another lead or may not be stored. */
export async function restoreLead(tx: Tx, id: string, actorId: string | null): Promise<Lead> {
  const restored = await restoreLeads(tx, [id], actorId)
  if (restored.length === 0) throw leadNotFound()
  return readLead(tx, id)
}
