import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { toCredits } from '../../credits/index.ts'
import { readTerms } from '../search/read-terms.ts'
import { ENRICHED_FIELDS, type EnrichedField } from './fields.ts'
import { keptRows } from './kept-rows.ts'
import { MATCH_ROWS } from './limits.ts'
import type { Asker } from './open-matching.ts'
import { paymentOf } from './paid-people.ts'
import { type Choices, type PlannedRow, planRows } from './plan-rows.ts'
import type { MatchPreview } from './schema.ts'

const HOUR_MS = 3_600_000

/** What a run of a match preview would fill and cost with these choices. 404 once the hour is over or it was run. */
export async function readPreview(
  db: Databases,
  { workspaceId, actorId }: Asker,
  id: string,
  choices: Choices,
): Promise<MatchPreview> {
  const terms = await readTerms(db, workspaceId, actorId)
  const { preview, figures } = await withWorkspace(db, workspaceId, async (tx) => ({
    preview: await findPreview(tx, workspaceId, id),
    figures: await figuresOf(tx, id, choices),
  }))
  const cost = figures.due * terms.enrichment_price_hundredths
  const confirmAbove = terms.confirm_above_hundredths
  return {
    ...{ id, kind: preview.kind as MatchPreview['kind'], file_name: preview.file_name },
    ...{ rows: preview.rows, found: preview.found, confident: figures.confident },
    ...{ by_match: figures.byMatch, by_field: figures.byField },
    ...{ min_confidence: choices.min_confidence, overwrite: [...choices.overwrite] },
    ...{ would_fill: figures.fills, paid_before: figures.fills - figures.due },
    cost_per_match: toCredits(terms.enrichment_price_hundredths),
    credit_cost: toCredits(cost),
    can_afford: cost <= terms.spendable_hundredths,
    balance: toCredits(terms.balance_hundredths),
    confirm_above: confirmAbove === null ? null : toCredits(confirmAbove),
    expires_at: new Date(preview.created_at.getTime() + HOUR_MS).toISOString(),
  }
}

async function findPreview(tx: Tx, workspaceId: string, id: string) {
  const preview = await tx
    .selectFrom('enrichments')
    .select(['kind', 'file_name', 'rows', 'found', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'matched')
    .executeTakeFirst()
  if (!preview || preview.created_at.getTime() + HOUR_MS < Date.now()) {
    throw new Problem('not_found', 'There is no such match preview. Previews are kept for an hour.')
  }
  return preview
}

type Sums = Record<EnrichedField, { fills: number; differs: number; known: number; confidence: number }>

async function figuresOf(tx: Tx, id: string, choices: Choices) {
  const byMatch = {} as MatchPreview['by_match']
  const fields = Object.fromEntries(
    ENRICHED_FIELDS.map((field) => [field, { fills: 0, differs: 0, known: 0, confidence: 0 }]),
  ) as Sums
  const sum = { confident: 0, fills: 0, due: 0 }
  const paid = new Set<string>()
  for (let after = 0; ; ) {
    const planned = await planRows(tx, await keptRows(tx, id, after, MATCH_ROWS), choices)
    if (planned.length === 0) return { ...sum, byMatch, byField: byFieldOf(fields) }
    for (const row of planned) {
      if (row.matched_by) count(byMatch, row.matched_by as keyof typeof byMatch)
      note(fields, row)
    }
    const filled = planned.filter(({ verdict }) => verdict === 'fill')
    const { isDue, take } = await paymentOf(tx, filled, paid)
    for (const row of filled) {
      if (isDue(row)) sum.due++
      take(row)
    }
    sum.fills += filled.length
    sum.confident += filled.length + planned.filter(({ verdict }) => verdict === 'nothing_to_fill').length
    after = planned.at(-1)?.n ?? after
  }
}

function note(fields: Sums, { found, known, fills, confidence, verdict }: PlannedRow): void {
  if (found === null || known === null || verdict === 'below_confidence') return
  for (const field of ENRICHED_FIELDS) {
    const value = found.known[field]
    if (value === null) continue
    const sums = fields[field]
    sums.known++
    sums.confidence += confidence ?? 0
    if (fills[field] !== undefined) sums.fills++
    if (known[field] !== null && known[field] !== value) sums.differs++
  }
}

function byFieldOf(fields: Sums): MatchPreview['by_field'] {
  return Object.fromEntries(
    Object.entries(fields).map(([field, { fills, differs, known, confidence }]) => [
      field,
      { fills, differs, mean_confidence: known === 0 ? null : Math.round((confidence / known) * 100) / 100 },
    ]),
  ) as MatchPreview['by_field']
}

function count<K extends string>(counts: Record<K, number>, key: K): void {
  counts[key] = (counts[key] ?? 0) + 1
}
