import { createRandom, type Random } from '../demo/random.ts'
import { type Guest, newGuest, type SampleRequest, visit } from './visit.ts'
import { HOURS } from './words.ts'

export interface SampleDay {
  events: number
  seed: number
  /** Midnight UTC. */
  startMs: number
  /** Address of the site without a slash at its end. */
  site: string
}

const HOUR_MS = 3_600_000
/** Browsers that come again are among the latest. */
const MAX_KNOWN = 20_000

/**
 * The requests of a day, hour by hour, the same for the same wish: `events` events and, as in life, some requests twice
 * because their answer was lost.
 */
export function* trafficOfDay({ events, seed, startMs, site }: SampleDay): Generator<SampleRequest> {
  const random = createRandom(seed)
  const known: Guest[] = []
  const whole = HOURS.reduce((sum, weight) => sum + weight, 0)
  let weightSoFar = 0
  let made = 0
  for (const [hour, weight] of HOURS.entries()) {
    weightSoFar += weight
    const wanted = Math.round((events * weightSoFar) / whole)
    yield* requestsOfHour({ random, known, site, startMs: startMs + hour * HOUR_MS }, wanted - made)
    made = wanted
  }
}

interface Hour {
  random: Random
  known: Guest[]
  site: string
  startMs: number
}

function requestsOfHour({ random, known, site, startMs }: Hour, events: number): SampleRequest[] {
  const requests: SampleRequest[] = []
  let left = events
  while (left > 0) {
    const atMs = startMs + random.between(0, HOUR_MS - 1)
    const guest = known.length > 0 && random.chance(0.3) ? random.pick(known) : newGuest(random, atMs)
    known[known.length < MAX_KNOWN ? known.length : random.between(0, MAX_KNOWN - 1)] = guest
    for (const request of visit(random, guest, atMs, site)) {
      const cut = { ...request, events: request.events.slice(0, left) }
      if (cut.events.length === 0) break
      left -= cut.events.length
      requests.push(cut)
      if (random.chance(0.01)) requests.push({ ...cut, atMs: cut.atMs + 2_000 })
    }
  }
  return requests.sort((a, b) => a.atMs - b.atMs)
}
