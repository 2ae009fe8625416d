import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Version } from './schema.ts'
import { viewVersion } from './view-version.ts'

const MOST = 50

/** The latest versions, newest first, and which one is searched. Needs withSystem. */
export async function listVersions(tx: Tx): Promise<{ active: string | null; versions: Version[] }> {
  const [active, rows] = await Promise.all([
    findActive(tx),
    tx.selectFrom('audience_versions').selectAll().orderBy('id', 'desc').limit(MOST).execute(),
  ])
  return { active, versions: rows.map(viewVersion) }
}

/** Needs withSystem. */
export async function readVersion(tx: Tx, id: string): Promise<Version> {
  const row = await tx.selectFrom('audience_versions').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new Problem('not_found', 'There is no such version')
  return viewVersion(row)
}

/** What people search: the version activated last. */
async function findActive(tx: Tx): Promise<string | null> {
  const row = await tx
    .selectFrom('audience_versions')
    .select('id')
    .where('activated_at', 'is not', null)
    .where('status', '=', 'ready')
    .orderBy('activated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}
