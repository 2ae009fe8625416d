import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import { type PixelRow, pixelRows, viewPixel } from './pixel-view.ts'
import type { Pixel } from './schema.ts'

/** A pixel of the workspace; 404 when there is none. */
export async function readPixel(tx: Tx, id: string, appUrl: string): Promise<Pixel> {
  return viewPixel(await findPixel(tx, id), appUrl)
}

export async function findPixel(tx: Tx, id: string): Promise<PixelRow> {
  const { rows } = await sql<PixelRow>`${pixelRows} and p.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) throw pixelNotFound()
  return row
}

export function pixelNotFound(): Problem {
  return new Problem('not_found', 'There is no such pixel')
}
