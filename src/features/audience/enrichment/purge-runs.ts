import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'

/** Forgets previews after their hour, the rows of runs after 30 days, and who was paid for longer ago than that. */
export async function purgeRuns(db: Databases): Promise<void> {
  await withSystem(db, async (tx) => {
    await sql`
      delete from enrichments
      where status in ('matching', 'matched') and created_at < now() - interval '65 minutes'`.execute(tx)
    await sql`
      delete from enrichment_rows r using enrichments e
      where e.workspace_id = r.workspace_id and e.id = r.enrichment_id
        and e.finished_at < now() - interval '30 days' and e.status <> 'undoing'`.execute(tx)
    await sql`delete from enriched_people where paid_at < now() - interval '30 days'`.execute(tx)
  })
}
