import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toHundredths } from '../hundredths.ts'
import type { TopUpChange } from '../schema.ts'

/** Sets what the workspace buys by itself; turning it on forgets why it went off. */
export async function setTopUp(tx: Tx, change: TopUpChange): Promise<void> {
  const below = change.below === null ? null : toHundredths(change.below)
  await sql`select set_top_up(${change.enabled}, ${change.package_id}, ${below}, ${change.monthly_cap_cents})`.execute(
    tx,
  )
}
