import type { IncomingMessage } from 'node:http'
import { Problem } from '../../../platform/errors/index.ts'
import { clientAddress } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { CompanyOf } from '../identity/company-of.ts'
import { cookielessVisitor, keptAddress, pixelSecret } from './addresses.ts'
import { groupCommit, tooBusy } from './group-commit.ts'
import { createPace } from './pace.ts'
import { type Batch, parseBatch } from './parse-batch.ts'
import { type KnownPixel, pixelOfKey } from './pixel-of-key.ts'
import { openPlaces } from './places.ts'
import { readBrowser } from './read-browser.ts'
import { dropOf, type Sender, siftBatch } from './sift-batch.ts'
import { isFaultOfOne, storeTaken } from './store-taken.ts'
import type { Taken } from './taken.ts'

const MAX_GROUP_EVENTS = 2_000
const MAX_WAITING_EVENTS = 20_000
/** A group costs the same few milliseconds of work however small it is; nobody notices how long it is waited for. */
const GAP_MS = 20

export interface Received {
  accepted: number
  dropped: number
}

export type ReceiveBatch = (incoming: IncomingMessage, body: string) => Promise<Received>

/**
 * Takes in one request of a site script. Resolves when what it took is durable: what a browser was told of is there after
 * any crash, what it was not told of it sends again.
 */
export function batchReceiver({ db, config, log }: Platform, companyOf: CompanyOf): ReceiveBatch {
  const findPixel = pixelOfKey(db)
  const placeOf = openPlaces(config.pixelGeoFile)
  const isTooFast = createPace()
  const visitorSecret = pixelSecret(db, 'visitor')
  const addressSecret = pixelSecret(db, 'address')
  const store = groupCommit<Taken, number>({
    store: (group) => storeTaken(db, group, log),
    isFaultOfOne,
    weightOf,
    maxGroupWeight: MAX_GROUP_EVENTS,
    maxWaitingWeight: MAX_WAITING_EVENTS,
    gapMs: GAP_MS,
  })

  function senderOf({ headers }: IncomingMessage, address: string, pixel: KnownPixel): Sender {
    const { 'user-agent': userAgent = '' } = headers
    return {
      nowMs: Date.now(),
      browser: readBrowser(userAgent),
      wantsPrivacy: headers['sec-gpc'] === '1' || headers.dnt === '1',
      isInternal: pixel.isInternal(address),
      place: placeOf(address),
      company: companyOf(address),
      address: keptAddress(address, pixel.addresses, addressSecret, pixel.id),
      visitorOn: (day) => cookielessVisitor(visitorSecret, { pixelId: pixel.id, address, userAgent, day }),
      isTooFast,
    }
  }

  return async (incoming, body) => {
    const batch = parseBatch(body)
    const pixel = await findPixel(batch.key).catch((error: unknown) => {
      log.warn({ err: error }, 'a pixel cannot be looked up')
      throw tooBusy()
    })
    if (!pixel) throw new Problem('not_found', 'There is no pixel with this key')
    const total = batch.events.length
    if (!isFrom(pixel, incoming, batch)) {
      await store({ hits: [], drops: [dropOf(pixel, 'domain', total)] })
      throw new Problem('forbidden', 'This site is not among the domains of the pixel')
    }
    const taken = siftBatch(batch, pixel, senderOf(incoming, clientAddress(incoming), pixel))
    const accepted = await store(taken)
    return { accepted, dropped: total - accepted }
  }
}

/** A request weighs as much as its events, or one where it only counts what was dropped. */
function weightOf({ hits }: Taken): number {
  return Math.max(
    1,
    hits.reduce((sum, { events }) => sum + events.length, 0),
  )
}

/**
 * Whether the sending page is on the pixel's domains. A page whose policy keeps browsers from naming it (they then say
 * `null`) is believed about its own address: whoever could lie there could as well have forged the header.
 */
function isFrom(pixel: KnownPixel, { headers }: IncomingMessage, batch: Batch): boolean {
  const { origin, referer } = headers
  const named = origin && origin !== 'null' ? origin : referer || batch.events[0]?.url
  return named !== undefined && pixel.isSite(named)
}
