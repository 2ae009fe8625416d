import { sql } from 'kysely'
import { type Databases, withSystem } from '../../platform/db/index.ts'

const BATCH = 20_000

/** Folds what every workspace has to fold; answers how many deltas that were. */
export async function foldFigures(db: Databases, signal: AbortSignal): Promise<number> {
  const workspaces = await withSystem(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`select workspaces_to_fold() as id`.execute(tx)
    return rows.map(({ id }) => id)
  })
  let count = 0
  for (const id of workspaces) {
    let folded = BATCH
    while (folded >= BATCH) {
      if (signal.aborted) return count
      folded = await withSystem(db, async (tx) => {
        const { rows } = await sql<{
          folded: number
        }>`select fold_figures(${id}::uuid, ${BATCH}::int) as folded`.execute(tx)
        return rows[0]?.folded ?? 0
      })
      count += folded
    }
  }
  return count
}
