import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { versionDir } from '../local/load/layout.ts'

/** What is searched, and what was before it, to go back to. */
const KEPT = 2

/**
 * Removes the files of versions that nobody goes back to. Who still has one open reads it to its end; the files are gone
 * from the folder, not from under it.
 */
export async function retireVersions(db: Databases, dataDir: string): Promise<void> {
  const retired = await withSystem(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update audience_versions set status = 'deleted', touched_at = now()
      where status = 'ready' and id not in (
        select id from audience_versions where status = 'ready' order by activated_at desc limit ${KEPT})
      returning id`.execute(tx)
    return rows
  })
  for (const { id } of retired) await rm(versionDir(dataDir, id), { recursive: true, force: true })
}
