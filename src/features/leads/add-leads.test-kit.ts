import { randomUUID } from 'node:crypto'
import type { Databases } from '../../platform/db/index.ts'
import { withWorkspace } from '../../platform/db/index.ts'
import { storeLeads } from './importing/store-leads.ts'
import { type GivenLead, normaliseRow } from './normalise/index.ts'

/** Stores leads in a workspace as an import would; answers their ids in order. */
export async function addLeads(db: Databases, workspaceId: string, given: GivenLead[]): Promise<string[]> {
  const rows = given.map((lead) => {
    const { row } = normaliseRow(lead, { defaultCountry: 'US' })
    if (!row) throw new Error(`The test gave a lead without a contact: ${JSON.stringify(lead)}`)
    return row
  })
  const stored = await withWorkspace(db, workspaceId, (tx) =>
    storeLeads(tx, rows, {
      importId: null,
      source: 'upload',
      sourceDetail: null,
      onDuplicate: 'skip',
      actorId: null,
    }),
  )
  return stored.leadIds
}

/** An address nobody else in the run has. */
export function anEmail(): string {
  return `p-${randomUUID().slice(0, 13)}@people.example`
}
