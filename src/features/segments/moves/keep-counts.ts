import { sql } from 'kysely'
import { type Databases, withSystem, withWorkspace } from '../../../platform/db/index.ts'
import type { Logger } from '../../../platform/log.ts'
import type { AudienceProvider } from '../../audience/index.ts'
import type { AudienceFilter } from '../../audience/schema.ts'
import { noteCount } from '../running/note-run.ts'

/** Who entered and left is told for so long, and counts for that. */
const MOVES_KEPT_DAYS = 90
const COUNTS_KEPT_DAYS = 731

/**
 * Counts every active segment of the audience that was not counted today (UTC), or not since it asks something else. One that fails is tried next time,
 * one that the provider cannot do is left out.
 */
export async function keepCounts(
  db: Databases,
  provider: AudienceProvider,
  { signal, log }: { signal: AbortSignal; log: Logger },
): Promise<void> {
  if ((await provider.version()) === null) return
  for (const { workspace_id: workspaceId, id, filters } of await listUncounted(db)) {
    if (signal.aborted) return
    if (provider.cannot(filters).length > 0) continue
    try {
      const version = (await provider.version())?.id ?? null
      const counts = await provider.count({ filter: filters, workspaceId, signal })
      await withWorkspace(db, workspaceId, (tx) => noteCount(tx, { id, filters }, { ...counts, version }))
    } catch (error) {
      log.warn({ err: error, workspace_id: workspaceId, segment_id: id }, 'cannot count a segment today')
    }
  }
}

interface Uncounted {
  workspace_id: string
  id: string
  filters: AudienceFilter
}

function listUncounted(db: Databases): Promise<Uncounted[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await sql<Uncounted>`
      select s.workspace_id, s.id, s.filters from segments s
      where s.status = 'active' and s.target = 'audience' and (s.last_counted_at is null or not exists (
        select from segment_counts c where c.workspace_id = s.workspace_id and c.segment_id = s.id
          and c.day = (now() at time zone 'UTC')::date))
      order by s.last_counted_at nulls first, s.id`.execute(tx)
    return rows
  })
}

/** Forgets what happened too long ago. */
export async function purgeMoves(db: Databases): Promise<void> {
  await withSystem(db, async (tx) => {
    await sql`
      delete from segment_moves m using segments s
      where m.workspace_id = s.workspace_id and m.segment_id = s.id
        and m.id < uuidv7_floor(now() - make_interval(days => ${MOVES_KEPT_DAYS}))`.execute(tx)
    await sql`delete from segment_counts where day < current_date - ${COUNTS_KEPT_DAYS}::int`.execute(tx)
  })
}
