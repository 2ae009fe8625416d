import type { AddressCompany } from '../identity/company-of.ts'
import type { DROP_REASONS } from '../values.ts'
import { type CleanUrl, cleanPageUrl, referrerHost } from './clean-url.ts'
import { dayOf, timeOfEvent } from './event-time.ts'
import type { Batch, SentEvent } from './parse-batch.ts'
import type { KnownPixel } from './pixel-of-key.ts'
import type { Place } from './places.ts'
import type { Browser } from './read-browser.ts'
import type { Drop, Hit, Taken } from './taken.ts'

export type DropReason = (typeof DROP_REASONS)[number]

/** What is known of a request beside its body. */
export interface Sender {
  nowMs: number
  browser: Browser
  /** Sent with Global Privacy Control or Do Not Track. */
  wantsPrivacy: boolean
  isInternal: boolean
  place: Place
  company: AddressCompany | null
  /** As the workspace keeps it. */
  address: string | null
  /** The visitor of a cookieless event of that day. */
  visitorOn: (day: number) => string
  isTooFast: (visitorId: string, atMs: number) => boolean
}

interface PlacedEvent {
  visitorId: string
  at: number
  sent: SentEvent
  page: CleanUrl | null
}

/** A visit ends when nothing is done for so long. */
const REST_MS = 30 * 60_000

/** Decides of each event of a batch whether it is taken, and under which visitor; what is not is counted by its reason. */
export function siftBatch(batch: Batch, pixel: KnownPixel, sender: Sender): Taken {
  const reason = reasonAgainst(batch, pixel, sender)
  if (reason) return { hits: [], drops: [dropOf(pixel, reason, batch.events.length)] }
  const placed: PlacedEvent[] = []
  const drops = new Map<DropReason, number>()
  for (const sent of batch.events) {
    const found = placeEvent(sent, batch, pixel, sender)
    if (typeof found === 'string') drops.set(found, (drops.get(found) ?? 0) + 1)
    else placed.push(found)
  }
  return {
    hits: hitsOf(placed, batch, pixel, sender),
    drops: [...drops].map(([dropReason, events]) => dropOf(pixel, dropReason, events)),
  }
}

/** One for each stretch of one visitor's events without a rest. */
function hitsOf(placed: PlacedEvent[], batch: Batch, pixel: KnownPixel, sender: Sender): Hit[] {
  placed.sort((a, b) => a.at - b.at || (a.sent.id < b.sent.id ? -1 : 1))
  const open = new Map<string, Hit>()
  const hits: Hit[] = []
  for (const event of placed) {
    let hit = open.get(event.visitorId)
    if (!hit || event.at - hit.t > REST_MS) {
      hit = hitFrom(event, batch, pixel, sender)
      open.set(event.visitorId, hit)
      hits.push(hit)
    }
    addTo(hit, event)
  }
  return hits
}

function addTo(hit: Hit, { at, sent, page }: PlacedEvent): void {
  hit.t = at
  hit.eu ??= page?.url
  hit.xu = page?.url ?? hit.xu
  hit.events.push({ i: sent.id, n: sent.type, u: page?.url, l: sent.title, d: sent.detail })
  if (sent.named) {
    hit.named.push({ i: sent.id, k: sent.named.kind, x: sent.named.emailHash, y: sent.named.given })
  }
}

/** Why nothing of it is taken. */
function reasonAgainst(batch: Batch, pixel: KnownPixel, sender: Sender): DropReason | null {
  if (pixel.isPaused) return 'paused'
  if (sender.wantsPrivacy && batch.visitorId) return 'consent'
  if (sender.browser.isBot) return 'bot'
  if (sender.isInternal) return 'internal'
  const { country } = sender.place
  return country !== null && pixel.excludedCountries.includes(country) ? 'country' : null
}

function placeEvent(
  sent: SentEvent,
  batch: Batch,
  pixel: KnownPixel,
  sender: Sender,
): PlacedEvent | DropReason {
  const at = timeOfEvent(sent.id, batch.sentAtMs, sender.nowMs)
  if (at === null) return 'clock'
  const page = cleanPageUrl(sent.url, pixel.excludedParams)
  if (page && pixel.isExcludedPath(page.path)) return 'path'
  const visitorId = batch.visitorId ?? sender.visitorOn(dayOf(at))
  if (sent.type === 'page_view' && sender.isTooFast(visitorId, at)) return 'bot'
  return { visitorId, at, sent, page }
}

function hitFrom(
  { visitorId, at, sent, page }: PlacedEvent,
  batch: Batch,
  pixel: KnownPixel,
  sender: Sender,
): Hit {
  const { browser, place, company } = sender
  return {
    w: pixel.workspaceId,
    p: pixel.id,
    v: visitorId,
    s: batch.sessionId,
    i: sent.id,
    f: at,
    t: at,
    eu: undefined,
    xu: undefined,
    r: referrerHost(sent.referrer, page?.host),
    us: page?.utmSource,
    um: page?.utmMedium,
    uc: page?.utmCampaign,
    d: browser.device,
    b: browser.browser,
    o: browser.os,
    c: place.country,
    g: place.region,
    a: sender.address,
    cn: company?.name,
    cd: company?.domain,
    cz: company?.size,
    events: [],
    named: [],
  }
}

export function dropOf(pixel: KnownPixel, reason: DropReason, events: number): Drop {
  return { w: pixel.workspaceId, p: pixel.id, reason, events }
}
