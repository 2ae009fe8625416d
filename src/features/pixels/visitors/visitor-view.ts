import { sql } from 'kysely'
import type { Session, Visitor } from './schema.ts'

export interface SessionRow extends Omit<Session, 'started_at' | 'last_at'> {
  started_at: Date
  last_at: Date
}

export interface VisitorRow
  extends Omit<Visitor, 'first_seen_at' | 'last_seen_at' | 'identified_at' | 'session'> {
  first_seen_at: Date
  last_seen_at: Date
  identified_at: Date | null
  /** As JSON, times and all. */
  session: Session | null
  /** With the microseconds that a Date loses. */
  seen: string
}

/** A visit `s` as it is shown. */
export const sessionColumns = sql`s.id, s.started_at, s.last_at, s.entry_url, s.exit_url, s.referrer_host,
  s.utm_source, s.utm_medium, s.utm_campaign, s.device, s.browser, s.os, s.page_views, s.events,
  (s.engaged_ms / 1000)::int as engaged_seconds, s.scroll_percent::int as scroll_percent`

/** Visitors `v` of the workspace; those of a pixel that is being deleted are gone already. */
export const visitorRows = sql`
  select v.id, v.pixel_id, p.name as pixel_name, v.first_seen_at, v.last_seen_at, v.sessions, v.page_views,
    v.events::float8 as events, v.country, v.region, v.company_name, v.company_domain, l.id as lead_id,
    coalesce(l.full_name, l.email) as lead_name, v.identified_at,
    to_char(v.last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as seen,
    (select to_jsonb(shown) from (select ${sessionColumns} from visitor_sessions s
      where s.workspace_id = v.workspace_id and s.id = v.last_session_id) shown) as session
  from visitors v
  join pixels p on p.workspace_id = v.workspace_id and p.id = v.pixel_id and p.deleted_at is null
  left join leads l on l.workspace_id = v.workspace_id and l.id = v.lead_id
  where v.workspace_id = current_workspace()`

export function viewVisitor({ seen: _, session, ...row }: VisitorRow): Visitor {
  return {
    ...row,
    first_seen_at: row.first_seen_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    identified_at: row.identified_at?.toISOString() ?? null,
    session: session && viewSession(session),
  }
}

export function viewSession({ started_at, last_at, ...row }: SessionRow | Session): Session {
  return {
    ...row,
    started_at: new Date(started_at).toISOString(),
    last_at: new Date(last_at).toISOString(),
  }
}
