import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { Logger } from '../../../platform/log.ts'
import { isFaultOfOne, storeTaken } from '../ingest/store-taken.ts'
import type { Taken } from '../ingest/taken.ts'
import { connectedPixels } from './connected-pixels.ts'
import { noteStrays } from './note-strays.ts'
import { readEvents } from './read-bodies.ts'
import { takeEvents } from './take-events.ts'
import { tellMore } from './tell-more.ts'

export interface ReceivedEvents {
  /** New events that are stored. */
  accepted: number
  /** Here already, out of time, of a paused pixel or of an excluded page. */
  dropped: number
  /** Of pixels that are nobody's here. */
  unknown: number
  /** Of which it cannot be told what, when or in whose browser. */
  ignored: number
}

/** Takes in what AudienceLab sends. Everything it answers for is on the disk; sent again, nothing counts twice. */
export async function receiveEvents(db: Databases, log: Logger, body: string): Promise<ReceivedEvents> {
  const { events, ignored } = readEvents(body)
  if (events.length === 0) return { accepted: 0, dropped: 0, unknown: 0, ignored }
  const pixels = await withSystem(db, (tx) =>
    connectedPixels(
      tx,
      events.map(({ superpixelId }) => superpixelId),
    ),
  )
  const strays = events.filter(({ superpixelId }) => !pixels.has(superpixelId))
  const group = [...pixels].map(([superpixelId, pixel]) =>
    takeEvents(
      pixel,
      events.filter((event) => event.superpixelId === superpixelId),
      Date.now(),
    ),
  )
  if (strays.length > 0) await withSystem(db, (tx) => noteStrays(tx, strays))
  const accepted = group.length > 0 ? await store(db, log, group) : 0
  await tellMore(db, group)
  return { accepted, dropped: events.length - strays.length - accepted, unknown: strays.length, ignored }
}

/** What the database refuses to hold is left out by itself, and not with all that came with it. */
async function store(db: Databases, log: Logger, group: Taken[]): Promise<number> {
  try {
    return (await storeTaken(db, group, log)).reduce((sum, count) => sum + count, 0)
  } catch (error) {
    if (!isFaultOfOne(error)) throw error
    const parts = group.length > 1 ? group : group.flatMap(halves)
    if (parts.length === 0) log.warn({ err: error }, 'an event of AudienceLab cannot be stored')
    let accepted = 0
    for (const part of parts) accepted += await store(db, log, [part])
    return accepted
  }
}

/** Nothing where there is one event only. */
function halves({ hits, drops }: Taken): Taken[] {
  const singles = hits.flatMap((hit) =>
    hit.events.map((event) => {
      const named = hit.named.filter(({ i }) => i === event.i)
      return { ...hit, i: event.i, events: [event], named }
    }),
  )
  if (singles.length < 2) return []
  const middle = singles.length >> 1
  return [
    { hits: singles.slice(0, middle), drops },
    { hits: singles.slice(middle), drops: [] },
  ]
}
