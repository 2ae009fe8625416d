import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { AUDIENCE_DIR, versionDir } from '../local/load/layout.ts'
import { UPLOADS_DIR } from './uploads.ts'

/** A load says how far it is every second; one silent for so long has died. */
const SILENT_SECONDS = 30
const DIED =
  'The program ended in the middle of the load. What people search is as it was; load the files again.'
/** An upload belongs to no version before it is whole. */
const UPLOAD_HOURS = 24
const UUID = /^[0-9a-f-]{36}$/

/** Ends loads whose process died, and removes every folder that no version needs. */
export async function sweepVersions(db: Databases, dataDir: string): Promise<void> {
  const folder = join(dataDir, AUDIENCE_DIR)
  const uploads = join(folder, UPLOADS_DIR)
  // Looked at before the versions are: a folder made after that is not taken for one of no version.
  const [made, sent] = [await foldersIn(folder), await oldOnes(await foldersIn(uploads))]
  const needed = await withSystem(db, async (tx) => {
    await sql`
      update audience_versions set status = 'failed', failure = ${DIED}, touched_at = now()
      where status = 'loading' and touched_at < now() - make_interval(secs => ${SILENT_SECONDS})`.execute(tx)
    const rows = await tx
      .selectFrom('audience_versions')
      .select('id')
      .where('status', 'in', ['waiting', 'loading', 'ready'])
      .execute()
    return new Set(rows.map(({ id }) => id))
  })
  for (const { id, path } of [...made, ...sent]) {
    if (!needed.has(id)) await rm(path, { recursive: true, force: true })
  }
}

/** Ends the load of this version if it runs: for the job that loads it, which finds that only when its last try died. */
export async function endBrokenLoad(db: Databases, dataDir: string, id: string): Promise<void> {
  const { rows } = await withSystem(db, (tx) =>
    sql`
      update audience_versions set status = 'failed', failure = ${DIED}, touched_at = now()
      where id = ${id} and status = 'loading' returning id`.execute(tx),
  )
  if (rows.length > 0) await rm(versionDir(dataDir, id), { recursive: true, force: true })
}

async function foldersIn(folder: string): Promise<{ id: string; path: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory() && UUID.test(entry.name))
    .map(({ name }) => ({ id: name, path: join(folder, name) }))
}

async function oldOnes(folders: { id: string; path: string }[]) {
  const before = Date.now() - UPLOAD_HOURS * 3_600_000
  const times = await Promise.all(folders.map(({ path }) => stat(path).catch(() => null)))
  return folders.filter((_, index) => (times[index]?.mtimeMs ?? 0) < before)
}
