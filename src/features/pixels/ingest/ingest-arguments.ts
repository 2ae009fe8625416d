import { listOf, quoted } from './array-text.ts'
import type { Drop, Hit, NewEvent, Taken } from './taken.ts'

export interface IngestArguments {
  /** Of ingest_pixel_events(), in its order. */
  values: string[]
  /** Of each event, which request it came with. */
  ownerOf: number[]
  /** How many events of each request are among them. */
  counts: number[]
}

const QUARTER_MS = 900_000

/** What many requests gave as the arguments of one call. Columns of events, as they are many: Postgres reads JSON slower. */
export function ingestArguments(group: Taken[]): IngestArguments {
  const hits: object[] = []
  const hitOf: number[] = []
  const events: NewEvent[] = []
  const names: object[] = []
  const drops: Drop[] = []
  const ownerOf: number[] = []
  const senders = new Map<string, Hit>()
  const quarters = new Set<number>()
  const seen = new Set<string>()
  const counts = group.map((taken, owner) => {
    const before = events.length
    for (const hit of taken.hits) {
      const h = hits.push(rowOf(hit))
      senders.set(hit.w + hit.p + hit.v, hit)
      for (const event of hit.events) {
        const key = hit.w + event.i
        // The same event twice in one group: a browser that did not wait for its answer.
        if (seen.has(key)) drops.push({ w: hit.w, p: hit.p, reason: 'repeated', events: 1 })
        else {
          seen.add(key)
          events.push(event)
          hitOf.push(h)
          ownerOf.push(owner)
          quarters.add(quarterOf(event.i))
        }
      }
      for (const name of hit.named) names.push({ h, ...name })
    }
    drops.push(...taken.drops)
    return events.length - before
  })
  const who = [...senders.values()]
  const values = [
    listOf(who.map(({ w }) => w)),
    listOf(who.map(({ p }) => p)),
    listOf(who.map(({ v }) => v)),
    JSON.stringify(hits),
    listOf(hitOf),
    listOf(events.map(({ i }) => i)),
    listOf(events.map(({ n }) => n)),
    listOf(events.map(({ u }) => quoted(u))),
    listOf(events.map(({ l }) => quoted(l))),
    listOf(events.map(({ d }) => quoted(d && JSON.stringify(d)))),
    listOf([...quarters]),
    JSON.stringify(names),
    JSON.stringify(drops),
  ]
  return { values, ownerOf, counts }
}

/** A hit without its events. Written out: an object made by spreading or leaving out takes ten times as long, for each hit. */
function rowOf(hit: Hit): object {
  const { w, p, v, s, i, f, t, eu, xu, r, us, um, uc, d, b, o, c, g, a, cn, cd, cz } = hit
  return { w, p, v, s, i, f, t, eu, xu, r, us, um, uc, d, b, o, c, g, a, cn, cd, cz }
}

function quarterOf(id: string): number {
  const ms = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  return ms - (ms % QUARTER_MS)
}
