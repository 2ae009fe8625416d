import { demoPeople } from '../demo/people.ts'
import type { Random } from '../demo/random.ts'
import { BOTS, BROWSERS, ENTRIES, NEXT, SOURCES, TITLES } from './words.ts'

/** A request as the script sends it, and when. */
export interface SampleRequest {
  atMs: number
  address: string
  userAgent: string
  mode: 'cookieless' | 'full'
  visitorId: string | null
  sessionId: string | null
  events: object[]
}

/** A browser that may come again. */
export interface Guest {
  address: string
  userAgent: string
  isBot: boolean
  /** Null where nothing may be kept in the browser. */
  visitorId: string | null
}

const people = demoPeople(53, 400).filter(({ email }) => email)

/** Networks that belong to nobody. */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113']

export function newGuest(random: Random, atMs: number): Guest {
  const isBot = random.chance(0.04)
  return {
    isBot,
    address: random.chance(0.2)
      ? `${random.pick(NETWORKS)}.${random.between(1, 254)}`
      : `198.${random.between(18, 19)}.${random.between(0, 255)}.${random.between(1, 254)}`,
    userAgent: random.weighted<string>(isBot ? BOTS : BROWSERS),
    visitorId: random.chance(0.12) ? null : sampleId(random, atMs),
  }
}

/** One visit, a request for each page: how the page before was left, and what was done on this one. */
export function visit(random: Random, guest: Guest, startMs: number, site: string): SampleRequest[] {
  const source = random.weighted(SOURCES)
  const sessionId = guest.visitorId && sampleId(random, startMs)
  const requests: SampleRequest[] = []
  let path: string | null = random.weighted<string>(ENTRIES)
  let atMs = startMs
  let leave: object[] = []
  while (path !== null && requests.length < 30) {
    const url = `${site}${path}${requests.length === 0 ? source.query : ''}`
    const event = (n: string, d?: object, more: object = {}) => ({
      i: sampleId(random, atMs++),
      n,
      u: url,
      ...more,
      ...(d ? { d } : {}),
    })
    const referrer = requests.length === 0 && source.referrer ? { r: source.referrer } : {}
    const events = [...leave, event('page_view', undefined, { l: TITLES[path], ...referrer })]
    let next: string | null = guest.isBot ? random.weighted(NEXT[path] ?? []) : afterThinking()
    atMs += random.between(3, guest.isBot ? 4 : 90) * 1000
    if (path === '/trial' && !guest.isBot && random.chance(0.35)) {
      events.push(event('form', { name: 'trial' }))
      if (guest.visitorId) events.push(event('identify', { email: random.pick(people).email, from: 'form' }))
      next = '/thanks'
    }
    leave = [
      event('page_leave', {
        seconds: Math.round((atMs - startMs) / 1000 / (requests.length + 1)),
        percent: random.between(20, 100),
      }),
    ]
    requests.push({ ...guestOf(guest), atMs, sessionId, events })
    path = next

    function afterThinking(): string | null {
      if (path === '/prices' && random.chance(0.12))
        events.push(event('click', { kind: 'file', target: `${site}/prices.csv` }))
      if (path === '' && random.chance(0.05))
        events.push(event('click', { kind: 'outbound', target: 'https://example.com/' }))
      if (path?.startsWith('/harbours/'))
        events.push(event('custom', { name: 'Harbour opened', properties: { harbour: path.slice(10) } }))
      return random.weighted(NEXT[path ?? ''] ?? [])
    }
  }
  // the last page is left too, by a request of its own
  requests.push({ ...guestOf(guest), atMs, sessionId, events: leave })
  return requests
}

function guestOf({ address, userAgent, visitorId }: Guest) {
  return { address, userAgent, visitorId, mode: visitorId ? ('full' as const) : ('cookieless' as const) }
}

/** A UUIDv7 of that moment, the same for the same seed. */
function sampleId(random: Random, atMs: number): string {
  const time = atMs.toString(16).padStart(12, '0')
  const digits = (count: number) =>
    Array.from({ length: count }, () => random.between(0, 15).toString(16)).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-a${digits(3)}-${digits(12)}`
}
