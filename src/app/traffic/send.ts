import { setTimeout as sleep } from 'node:timers/promises'
import type { SampleRequest } from './visit.ts'

interface Target {
  /** Origin of the app. */
  url: string
  key: string
  site: string
}

export interface SentTraffic {
  requests: number
  accepted: number
  dropped: number
}

/** As many browsers as talk at the same moment. */
const AT_ONCE = 16

/** Sends the requests as so many browsers would; one that the server has no room for waits and goes again. */
export async function sendTraffic(requests: Iterator<SampleRequest>, target: Target): Promise<SentTraffic> {
  const sent: SentTraffic = { requests: 0, accepted: 0, dropped: 0 }
  const browser = async () => {
    for (let next = requests.next(); !next.done; next = requests.next()) {
      const { accepted, dropped } = await sendOne(next.value, target)
      sent.requests++
      sent.accepted += accepted
      sent.dropped += dropped
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, browser))
  return sent
}

async function sendOne(
  request: SampleRequest,
  target: Target,
): Promise<{ accepted: number; dropped: number }> {
  const { mode: m, visitorId: v, sessionId: s, events: e, address, userAgent } = request
  for (;;) {
    const response = await fetch(`${target.url}/px/e`, {
      method: 'POST',
      headers: {
        'Content-Type': 'text/plain;charset=UTF-8',
        Origin: new URL(target.site).origin,
        'User-Agent': userAgent,
        'X-Forwarded-For': address,
      },
      body: JSON.stringify({ k: target.key, t: Date.now(), m, v, s, e }),
    })
    if (response.status === 202) return (await response.json()) as { accepted: number; dropped: number }
    const text = await response.text()
    if (response.status !== 503)
      throw new Error(`${target.url} answers ${response.status}: ${text.slice(0, 300)}`)
    await sleep(Number(response.headers.get('Retry-After') ?? 1) * 1000)
  }
}
