import type { Tx } from '../../../platform/db/index.ts'
import { findLeads, type StoredLead } from '../../leads/index.ts'
import type { EnrichedField, Fills, Known } from './fields.ts'
import { type FoundPerson, knownOf } from './found-person.ts'
import { planFills } from './plan-fills.ts'

/** What the buyer chose. */
export interface Choices {
  min_confidence: number
  overwrite: readonly EnrichedField[]
}

/** A matched row as it is kept. */
export interface KeptRow {
  n: number
  lead_id: string | null
  held: Known | null
  found: FoundPerson | null
  confidence: number | null
  matched_by: string | null
  identities: Buffer[]
}

export interface PlannedRow extends KeptRow {
  /** The lead as it is now; null for a row of a file, and for a lead that is gone. */
  lead: StoredLead | null
  /** What is held now, of either. */
  known: Known | null
  fills: Fills
  /** `fill`: it would be filled. */
  verdict: 'no_match' | 'below_confidence' | 'nothing_to_fill' | 'skipped' | 'fill'
}

/** What would become of rows with what the leads hold now. */
export async function planRows(
  tx: Tx,
  rows: KeptRow[],
  { min_confidence, overwrite }: Choices,
): Promise<PlannedRow[]> {
  const leads = await findLeads(
    tx,
    rows.flatMap(({ lead_id }) => lead_id ?? []),
  )
  const chosen = new Set(overwrite)
  return rows.map((row) => {
    const lead = (row.lead_id === null ? null : leads.get(row.lead_id)) ?? null
    const known = row.lead_id === null ? row.held : lead && knownOf(lead)
    const plan = (verdict: PlannedRow['verdict'], fills: Fills = {}) => ({
      ...row,
      lead,
      known,
      fills,
      verdict,
    })
    if (row.found === null || row.confidence === null) return plan('no_match')
    if (known === null) return plan('skipped')
    if (row.confidence < min_confidence) return plan('below_confidence')
    const fills = planFills(known, row.found.known, chosen)
    return Object.keys(fills).length > 0 ? plan('fill', fills) : plan('nothing_to_fill')
  })
}
