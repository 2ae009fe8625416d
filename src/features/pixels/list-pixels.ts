import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import { type PixelRow, pixelRows, viewPixel } from './pixel-view.ts'
import { ONLINE_MINUTES } from './schema.ts'

const placeSchema = z.object({ id: z.uuid() })

interface ListedRow extends PixelRow {
  events_today: number
  online: number
}

/** A page of the workspace's pixels, the first made first, with what each brings right now. */
export async function listPixels(
  tx: Tx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  appUrl: string,
) {
  const place = cursor === undefined ? null : decodeCursor(cursor, placeSchema)
  const { rows } = await sql<ListedRow>`
    select shown.*, coalesce(today.events, 0)::int as events_today, coalesce(now_on.visitors, 0)::int as online
    from (${pixelRows} and (${place?.id ?? null}::uuid is null or p.id > ${place?.id ?? null}::uuid)
      order by p.id limit ${limit + 1}) shown
    left join (${eventsToday}) today on today.pixel_id = shown.id
    left join (
      select v.pixel_id, count(*) as visitors from visitors v
      where v.workspace_id = current_workspace() and v.last_seen_at > now() - make_interval(mins => ${ONLINE_MINUTES})
      group by v.pixel_id) now_on on now_on.pixel_id = shown.id
    order by shown.id`.execute(tx)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map((row) => ({
      ...viewPixel(row, appUrl),
      events_today: row.events_today,
      online: row.online,
    })),
    next_cursor: last && rows.length > limit ? encodeCursor({ id: last.id }) : null,
  }
}

/** Of each pixel, since midnight in the workspace's time zone. From the figures: nobody counts a busy day again and again. */
export const eventsToday = sql`
  select f.key::uuid as pixel_id, sum(f.counts[2]) as events
  from (select (now() at time zone figure_zone())::date as day) today, read_figures('pixel', today.day, today.day, true) f
  group by f.key`
