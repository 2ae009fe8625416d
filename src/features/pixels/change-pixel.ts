import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { publishPixel } from './publish-pixel.ts'
import { pixelNotFound, readPixel } from './read-pixel.ts'
import type { Pixel, PixelChange } from './schema.ts'
import { websiteOf } from './website.ts'

/** Changes a pixel. Pages that have its script take what it says from their next load on. */
export async function changePixel(
  tx: Tx,
  workspaceId: string,
  id: string,
  change: PixelChange,
  appUrl: string,
): Promise<Pixel> {
  const { website_url, internal_addresses, lead_rules, ...plain } = change
  if (Object.keys(change).length === 0) return readPixel(tx, id, appUrl)
  const { numUpdatedRows } = await tx
    .updateTable('pixels')
    .set({
      ...withoutRepeats(plain),
      ...(website_url === undefined ? {} : { website_url: websiteOf(website_url).href }),
      ...(internal_addresses === undefined ? {} : { internal_addresses: networks(internal_addresses) }),
      ...(lead_rules === undefined ? {} : { lead_rules: JSON.stringify(lead_rules) }),
      updated_at: sql<Date>`now()`,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw pixelNotFound()
  await publishPixel(tx, workspaceId, id)
  return readPixel(tx, id, appUrl)
}

function withoutRepeats<T extends object>(columns: T): T {
  const entries = Object.entries(columns)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? [...new Set(value)] : value]),
  ) as T
}

/** 203.0.113.7/24 means its network, which is all that the column takes. */
function networks(addresses: string[]) {
  return sql<string[]>`(
    select coalesce(array_agg(distinct network(given::inet)::cidr), '{}') from unnest(${addresses}::text[]) given)`
}
