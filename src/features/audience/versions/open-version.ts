import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { noteAudit } from './note-audit.ts'

export const LOAD_AUDIENCE = 'audience.load'

/** The id of a version that is about to be. */
export async function newVersionId(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(tx)
  return (rows[0] as { id: string }).id
}

export interface NewVersion {
  id: string
  /** The names of its files. */
  files: string[]
  /** null: not a person, but the installation itself. */
  operatorId: string | null
}

/** A version that waits for its load. Needs withSystem. */
export async function openVersion(tx: Tx, { id, files, operatorId }: NewVersion): Promise<void> {
  await tx.insertInto('audience_versions').values({ id, files, started_by: operatorId }).execute()
  if (operatorId !== null) await noteAudit(tx, operatorId, 'audience.loaded', id, { files })
}

/** Has a version loaded soon. It is tried twice only to notice that the first try broke off. */
export function enqueueLoad(tx: Tx, versionId: string): Promise<void> {
  return enqueue(tx, LOAD_AUDIENCE, { version_id: versionId }, { key: `audience:${versionId}` })
}
