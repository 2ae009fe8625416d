import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toHundredths } from '../hundredths.ts'
import type { GuardSettings } from '../schema.ts'

/** Sets what the workspace may spend; null lifts a limit. */
export async function setGuards(tx: Tx, settings: GuardSettings): Promise<void> {
  await sql`select set_wallet_guards(${limit(settings.monthly_cap)}, ${limit(settings.confirm_above)})`.execute(
    tx,
  )
}

export function limit(credits: number | null): number | null {
  return credits === null ? null : toHundredths(credits)
}
