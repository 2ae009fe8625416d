import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'

export const FOLD = 'analytics.fold'
/** With more than this, reading is no longer quick. */
const MANY = 5000

/** Has the figures folded now when much is waiting for it; otherwise the clock does. */
export async function hurryFold(tx: Tx): Promise<void> {
  const { rows } = await sql`
    select from figure_deltas where workspace_id = current_workspace() order by id offset ${MANY} limit 1`.execute(
    tx,
  )
  if (rows.length > 0) await enqueue(tx, FOLD, {}, { key: FOLD })
}
