import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import { publishPixel } from './publish-pixel.ts'
import { readPixel } from './read-pixel.ts'
import { MAX_PIXELS, type NewPixel, type Pixel } from './schema.ts'
import { domainsOf, websiteOf } from './website.ts'

const KEY_LENGTH = 16
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Makes a pixel for a site; its hosts may send at once. */
export async function createPixel(
  tx: Tx,
  workspaceId: string,
  wish: NewPixel,
  appUrl: string,
): Promise<Pixel> {
  const website = websiteOf(wish.website_url)
  const { rows } = await sql<{ id: string }>`
    insert into pixels (workspace_id, key, name, website_url, domains)
    select ${workspaceId}, ${newKey()}, ${wish.name}, ${website.href}, ${domainsOf(website)}::text[]
    where (select count(*) from pixels where workspace_id = ${workspaceId} and deleted_at is null) < ${MAX_PIXELS}
    returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined)
    throw new Problem('conflict', `A workspace has at most ${MAX_PIXELS} pixels: delete one first`)
  await publishPixel(tx, workspaceId, id)
  return readPixel(tx, id, appUrl)
}

/** Nobody guesses another site's key, although every key can be read in its page. */
function newKey(): string {
  return Array.from({ length: KEY_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}
