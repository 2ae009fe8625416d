import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { readVersion } from './list-versions.ts'
import { noteAudit } from './note-audit.ts'
import type { Version } from './schema.ts'

/** Has people search this version, one they searched before. Needs withSystem. */
export async function activateVersion(tx: Tx, operatorId: string, id: string): Promise<Version> {
  const { rows } = await sql<{ id: string }>`
    update audience_versions set activated_at = clock_timestamp() where id = ${id} and status = 'ready' returning id`.execute(
    tx,
  )
  const version = await readVersion(tx, id)
  if (rows.length === 0)
    throw new Problem(
      'conflict',
      `Only a version that is there can be searched; this one is ${version.status}.`,
    )
  await noteAudit(tx, operatorId, 'audience.activated', id, { people: version.people })
  return version
}
