import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { NormalisedLead } from '../normalise/index.ts'
import type { StoredLead } from '../reading/read-lead.ts'
import type { LeadChange } from '../schema.ts'
import { type ChangedColumns, changedColumns } from './changed-columns.ts'

/** Fields that tell who a lead is, surest first. */
const TELLING = ['email', 'linkedin_url', 'phone', 'mobile', 'second_email', 'full_name'] as const
const NAMES = ['first_name', 'last_name', 'full_name'] as const

export interface PlannedChange extends ChangedColumns {
  held: StoredLead
  change: LeadChange
  /** Fields taken out of the change. */
  conflicts: string[]
}

/** What a change would do to a lead; nothing when its values cannot be used or would leave nobody to reach. */
export function planChange(held: StoredLead, change: LeadChange): PlannedChange {
  try {
    return { held, change, ...changedColumns(held, change), conflicts: [] }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { held, change: {}, columns: {}, changes: {}, identified: null, conflicts: Object.keys(change) }
  }
}

/**
 * Makes the leads known by what they are about to become, and gives each the dedup_hash of that. A field that would make
 * a lead the same person as another one is taken out of its change and named among its conflicts.
 */
export async function settleIdentities<P extends PlannedChange>(tx: Tx, planned: P[]): Promise<P[]> {
  const answers = await tryIdentities(tx, planned)
  const settled: P[] = []
  for (const plan of planned) {
    const answer = answers.get(plan.held.id)
    if (answer?.hash === null) settled.push(await settleByField(tx, plan))
    else settled.push(withHash(plan, answer?.hash ?? null))
  }
  return settled
}

/** The sure fields one after the other, each only when the lead stays a person of its own. */
async function settleByField<P extends PlannedChange>(tx: Tx, plan: P): Promise<P> {
  const { held, change } = plan
  const fields = TELLING.filter((field) => change[field] !== undefined)
  let kept = without(change, fields)
  let hash: Buffer | null = null
  const conflicts: string[] = []
  for (const field of fields) {
    const tried = { ...kept, ...only(change, field) }
    const next = { ...plan, ...planChange(held, tried) }
    const answer = (await tryIdentities(tx, [next])).get(held.id)
    if (answer?.hash === null) {
      conflicts.push(field)
      continue
    }
    kept = tried
    hash = answer?.hash ?? hash
  }
  return withHash({ ...plan, ...planChange(held, kept), conflicts }, hash)
}

function withHash<P extends PlannedChange>(plan: P, hash: Buffer | null): P {
  return hash === null ? plan : { ...plan, columns: { ...plan.columns, dedup_hash: hash } }
}

function namesOf(field: string): readonly string[] {
  return field === 'full_name' ? NAMES : [field]
}

function only(change: LeadChange, field: string): LeadChange {
  return Object.fromEntries(Object.entries(change).filter(([name]) => namesOf(field).includes(name)))
}

function without(change: LeadChange, fields: readonly string[]): LeadChange {
  const left = new Set(fields.flatMap(namesOf))
  return Object.fromEntries(Object.entries(change).filter(([name]) => !left.has(name)))
}

/** By lead, of those who they are may have changed: the hash, or null for a conflict. */
async function tryIdentities(
  tx: Tx,
  planned: readonly PlannedChange[],
): Promise<Map<string, { hash: Buffer | null }>> {
  const asked = planned.flatMap(({ held, identified }) =>
    identified === null ? [] : [{ id: held.id, ...identityValues(identified) }],
  )
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{ lead_id: string; dedup_hash: Buffer | null }>`
    select lead_id, dedup_hash from try_lead_identities(${JSON.stringify(asked)}::jsonb)`.execute(tx)
  return new Map(rows.map(({ lead_id, dedup_hash }) => [lead_id, { hash: dedup_hash }]))
}

function identityValues(lead: NormalisedLead) {
  const { email_key, second_email_key, phone, mobile, name_key, linkedin_url } = lead
  return { email_key, second_email_key, phone, mobile, name_key, linkedin_url }
}
