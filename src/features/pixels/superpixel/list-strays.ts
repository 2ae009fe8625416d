import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import type { StrayPixel } from './schema.ts'

interface Row extends Omit<StrayPixel, 'first_at' | 'last_at'> {
  first_at: Date
  last_at: Date
}

/** A page of AudienceLab's pixels that sent something and are nobody's here, by their ids. */
export async function listStrays(
  tx: Tx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ data: StrayPixel[]; next_cursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.string().max(200))
  const { rows } = await sql<Row>`
    select superpixel_id, events::float8 as events, host, first_at, last_at from superpixel_strays
    where ${after}::text is null or superpixel_id > ${after}::text
    order by superpixel_id limit ${limit + 1}`.execute(tx)
  const data = rows.slice(0, limit).map(({ first_at, last_at, ...stray }) => ({
    ...stray,
    first_at: first_at.toISOString(),
    last_at: last_at.toISOString(),
  }))
  const last = data.at(-1)
  return { data, next_cursor: last && rows.length > limit ? encodeCursor(last.superpixel_id) : null }
}
