import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { AudienceFilter } from '../../audience/schema.ts'
import { findLeads } from '../../leads/index.ts'
import { type LeadRow, leadRowSchema } from '../../leads/schema.ts'
import { leadCondition } from '../own-leads/lead-condition.ts'

const SAMPLE = 25

export interface LeadsPreview {
  action: 'preview'
  count: number
  /** The newest of them. */
  sample: LeadRow[]
}

/** How many own leads match, and some of them. */
export async function previewLeads(tx: Tx, filters: AudienceFilter): Promise<LeadsPreview> {
  const matching = sql`from leads l where l.workspace_id = current_workspace() and ${leadCondition(filters)}`
  const { rows } = await sql<{ count: number; ids: string[] }>`
    select (select count(*) ${matching}) as count,
      array(select l.id ${matching} order by l.id desc limit ${SAMPLE}) as ids`.execute(tx)
  const { count = 0, ids = [] } = rows[0] ?? {}
  const leads = await findLeads(tx, ids)
  const sample = ids.flatMap((id) => {
    const lead = leads.get(id)
    return lead ? [leadRowSchema.parse(withTexts(lead))] : []
  })
  return { action: 'preview', count, sample }
}

/** Times as they travel. */
function withTexts(lead: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(lead).map(([key, value]) => [key, value instanceof Date ? value.toISOString() : value]),
  )
}
