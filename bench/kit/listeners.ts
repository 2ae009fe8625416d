import { connect } from 'node:net'

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

const { hostname, port } = new URL(url)
for (let n = 0; n < count; n++) {
  // on the bare socket: the browsers' own work is done on other machines
  const socket = connect(Number(port), hostname)
  socket.setEncoding('latin1')
  socket.once('data', (head) => {
    if (!String(head).startsWith('HTTP/1.1 200 ')) throw new Error(`The stream answered ${head}`)
    connected++
    if (connected === count) process.send?.({ connected })
  })
  socket.on('data', (text) => {
    // both processes have the wall clock in common
    const now = performance.timeOrigin + performance.now()
    for (const [, sent] of String(text).matchAll(/"sent":([\d.]+)/g)) delays.push(now - Number(sent))
  })
  socket.on('error', () => {})
  socket.write(
    `GET /api/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookies[n % cookies.length]}\r\n\r\n`,
  )
}

setInterval(() => {
  if (delays.length === 0) return
  process.send?.({ delays })
  delays = []
}, TOLD_EVERY_MS)

process.on('disconnect', () => process.exit())
