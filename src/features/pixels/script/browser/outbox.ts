import { idsOf, keep, readKept } from './kept.ts'
import { nameView, openPage, url } from './page.ts'
import { CONSENTS, consentAtFirst, key } from './settings.ts'
import { uuid } from './uuid.ts'

export interface PixelEvent {
  i: string
  n: string
  u: string
  l?: string
  r?: string
  d?: object
}

/** Events of one visit: a request's body but for the key and the time. */
interface Batch {
  m: unknown
  v: string | null
  s: string | null
  e: PixelEvent[]
}

// beside where the script came from, which may be a domain of the site's own
const own = (document.currentScript || document.querySelector(`[src*="${key}"]`)) as HTMLScriptElement
const endpoint = new URL('e', own.src)

/** The place in CONSENTS. */
export let consent = consentAtFirst
let pending: Batch[] = []
let sending: Batch | undefined
let isDue = false
/** Until a batch that failed is tried again. */
let patienceMs = 0

const body = (batch: Batch) => JSON.stringify({ k: key, t: Date.now(), ...batch })

function flushAfter(ms: number) {
  if (!isDue) setTimeout(flush, ms)
  isDue = true
}

/**
 * Counts one thing, if this page and its visitor are counted at all: it goes together with what happens in the next
 * moment.
 */
export function track(n: string, d?: object): PixelEvent | undefined {
  if (!url || consent < 1) return
  const { v = null, s = null } = (consent > 1 && idsOf(n)) || {}
  let batch = pending[pending.length - 1]
  if (!batch || batch === sending || batch.s !== s || batch.e[14]) {
    batch = { m: CONSENTS[s ? 2 : 1], v, s, e: [] }
    pending.push(batch)
  }
  const event = { i: uuid(), n, u: url, d }
  batch.e.push(event)
  flushAfter(250)
  return event
}

/** Sends a batch after the other. One that fails is sent again, with the same ids, ever more patiently. */
export async function flush(): Promise<void> {
  isDue = false
  if (sending) return
  if (consent > 1) {
    // what this page or another could not deliver
    const { q, ...ids } = readKept()
    if (q) {
      pending = [...(q as Batch[]), ...pending]
      keep(ids)
    }
  }
  const batch = pending[0]
  if (!batch) return
  nameView()
  sending = batch
  let status = 500
  try {
    status = (await fetch(endpoint, { method: 'POST', body: body(batch), keepalive: true })).status
  } catch {}
  sending = undefined
  if (status < 500 && status !== 429) {
    // what is refused for good is not sent again
    pending = pending.filter((other) => other !== batch)
    patienceMs = 0
    flush()
  } else {
    putAside()
    patienceMs = Math.min(patienceMs * 2 || 2e3, 6e4)
    flushAfter(patienceMs)
  }
}

/** What cannot go now waits where the next page finds it, if this one ends. */
function putAside() {
  const kept = readKept()
  if (pending[0] && consent > 1 && keep({ ...kept, q: [...(kept.q || []), ...pending].slice(-20) }))
    pending = []
}

/** The page may be over: the browser takes over what it can, and what is under way is put aside, heard of or not. */
export function handOver(): void {
  pending = pending.filter(
    (batch) =>
      batch === sending || patienceMs || !navigator.onLine || !navigator.sendBeacon(endpoint, body(batch)),
  )
  putAside()
}

/** What the site's visitor agreed to, as the site says. What is no consent we know is none. */
export function changeConsent(next: unknown): void {
  const before = consent
  consent = CONSENTS.indexOf(next)
  if (consent < 1) pending = []
  if (consent < 2) keep()
  if (before < 1) openPage()
}
