import { createHash } from 'node:crypto'
import { describeProfile } from '../../audience/index.ts'
import { cleanDetail } from '../ingest/clean-detail.ts'
import { plainText } from '../ingest/clean-text.ts'
import { cleanUrl, referrerHost } from '../ingest/clean-url.ts'
import type { Drop, Hit, Taken } from '../ingest/taken.ts'
import type { ConnectedPixel } from './connected-pixels.ts'
import { idOfEvent, type SuperpixelEvent, visitorOfEvent } from './read-bodies.ts'

const DAY_MS = 86_400_000
const PAGE_VIEW = /^(page_?view|page_?visit|page|visit)$/
const FORM = /^form(_?submit(ted|ssion)?)?$/

/** A visit ends when nothing is done for so long. */
const REST_MS = 30 * 60_000

/** The events of one connected pixel in the form the ingest stores: theirs are events like those of our own script. */
export function takeEvents(pixel: ConnectedPixel, events: SuperpixelEvent[], nowMs: number): Taken {
  const open = new Map<string, Hit>()
  const hits: Hit[] = []
  const drops = new Map<string, number>()
  for (const event of events.toSorted((a, b) => a.atMs - b.atMs)) {
    const reason = reasonAgainst(pixel, event, nowMs)
    if (reason !== null) {
      drops.set(reason, (drops.get(reason) ?? 0) + 1)
      continue
    }
    const visitorId = visitorOfEvent(pixel.id, event)
    const at = Math.min(event.atMs, nowMs)
    let hit = open.get(visitorId)
    if (!hit || at - hit.t > REST_MS) {
      hit = hitFrom(pixel, visitorId, event, at)
      open.set(visitorId, hit)
      hits.push(hit)
    }
    addTo(hit, pixel, event, at)
  }
  return {
    hits,
    drops: [...drops].map(([reason, n]): Drop => ({ w: pixel.workspace_id, p: pixel.id, reason, events: n })),
  }
}

function reasonAgainst(pixel: ConnectedPixel, { atMs, pageUrl }: SuperpixelEvent, nowMs: number) {
  if (pixel.status !== 'active') return 'paused'
  // there are partitions for these days only
  if (atMs < nowMs - 7 * DAY_MS || atMs > nowMs + DAY_MS) return 'clock'
  const page = cleanUrl(pageUrl, [])
  return page && pixel.isExcludedPath(page.path) ? 'path' : null
}

function hitFrom(pixel: ConnectedPixel, visitorId: string, event: SuperpixelEvent, at: number): Hit {
  const page = cleanUrl(event.pageUrl, pixel.excluded_params)
  return {
    ...{ w: pixel.workspace_id, p: pixel.id, v: visitorId, s: null, i: idOfEvent(event), f: at, t: at },
    r: referrerHost(event.referrer ?? '', page?.host),
    ...{ us: page?.utmSource, um: page?.utmMedium, uc: page?.utmCampaign },
    // neither the browser nor its address are told
    ...{ d: null, b: null, o: null, c: null, g: null, a: null },
    ...{ events: [], named: [] },
  }
}

function addTo(hit: Hit, pixel: ConnectedPixel, event: SuperpixelEvent, at: number): void {
  const id = idOfEvent(event)
  const url = cleanUrl(event.pageUrl, pixel.excluded_params)?.url
  hit.t = at
  hit.eu ??= url
  hit.xu = url ?? hit.xu
  hit.events.push({ i: id, u: url, l: null, ...whatHappened(event) })
  const given = givenOf(event)
  const emailHash = event.emailHash ?? (given?.email ? sha256(given.email) : null)
  if (emailHash || given) hit.named.push({ i: id, k: 'superpixel', x: emailHash, y: given ?? {} })
  if (!given?.company_name) return
  hit.cn = given.company_name
  hit.cd = given.company_domain ?? null
  hit.cz = given.company_size ?? null
}

function whatHappened({ name, data }: SuperpixelEvent): { n: string; d: object | null } {
  if (PAGE_VIEW.test(name)) return { n: 'page_view', d: null }
  if (FORM.test(name)) return { n: 'form', d: cleanDetail('form', { name: data.name ?? data.id }).detail }
  return { n: 'custom', d: cleanDetail('custom', { name, properties: data }).detail }
}

/** What AudienceLab knows of the person, as it may be stored; null when nobody can be reached by it. */
function givenOf({ resolution }: SuperpixelEvent): Record<string, string> | null {
  const entries = Object.entries(describeProfile(resolution) ?? {}).flatMap(([field, value]) => {
    const line = plainText(value, 500)
    return line === null ? [] : [[field, line] as const]
  })
  return entries.length > 0 ? Object.fromEntries(entries) : null
}

function sha256(text: string): string {
  return createHash('sha256').update(text.toLowerCase()).digest('hex')
}
