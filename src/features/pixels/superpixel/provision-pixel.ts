import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { createSuperpixel } from '../../audience/index.ts'
import { publishPixel } from '../publish-pixel.ts'
import { pixelNotFound } from '../read-pixel.ts'
import type { Superpixel } from './schema.ts'

export const WEBHOOK_PATH = '/webhooks/audiencelab/superpixel'

const UNIQUE_VIOLATION = '23505'

/** Under way in this process: whoever asks twice gets one pixel. */
const running = new Map<string, Promise<Superpixel>>()

interface Wish {
  workspaceId: string
  pixelId: string
}

/**
 * Makes the same pixel at AudienceLab, so that what it sees of the site comes here too. Fails in plain words with nothing
 * changed, and may then be asked again.
 */
export function provisionPixel(platform: Platform, wish: Wish): Promise<Superpixel> {
  const key = `${wish.workspaceId} ${wish.pixelId}`
  const made = running.get(key) ?? provision(platform, wish).finally(() => running.delete(key))
  running.set(key, made)
  return made
}

/** Whether a pixel has one at AudienceLab, and whether it could. */
export async function readSuperpixel(
  platform: Platform,
  { workspaceId, pixelId }: Wish,
): Promise<Superpixel> {
  const { superpixel_id } = await withWorkspace(platform.db, workspaceId, (tx) => readSite(tx, pixelId))
  return { available: isAvailable(platform), connected: superpixel_id !== null }
}

function isAvailable({ config }: Platform): boolean {
  return config.audienceLab !== null && config.audienceLabWebhookSecret !== null
}

async function provision(platform: Platform, { workspaceId, pixelId }: Wish): Promise<Superpixel> {
  const { config, db, log, shutdown } = platform
  const site = await withWorkspace(db, workspaceId, (tx) => readSite(tx, pixelId))
  if (site.superpixel_id !== null) throw new Problem('conflict', 'This pixel has one at AudienceLab already')
  if (config.audienceLab === null || !isAvailable(platform)) {
    throw new Problem(
      'conflict',
      'This installation cannot make pixels at AudienceLab: its operator has to set AUDIENCELAB_API_KEY and AUDIENCELAB_WEBHOOK_SECRET',
    )
  }
  const superpixelId = await createSuperpixel(
    { ...config.audienceLab, log, shutdown },
    {
      websiteName: site.name,
      websiteUrl: site.website_url,
      webhookUrl: `${config.appUrl}/api${WEBHOOK_PATH}`,
    },
  )
  await connect(db, { workspaceId, pixelId }, superpixelId)
  return { available: true, connected: true }
}

/** Made there meanwhile by another process: that one stays, ours is told to the operator as nobody's when it sends. */
async function connect(db: Databases, { workspaceId, pixelId }: Wish, superpixelId: string): Promise<void> {
  const connecting = withWorkspace(db, workspaceId, async (tx) => {
    await sql`
      update pixels set superpixel_id = ${superpixelId}, updated_at = now()
      where workspace_id = current_workspace() and id = ${pixelId} and deleted_at is null
        and superpixel_id is null`.execute(tx)
    await publishPixel(tx, workspaceId, pixelId)
  })
  await connecting.catch((error: unknown) => {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
    throw new Problem('upstream', 'AudienceLab answered with a pixel that another site has. Try again later.')
  })
}

async function readSite(tx: Tx, pixelId: string) {
  const { rows } = await sql<{ name: string; website_url: string; superpixel_id: string | null }>`
    select name, website_url, superpixel_id from pixels
    where workspace_id = current_workspace() and id = ${pixelId} and deleted_at is null`.execute(tx)
  if (!rows[0]) throw pixelNotFound()
  return rows[0]
}
