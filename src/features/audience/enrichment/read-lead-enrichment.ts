import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import { findLeads, leadNotFound, type StoredLead } from '../../leads/index.ts'
import { readTerms } from '../search/read-terms.ts'
import type { Asker } from './open-matching.ts'
import type { LeadEnrichment } from './schema.ts'

interface Filled {
  at: Date
  actor_id: string | null
  actor_name: string | null
  changes: Record<string, unknown>
}

/** What enriching a lead would cost, and which of its values came by enrichment: who said so and when. */
export async function readLeadEnrichment(db: Databases, by: Asker, leadId: string): Promise<LeadEnrichment> {
  const terms = await readTerms(db, by.workspaceId, by.actorId)
  const { fields, isPaid } = await withWorkspace(db, by.workspaceId, async (tx) => {
    const lead = (await findLeads(tx, [leadId])).get(leadId)
    if (!lead) throw leadNotFound()
    return { fields: await fieldsOf(tx, lead), isPaid: await isPaidFor(tx, leadId) }
  })
  const cost = isPaid ? 0 : terms.enrichment_price_hundredths
  const above = terms.confirm_above_hundredths
  return {
    credit_cost: toCredits(cost),
    balance: toCredits(terms.balance_hundredths),
    can_afford: cost <= terms.spendable_hundredths,
    confirm_above: above === null ? null : toCredits(above),
    fields,
  }
}

async function fieldsOf(tx: Tx, lead: StoredLead): Promise<LeadEnrichment['fields']> {
  const { rows } = await sql<Filled>`
    select h.created_at as at, h.actor_id, m.name as actor_name, h.changes
    from lead_history h left join list_members() m on m.user_id = h.actor_id
    where h.workspace_id = current_workspace() and h.lead_id = ${lead.id} and h.type = 'enriched'
    order by h.id`.execute(tx)
  const fields: LeadEnrichment['fields'] = {}
  for (const { at, actor_id, actor_name, changes } of rows) {
    for (const [field, change] of Object.entries(changes)) {
      if (!isChange(change) || String(lead[field as keyof StoredLead]) !== String(change.to)) continue
      fields[field] = {
        provider: String(changes.provider),
        confidence: typeof changes.confidence === 'number' ? changes.confidence : null,
        at: at.toISOString(),
        run_id: String(changes.enrichment_id),
        actor: actor_id === null ? null : { id: actor_id, name: actor_name },
      }
    }
  }
  return fields
}

function isChange(value: unknown): value is { to: unknown } {
  return typeof value === 'object' && value !== null && 'to' in value
}

/** Whether the workspace paid for this person within 30 days. */
async function isPaidFor(tx: Tx, leadId: string): Promise<boolean> {
  const { rows } = await sql<{ is_paid: boolean }>`
    select exists (
      select from lead_identities i
      join enriched_people p on p.workspace_id = i.workspace_id and p.identity = i.identity
      where i.workspace_id = current_workspace() and i.lead_id = ${leadId} and p.paid_at > now() - interval '30 days'
    ) as is_paid`.execute(tx)
  return rows[0]?.is_paid ?? false
}
