import type { Tx } from '../../../platform/db/index.ts'
import { leadNotFound } from '../reading/read-lead.ts'
import { deleteLeads } from './delete-leads.ts'

/** Takes a lead away, off the market too. For a day it can be restored. */
export async function deleteLead(tx: Tx, id: string, actorId: string | null): Promise<void> {
  const deleted = await deleteLeads(tx, [id], actorId)
  if (deleted.length === 0) throw leadNotFound()
}
