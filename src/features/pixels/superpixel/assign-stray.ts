import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { publishPixel } from '../publish-pixel.ts'
import { pixelNotFound } from '../read-pixel.ts'

export interface Assignment {
  operatorId: string
  superpixelId: string
  /** Of the pixel it belongs to. */
  key: string
}

/**
 * Says whose a pixel of AudienceLab is; from now on its events are that pixel's. Only the operator may: a workspace that
 * could name any id would get another one's visitors.
 */
export async function assignStray(tx: Tx, { operatorId, superpixelId, key }: Assignment): Promise<void> {
  const { rows: pixels } = await sql<{ workspace_id: string; id: string; superpixel_id: string | null }>`
    select workspace_id, id, superpixel_id from pixels where key = ${key} and deleted_at is null for update`.execute(
    tx,
  )
  const [pixel] = pixels
  if (!pixel) throw pixelNotFound()
  if (pixel.superpixel_id !== null) throw new Problem('conflict', 'This pixel has one at AudienceLab already')
  const { numAffectedRows } = await sql`
    delete from superpixel_strays where superpixel_id = ${superpixelId}`.execute(tx)
  if (numAffectedRows === 0n) throw new Problem('not_found', 'No such pixel of AudienceLab sent anything')
  await sql`
    update pixels set superpixel_id = ${superpixelId}, updated_at = now()
    where workspace_id = ${pixel.workspace_id} and id = ${pixel.id}`.execute(tx)
  await sql`
    insert into audit_log (actor_id, action, subject_kind, subject_id, about_workspace_id, after)
    values (${operatorId}, 'superpixel.assigned', 'pixel', ${pixel.id}, ${pixel.workspace_id},
      ${JSON.stringify({ superpixel_id: superpixelId })}::jsonb)`.execute(tx)
  await publishPixel(tx, pixel.workspace_id, pixel.id)
}
