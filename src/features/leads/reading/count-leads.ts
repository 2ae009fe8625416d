import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { LeadFilter } from '../schema.ts'
import { filterJson } from './filter-json.ts'
import { zonedDays } from './zoned-days.ts'

/** How many leads match, exactly. */
export async function countLeads(tx: Tx, filter: LeadFilter): Promise<number> {
  const wanted = await zonedDays(tx, filter)
  const { rows } = await sql<{ count: number }>`
    select count_leads(${filterJson(wanted)}::jsonb) as count`.execute(tx)
  return rows[0]?.count ?? 0
}
