import { sql } from 'kysely'
import { type Databases, withWorkspace } from '../../../platform/db/index.ts'

/** After a job: leaves the search index and the planner's numbers as fast readers need them. */
export async function tidyLeads(db: Databases, workspaceId: string, importId: string): Promise<void> {
  await withWorkspace(db, workspaceId, async (tx) => {
    await sql`
      select tidy_leads(imported + updated) from imports
      where workspace_id = ${workspaceId} and id = ${importId} and imported + updated > 0`.execute(tx)
  })
}
