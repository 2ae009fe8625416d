import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'

export type Claim =
  /** It is ours to load. */
  | 'claimed'
  /** Another load runs; later. */
  | 'busy'
  /** There is nothing to load: cancelled, done, or failed. */
  | 'over'

/** Takes a waiting version up, unless another is being loaded: one at a time, for memory and disk. */
export async function claimVersion(db: Databases, id: string): Promise<{ claim: Claim; files: string[] }> {
  return withSystem(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('audience load'))`.execute(tx)
    const { rows } = await sql<{ status: string; files: string[]; is_busy: boolean }>`
      select status, files, exists (select from audience_versions where status = 'loading') as is_busy
      from audience_versions where id = ${id}`.execute(tx)
    const [version] = rows
    if (version?.status !== 'waiting') return { claim: 'over', files: [] }
    if (version.is_busy) return { claim: 'busy', files: [] }
    await sql`
      update audience_versions set status = 'loading', started_at = now(), touched_at = now() where id = ${id}`.execute(
      tx,
    )
    return { claim: 'claimed', files: version.files }
  })
}
