import type { Tx } from '../../platform/db/index.ts'
import { appendEvent } from '../events/index.ts'

/** Tells the live clients that a pixel is another, or gone. */
export async function publishPixel(tx: Tx, workspaceId: string, pixelId: string): Promise<void> {
  await appendEvent(tx, { workspaceId, type: 'pixel.changed', payload: { pixel_id: pixelId } })
}
