import { sql } from 'kysely'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'

/** Growth between two looks at how many leads there are. */
const GROWTH = 5
const FIRST_LOOK_ROWS = 5_000
/** Fewer rows than this change nothing worth a tidy. */
const WORTH_TIDYING_ROWS = 2_000

/** Whether a batch takes an import past 5,000 rows, or five times as many as at the last look. */
export function isTimeToMeasure(rowsBefore: number, rowsAfter: number): boolean {
  for (let look = FIRST_LOOK_ROWS; look <= rowsAfter; look *= GROWTH) if (look > rowsBefore) return true
  return false
}

/** Tells the planner how large the tables of leads have become. */
export async function measureLeads(db: Databases, workspaceId: string): Promise<void> {
  await withWorkspace(db, workspaceId, (tx) => sql`select measure_leads()`.execute(tx))
}

/** After a job: leaves the search index and the planner's numbers as fast readers need them. */
export async function tidyLeads(db: Databases, workspaceId: string, importId: string): Promise<void> {
  await withWorkspace(db, workspaceId, (tx) =>
    sql`
      select tidy_leads() from imports
      where workspace_id = ${workspaceId} and id = ${importId} and imported + updated >= ${WORTH_TIDYING_ROWS}`.execute(
      tx,
    ),
  )
}
