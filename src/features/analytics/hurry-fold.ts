import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'

export const FOLD = 'analytics.fold'
/** With more than this, reading is no longer quick. */
const MANY = 2000

/** Has the figures folded now when much is waiting for it; otherwise the clock does. */
export async function hurryFold(tx: Tx): Promise<void> {
  const { rows } = await sql<{ isMuch: boolean }>`
    select coalesce(sum(size), 0) > ${MANY} as "isMuch" from figure_deltas where workspace_id = current_workspace()`.execute(
    tx,
  )
  if (rows[0]?.isMuch) await enqueue(tx, FOLD, {}, { key: FOLD })
}
