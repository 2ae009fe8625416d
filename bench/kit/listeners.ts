import { request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Readers of the live stream in a thread of their own, as browsers are elsewhere. Tells the main thread when
 * all are connected, and then how long after its commit each event reached each reader.
 */
const { url, cookies, count } = workerData as { url: string; cookies: string[]; count: number }
const TOLD_EVERY_MS = 100

let connected = 0
let delays: number[] = []

for (let n = 0; n < count; n++) {
  const asked = request(
    `${url}/api/live`,
    { headers: { Cookie: cookies[n % cookies.length] }, agent: false },
    (answer) => {
      if (answer.statusCode !== 200) throw new Error(`The stream answered ${answer.statusCode}`)
      connected++
      if (connected === count) parentPort?.postMessage({ connected })
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => {
        // both threads have the wall clock in common, to the microsecond
        const now = performance.timeOrigin + performance.now()
        for (const [, sent] of text.matchAll(/"sent":([\d.]+)/g)) delays.push(now - Number(sent))
      })
    },
  )
  asked.on('error', () => {})
  asked.end()
}

setInterval(() => {
  if (delays.length === 0) return
  parentPort?.postMessage({ delays })
  delays = []
}, TOLD_EVERY_MS)
