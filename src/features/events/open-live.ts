import type { Context } from 'hono'
import { Problem } from '../../platform/errors/index.ts'
import { type Env, formatEvent, openEventStream } from '../../platform/http/index.ts'
import {
  type EventRow,
  eventId,
  isAfter,
  type Position,
  parseEventId,
  readEnd,
} from '../../platform/live/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { accessOf, identityOf, workspaceOf } from '../accounts/index.ts'
import { encodeEvents } from './encode-events.ts'
import { mayHear } from './may-hear.ts'
import { readMissed } from './read-missed.ts'
import type { AccessWatch } from './watch-access.ts'

/**
 * Streams the workspace's events: first `ready` (or `resync`, when the reader's place is too far back to go
 * on from), then what was missed, then what happens, each once and in the log's order.
 */
export async function openLive(c: Context<Env>, platform: Platform, watch: AccessWatch): Promise<Response> {
  const { db, live, log, shutdown } = platform
  const { id: workspaceId } = workspaceOf(c)
  const access = accessOf(c)
  const identity = identityOf(c)
  const given = placeOf(c)
  const start = given ?? (await readEnd(db.system))
  const stream = openEventStream(c, shutdown)

  // Whoever is behind in the log only listens while what was missed is read: nothing falls in between.
  let last: Position = start
  let heard: EventRow[] | null = []
  const deliver = (events: readonly EventRow[]) => {
    const news = allOrSome(events, (event) => isAfter(event, last))
    last = news.at(-1) ?? last
    const told = allOrSome(news, (event) => mayHear(identity, event))
    if (told.length > 0) stream.write(encodeEvents(told))
  }
  const unsubscribe = live.subscribe(workspaceId, (events) => {
    if (heard) heard.push(...events)
    else deliver(events)
  })
  const unwatch = watch.add(access, stream.close)
  stream.signal.addEventListener('abort', () => {
    unsubscribe()
    unwatch()
  })
  if (stream.signal.aborted) return stream.response

  try {
    const missed = await readMissed(db.system, workspaceId, start)
    if (missed.isTooFar) last = await readEnd(db.system)
    stream.write(formatEvent({ id: eventId(last), event: missed.isTooFar ? 'resync' : 'ready', data: {} }))
    deliver(missed.events)
    deliver(heard)
    heard = null
  } catch (error) {
    log.warn({ err: error }, 'a live stream could not start')
    stream.close()
  }
  return stream.response
}

/** Where the reader stands; null for one that starts now. */
function placeOf(c: Context<Env>): Position | null {
  const text = c.req.header('Last-Event-ID') ?? c.req.query('last_event_id')
  if (text === undefined || text === '') return null
  const place = parseEventId(text)
  if (place) return place
  const message = 'This is no id of an event'
  throw new Problem('invalid_input', message, { errors: [{ path: 'Last-Event-ID', message }] })
}

/** The events that pass; the array itself when all do, as it is then encoded once for all readers. */
function allOrSome(events: readonly EventRow[], passes: (event: EventRow) => boolean): readonly EventRow[] {
  return events.every(passes) ? events : events.filter(passes)
}
