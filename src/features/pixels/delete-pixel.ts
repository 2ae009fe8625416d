import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { publishPixel } from './publish-pixel.ts'
import { pixelNotFound } from './read-pixel.ts'

export const ERASE_PIXEL = 'pixels.erase'

/**
 * Deletes a pixel: its key is nobody's from now on, and a job removes its visitors with all they did. Leads that came
 * from them stay.
 */
export async function deletePixel(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update pixels set deleted_at = now(), updated_at = now(), status = 'paused', superpixel_id = null,
      key = left(replace(gen_random_uuid()::text, '-', ''), 16)
    where workspace_id = current_workspace() and id = ${id} and deleted_at is null`.execute(tx)
  if (numAffectedRows === 0n) throw pixelNotFound()
  await enqueue(tx, ERASE_PIXEL, { workspace_id: workspaceId, pixel_id: id }, { key: `erase pixel ${id}` })
  await publishPixel(tx, workspaceId, id)
}
