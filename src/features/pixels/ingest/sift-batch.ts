import type { AddressCompany } from '../identity/company-of.ts'
import type { DROP_REASONS } from '../values.ts'
import { cleanUrl, referrerHost } from './clean-url.ts'
import { dayOf, timeOfEvent } from './event-time.ts'
import type { Batch, SentEvent } from './parse-batch.ts'
import type { KnownPixel } from './pixel-of-key.ts'
import type { Place } from './places.ts'
import type { Browser } from './read-browser.ts'
import type { Drop, Hit, NewEvent, Taken } from './taken.ts'

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

/** Decides of each event of a batch whether it is taken, and under which visitor; what is not is counted by its reason. */
export function siftBatch(batch: Batch, pixel: KnownPixel, sender: Sender): Taken {
  const reason = reasonAgainst(batch, pixel, sender)
  if (reason) return { hits: [], drops: [dropOf(pixel, reason, batch.events.length)] }
  const hits = new Map<string, Hit>()
  const drops = new Map<DropReason, number>()
  for (const sent of batch.events) {
    const found = placeEvent(sent, batch, pixel, sender)
    if (typeof found === 'string') {
      drops.set(found, (drops.get(found) ?? 0) + 1)
      continue
    }
    const hit = hits.get(found.visitorId) ?? hitOf(found.visitorId, batch, pixel, sender)
    hit.events.push(found.event)
    hits.set(found.visitorId, hit)
  }
  return {
    hits: [...hits.values()],
    drops: [...drops].map(([dropReason, events]) => dropOf(pixel, dropReason, events)),
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
): { visitorId: string; event: NewEvent } | DropReason {
  const at = timeOfEvent(sent.id, batch.sentAtMs, sender.nowMs)
  if (at === null) return 'clock'
  const page = cleanUrl(sent.url, pixel.excludedParams)
  if (page && pixel.isExcludedPath(page.path)) return 'path'
  const visitorId = batch.visitorId ?? sender.visitorOn(dayOf(at))
  if (sent.type === 'page_view' && sender.isTooFast(visitorId, at)) return 'bot'
  const event: NewEvent = {
    i: sent.id,
    at,
    n: sent.type,
    u: page?.url,
    l: sent.title,
    r: referrerHost(sent.referrer, page?.host),
    us: page?.utmSource,
    um: page?.utmMedium,
    uc: page?.utmCampaign,
    d: sent.detail,
    k: sent.named?.kind,
    x: sent.named?.emailHash,
    y: sent.named?.given,
  }
  return { visitorId, event }
}

function hitOf(visitorId: string, batch: Batch, pixel: KnownPixel, sender: Sender): Hit {
  const { browser, place, company } = sender
  return {
    w: pixel.workspaceId,
    p: pixel.id,
    v: visitorId,
    s: batch.sessionId,
    c: place.country,
    g: place.region,
    d: browser.device,
    b: browser.browser,
    o: browser.os,
    a: sender.address,
    cn: company?.name,
    cd: company?.domain,
    cz: company?.size,
    events: [],
  }
}

export function dropOf(pixel: KnownPixel, reason: DropReason, events: number): Drop {
  return { w: pixel.workspaceId, p: pixel.id, reason, events }
}
