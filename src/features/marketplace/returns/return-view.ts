import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { Return, ReturnStep } from './schema.ts'

type Times = 'opened_at' | 'answer_due_at' | 'closed_at' | 'bought_at'
type Common = Pick<
  Return,
  'id' | 'listing_id' | 'lead_id' | 'reason' | 'evidence' | 'status' | 'decided_by' | Times | 'price'
>

/** What everybody's row of a return has. */
export interface CommonRow extends Omit<Common, Times | 'price'> {
  opened_at: Date
  answer_due_at: Date
  closed_at: Date | null
  bought_at: Date
  price_hundredths: number
}

/** What everybody sees of a return. */
export function commonOf(row: CommonRow): Common {
  const { id, listing_id, lead_id, reason, evidence, status, decided_by } = row
  return {
    ...{ id, listing_id, lead_id, reason, evidence, status, decided_by },
    opened_at: row.opened_at.toISOString(),
    answer_due_at: row.answer_due_at.toISOString(),
    closed_at: row.closed_at?.toISOString() ?? null,
    bought_at: row.bought_at.toISOString(),
    price: toCredits(row.price_hundredths),
  }
}

/** A lead beside a return, under the names `is_kept`, `full_name`, `job_title` and `company_name`. */
export interface LeadRow {
  is_kept: boolean
  full_name: string | null
  job_title: string | null
  company_name: string | null
}

export function leadOf({ is_kept, full_name, job_title, company_name }: LeadRow): Return['lead'] {
  return is_kept ? { full_name, job_title, company_name } : null
}

export interface StepRow extends Omit<ReturnStep, 'at'> {
  at: Date
}

export function stepOf({ side, action, note, at }: StepRow): ReturnStep {
  return { side, action, note, at: at.toISOString() }
}

/** The timeline, where the table can be read: by the buyer and the operator. */
export async function readSteps(tx: Tx, returnId: string): Promise<ReturnStep[]> {
  const { rows } = await sql<StepRow>`
    select side, action, note, at from return_steps where return_id = ${returnId} order by n`.execute(tx)
  return rows.map(stepOf)
}
