import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { eventsToday } from './list-pixels.ts'
import { stateOf } from './pixel-view.ts'
import { findPixel } from './read-pixel.ts'
import type { Drop, PixelStatusView } from './schema.ts'

/** Whether events come, and what became of those that were not taken in the last 24 hours. */
export async function readStatus(tx: Tx, id: string): Promise<PixelStatusView> {
  const pixel = await findPixel(tx, id)
  const { rows } = await sql<{ events: number }>`
    select events::int from (${eventsToday}) today where pixel_id = ${id}`.execute(tx)
  return {
    state: stateOf(pixel),
    first_event_at: pixel.first_event_at?.toISOString() ?? null,
    last_event_at: pixel.last_event_at?.toISOString() ?? null,
    events_today: rows[0]?.events ?? 0,
    drops: await recentDrops(tx, id),
  }
}

/** Of the last 24 hours, the most frequent reason first. */
export async function recentDrops(tx: Tx, id: string): Promise<Drop[]> {
  const { rows } = await sql<Drop>`
    select reason, sum(events)::float8 as events from pixel_drops
    where workspace_id = current_workspace() and pixel_id = ${id} and hour > now() - interval '24 hours'
    group by reason order by sum(events) desc, reason`.execute(tx)
  return rows
}
