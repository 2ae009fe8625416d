import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { readPixel } from '../read-pixel.ts'
import { recentDrops } from '../read-status.ts'
import type { Finding } from '../schema.ts'
import { addressGuard } from './internal-addresses.ts'
import { judgeDrops } from './judge-drops.ts'
import { judgePage } from './judge-page.ts'
import { judgeSettings } from './judge-settings.ts'
import { tryPage } from './try-page.ts'

export interface DiagnoseOptions {
  appUrl: string
  /** Internal ranges that the operator lets us read. */
  internalSites: readonly string[]
}

/** Looks at everything that keeps events of a pixel from coming, first of all at the page itself. */
export async function diagnose(
  db: Databases,
  workspaceId: string,
  pixelId: string,
  { appUrl, internalSites }: DiagnoseOptions,
): Promise<Finding[]> {
  const { pixel, drops } = await withWorkspace(db, workspaceId, async (tx) => ({
    pixel: await readPixel(tx, pixelId, appUrl),
    drops: await recentDrops(tx, pixelId),
  }))
  // Not inside the transaction: a slow site must not hold a connection.
  const tried = await tryPage(pixel.website_url, {
    mayFetch: addressGuard(internalSites),
    ownOrigin: new URL(appUrl).origin,
    userAgent: `Assay (+${appUrl})`,
  })
  return [
    ...judgeSettings(pixel),
    tried.finding,
    ...(tried.page ? judgePage(pixel, tried.page, appUrl) : []),
    ...judgeDrops(drops, pixel.domains),
  ]
}
