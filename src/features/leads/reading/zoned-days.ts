import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { LeadFilter } from '../schema.ts'

/**
 * The filter with its days as instants: a day is one of the workspace's time zone, as in the analytics, so that a figure
 * and the list behind it mean the same leads.
 */
export async function zonedDays(tx: Tx, filter: LeadFilter): Promise<LeadFilter> {
  const { created_from: from, created_to: to } = filter
  const first = isDay(from) ? from : null
  const last = isDay(to) ? to : null
  if (first === null && last === null) return filter
  const { rows } = await sql<{ begins: Date | null; ends: Date | null }>`
    select ${first}::date::timestamp at time zone figure_zone() as begins,
      (${last}::date + 1)::timestamp at time zone figure_zone() as ends`.execute(tx)
  const { begins, ends } = rows[0] ?? {}
  return {
    ...filter,
    ...(begins ? { created_from: begins.toISOString() } : {}),
    ...(ends ? { created_to: ends.toISOString() } : {}),
  }
}

function isDay(given: string | undefined): given is string {
  return given !== undefined && !given.includes('T')
}
