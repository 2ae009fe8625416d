import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { cleanUrl } from '../ingest/clean-url.ts'
import type { SuperpixelEvent } from './read-bodies.ts'

const MAX_STRAYS = 1_000

/** Keeps for the operator which pixels sent something that are nobody's here: how much, and from which site. */
export async function noteStrays(tx: Tx, events: SuperpixelEvent[]): Promise<void> {
  const strays = new Map<string, { events: number; host: string | null }>()
  for (const { superpixelId, pageUrl } of events) {
    const known = strays.get(superpixelId)
    const host = cleanUrl(pageUrl, [])?.host ?? known?.host ?? null
    strays.set(superpixelId, { events: (known?.events ?? 0) + 1, host })
  }
  const rows = [...strays].map(([superpixel_id, stray]) => ({ superpixel_id, ...stray }))
  await sql`
    insert into superpixel_strays as s (superpixel_id, events, host)
    select n.superpixel_id, n.events, n.host
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (superpixel_id text, events bigint, host text)
    where exists (select from superpixel_strays k where k.superpixel_id = n.superpixel_id)
      or (select count(*) from superpixel_strays) < ${MAX_STRAYS}
    order by n.superpixel_id
    on conflict (superpixel_id) do update set events = s.events + excluded.events,
      host = coalesce(excluded.host, s.host), last_at = now()`.execute(tx)
}
