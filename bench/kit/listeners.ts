import { request } from 'node:http'

/**
 * Readers of the live stream in a process of their own, as browsers are elsewhere. Tells its parent when all
 * are connected, and then how long after its commit each event reached each reader.
 */
const { url, cookies, count } = JSON.parse(process.argv[2] ?? '') as {
  url: string
  cookies: string[]
  count: number
}
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
      if (connected === count) process.send?.({ connected })
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => {
        // both processes have the wall clock in common
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
  process.send?.({ delays })
  delays = []
}, TOLD_EVERY_MS)

process.on('disconnect', () => process.exit())
