import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { requestHash, toCredits } from '../../credits/index.ts'
import { findLeads, leadNotFound, retryConflicts } from '../../leads/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { readTerms } from '../search/read-terms.ts'
import { rowOf } from './choose-leads.ts'
import { type MatchedRow, matchRows, storeMatches } from './match-rows.ts'
import type { Asker } from './open-matching.ts'
import { findRunOfKey, type OnceKey, openEnrichment } from './open-run.ts'
import type { Choices } from './plan-rows.ts'
import { runRows } from './run-rows.ts'
import type { EnrichedLead } from './schema.ts'
import { finishMatching } from './settle-matching.ts'

export interface LeadWish extends Choices {
  confirmed_credits: number | null
}

/**
 * Enriches one lead at once: the match is charged, filled and told in one transaction. Asked again under the same key it
 * answers what the first time did. 404 for a lead of another workspace.
 */
export async function enrichLead(
  db: Databases,
  provider: AudienceProvider,
  by: Asker,
  { leadId, wish, key, signal }: { leadId: string; wish: LeadWish; key: string; signal: AbortSignal },
): Promise<EnrichedLead> {
  const once = { key, hash: requestHash({ ...wish, overwrite: [...wish.overwrite], lead_id: leadId }) }
  const { earlier, lead } = await withWorkspace(db, by.workspaceId, async (tx) => ({
    earlier: await findRunOfKey(tx, once),
    lead: (await findLeads(tx, [leadId])).get(leadId),
  }))
  if (earlier) return readOutcome(db, by, earlier)
  if (!lead) throw leadNotFound()
  const [row] = await matchRows(provider, [rowOf(lead, 1)], signal)
  if (!row?.match) return nobody(db, by)
  const id = await retryConflicts(() =>
    withWorkspace(db, by.workspaceId, (tx) => runAtOnce(tx, by, provider, row, { wish, once })),
  )
  return readOutcome(db, by, id)
}

async function runAtOnce(
  tx: Tx,
  by: Asker,
  provider: AudienceProvider,
  row: MatchedRow,
  { wish, once }: { wish: LeadWish; once: OnceKey },
): Promise<string> {
  const earlier = await findRunOfKey(tx, once)
  if (earlier) return earlier
  const { id } = await tx
    .insertInto('enrichments')
    .values({ workspace_id: by.workspaceId, kind: 'leads', provider: provider.name, actor_id: by.actorId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await storeMatches(tx, id, [row])
  await finishMatching(tx, id)
  const { rows } = await sql<{ due: number }>`
    select case when exists (
      select from enrichment_rows r join enriched_people p on p.workspace_id = r.workspace_id and p.identity = any (r.identities)
      where r.workspace_id = current_workspace() and r.enrichment_id = ${id} and p.paid_at > now() - interval '30 days')
      then 0 else (money_rules_at(now())).enrichment_price_hundredths end as due`.execute(tx)
  await openEnrichment(tx, by, { ...wish, match_id: id, max_credits: null, most: rows[0]?.due ?? 0, once })
  await runRows(tx, id)
  return id
}

interface Outcome {
  outcome: EnrichedLead['outcome'] | null
  confidence: number | null
  matched_by: EnrichedLead['matched_by']
  fills: EnrichedLead['filled'] | null
  conflicts: string[]
  charged_hundredths: number
}

async function readOutcome(db: Databases, by: Asker, id: string): Promise<EnrichedLead> {
  const { rows } = await withWorkspace(db, by.workspaceId, (tx) =>
    sql<Outcome>`
      select r.outcome, r.confidence, r.matched_by, r.fills, r.conflicts, e.charged_hundredths
      from enrichments e join enrichment_rows r on r.workspace_id = e.workspace_id and r.enrichment_id = e.id and r.n = 1
      where e.workspace_id = current_workspace() and e.id = ${id}`.execute(tx),
  )
  const { balance_hundredths } = await readTerms(db, by.workspaceId, by.actorId)
  const [row] = rows
  return {
    run_id: id,
    outcome: row?.outcome ?? 'skipped',
    ...{ confidence: row?.confidence ?? null, matched_by: row?.matched_by ?? null },
    ...{ filled: row?.fills ?? {}, conflicts: row?.conflicts ?? [] },
    credits_charged: toCredits(row?.charged_hundredths ?? 0),
    balance: toCredits(balance_hundredths),
  }
}

async function nobody(db: Databases, by: Asker): Promise<EnrichedLead> {
  const { balance_hundredths } = await readTerms(db, by.workspaceId, by.actorId)
  return {
    ...{ run_id: null, outcome: 'no_match', confidence: null, matched_by: null },
    ...{ filled: {}, conflicts: [], credits_charged: 0, balance: toCredits(balance_hundredths) },
  }
}
