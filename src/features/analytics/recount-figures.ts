import { sql } from 'kysely'
import { type Databases, type Tx, withSystem } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { retryConflicts } from '../leads/index.ts'

export const RECOUNT = 'analytics.recount'
/** A workspace of ten million leads takes minutes. */
const MAX_MS = 3_600_000

/** Has a workspace counted again once this transaction commits, if its days are not those of its time zone. */
export async function queueRecount(tx: Tx, workspaceId: string): Promise<void> {
  const { rows } = await sql`
    select from figure_states s join workspaces w on w.id = s.workspace_id and w.time_zone = s.time_zone
    where s.workspace_id = ${workspaceId}`.execute(tx)
  if (rows.length > 0) return
  await enqueue(tx, RECOUNT, { workspace_id: workspaceId }, { key: `recount:${workspaceId}` })
}

/** Counts every figure of a workspace from its rows, in one snapshot, while others go on writing. */
export function recountFigures(db: Databases, workspaceId: string): Promise<void> {
  return retryConflicts(() =>
    inSnapshot(db, async (tx) => {
      await sql`select recount_figures(${workspaceId}::uuid)`.execute(tx)
    }),
  )
}

/** A transaction that sees one moment and may take its time. */
export function inSnapshot<T>(db: Databases, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withSystem(db, async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx)
    await sql.raw(`set local statement_timeout = ${MAX_MS}`).execute(tx)
    return work(tx)
  })
}
