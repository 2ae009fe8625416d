import { randomBytes, randomUUID } from 'node:crypto'
import { asOwner } from '../../../test/harness/as-owner.ts'

interface Visit {
  workspaceId: string
  pixelId: string
  pages: string[]
  visitorId?: string
  /** How long ago it ended. */
  minutesAgo?: number
  company?: { name: string; domain: string }
  country?: string
  leadId?: string
}

/** A visit of one visitor as the ingest leaves it, a page view for each page, a second apart. */
export async function seedVisit(
  world: { ownerUrl: string },
  { workspaceId, pixelId, pages, visitorId = randomUUID(), minutesAgo = 0, company, country, leadId }: Visit,
) {
  const sessionId = randomUUID()
  const end = Date.now() - minutesAgo * 60_000
  const start = end - pages.length * 1000
  const ids = pages.map((_, n) => eventId(start + n * 1000))
  await asOwner(
    world,
    `with days as (select make_pixel_partitions(($1::timestamptz at time zone 'UTC')::date, ($2::timestamptz at time zone 'UTC')::date))
     select from days`,
    [new Date(start), new Date(end)],
  )
  await asOwner(
    world,
    `insert into visitors as v (workspace_id, id, pixel_id, first_seen_at, last_seen_at, last_session_id, sessions, page_views,
       events, country, company_name, company_domain, lead_id, identified_at)
     values ($1, $2, $3, $4, $5, $6, 1, $7::int, $7::int, $8, $9, $10, $11, case when $11::uuid is not null then now() end)
     on conflict (workspace_id, id) do update set last_seen_at = excluded.last_seen_at, sessions = v.sessions + 1,
       last_session_id = excluded.last_session_id, page_views = v.page_views + excluded.page_views, events = v.events + excluded.events`,
    [
      ...[workspaceId, visitorId, pixelId, new Date(start), new Date(end), sessionId, pages.length],
      ...[country ?? null, company?.name ?? null, company?.domain ?? null, leadId ?? null],
    ],
  )
  const url = (page = '/') => `https://shop.example.com${page}`
  await asOwner(
    world,
    `insert into visitor_sessions (workspace_id, id, visitor_id, pixel_id, started_at, last_at, entry_url, exit_url, page_views,
       events, device, browser, os, engaged_ms, scroll_percent)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::int, $9::int, 'desktop', 'Firefox', 'Linux', 4000, 80)`,
    [
      ...[workspaceId, sessionId, visitorId, pixelId, new Date(start), new Date(end)],
      ...[url(pages[0]), url(pages.at(-1)), pages.length],
    ],
  )
  await asOwner(
    world,
    `insert into pixel_events (workspace_id, id, pixel_id, visitor_id, session_id, type, url, title)
     select $1, id, $2, $3, $4, 'page_view', url, 'A page' from unnest($5::uuid[], $6::text[]) as e (id, url)`,
    [workspaceId, pixelId, visitorId, sessionId, ids, pages.map(url)],
  )
  await asOwner(
    world,
    `update pixels set first_event_at = coalesce(first_event_at, $3), last_event_at = greatest(last_event_at, $4)
     where workspace_id = $1 and id = $2`,
    [workspaceId, pixelId, new Date(start), new Date(end)],
  )
  return { visitorId, sessionId, eventIds: ids }
}

/** A UUIDv7 of a moment, as browsers make them. */
function eventId(time: number): string {
  const hex = time.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
