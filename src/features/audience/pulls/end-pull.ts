import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { PullEnd } from '../search/schema.ts'

export interface Ending {
  status: 'finished' | 'cancelled' | 'failed'
  /** Why it ended with fewer people than wanted. */
  endedBy?: PullEnd | null
  /** A sentence for whoever asked for it. */
  failure?: string | null
}

/** Ends a pull that has not ended; what came stays. False when it had ended already. */
export async function endPull(
  tx: Tx,
  pullId: string,
  { status, endedBy = null, failure = null }: Ending,
): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`
    select end_pull(${pullId}, ${status}, ${endedBy}, ${failure}) as ended`.execute(tx)
  return rows[0]?.ended ?? false
}
