import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { readVisitor } from './read-visitor.ts'
import type { SessionWithEvents } from './schema.ts'
import { type SessionRow, sessionColumns, viewSession } from './visitor-view.ts'

const placeSchema = z.object({ started: z.iso.datetime({ offset: true }), id: z.uuid() })
const MAX_EVENTS = 200

interface Row extends SessionRow {
  visitor_id: string
  started: string
  event_list: SessionWithEvents['event_list']
}

/** A page of a visitor's visits, the newest first, with what happened in each in its order. */
export async function listSessions(
  tx: Tx,
  visitorId: string,
  asked: { limit: number; cursor?: string | undefined },
) {
  await readVisitor(tx, visitorId)
  return pageOfSessions(tx, sql`s.visitor_id = ${visitorId}`, asked)
}

/** A page of the visits `s` of which `whose` holds, the newest first. */
export async function pageOfSessions(
  tx: Tx,
  whose: RawBuilder<unknown>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  const place = cursor === undefined ? null : decodeCursor(cursor, placeSchema)
  const started = place?.started ?? null
  const { rows } = await sql<Row>`
    select ${sessionColumns}, s.visitor_id, to_char(s.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as started,
      (select coalesce(jsonb_agg(to_jsonb(shown) order by shown.id), '[]') from (
        select e.id, e.type, e.url, e.title, e.detail from pixel_events e
        where e.workspace_id = s.workspace_id and e.session_id = s.id order by e.id limit ${MAX_EVENTS}
      ) shown) as event_list
    from visitor_sessions s
    where s.workspace_id = current_workspace() and ${whose}
      and (${started}::timestamptz is null
        or (s.started_at, s.id) < (${started}::timestamptz, ${place?.id ?? null}::uuid))
    order by s.started_at desc, s.id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(({ started: _, visitor_id, event_list, ...row }) => ({
      ...viewSession(row),
      visitor_id,
      event_list: event_list.map((event) => ({ ...event, at: timeOf(event.id) })),
    })),
    next_cursor: last && rows.length > limit ? encodeCursor({ started: last.started, id: last.id }) : null,
  }
}

/** When an event happened: its id, made by the browser, begins with that. */
function timeOf(id: string): string {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()
}
