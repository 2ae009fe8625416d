import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { readVersion } from './list-versions.ts'
import { noteAudit } from './note-audit.ts'
import type { Version } from './schema.ts'

/** Ends a load; it stops within a second and leaves nothing. Needs withSystem. */
export async function cancelVersion(tx: Tx, operatorId: string, id: string): Promise<Version> {
  const cancelled = await tx
    .updateTable('audience_versions')
    .set({ status: 'cancelled' })
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'loading'])
    .returning('id')
    .executeTakeFirst()
  const version = await readVersion(tx, id)
  if (cancelled === undefined)
    throw new Problem('conflict', `This load is over already: it is ${version.status}.`)
  await noteAudit(tx, operatorId, 'audience.cancelled', id)
  return version
}
