import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { ownProcessorTime } from './processor-time.ts'
import { watchSeen } from './seen-watch.ts'

/**
 * Browsers that send batches of events, in a process of its own as browsers are elsewhere. Told what to do by its parent,
 * it answers how many events were accepted, how long that took and how long each request did.
 */
export interface LoadOrder {
  port: number
  key: string
  connections: number
  eventsPerRequest: number
  requests: number
  /** Null: as fast as they are answered. */
  eventsPerSecond: number | null
  /** Whose live stream is listened to meanwhile. */
  cookie?: string
}

export interface LoadReport {
  accepted: number
  failed: number
  took_ms: number
  latencies_ms: number[]
  /** From the sending of a batch to its session's name on the live stream. */
  live_ms: number[]
  unheard: number
  processor_us: number
}

const VISITORS = 5_000
const AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const visitors = Array.from({ length: VISITORS }, () => [randomUUID(), randomUUID()] as const)
let made = 0

/** A UUIDv7 whose random part is a running number, spread: making it must not be the work that is measured. */
const run = randomUUID().slice(24, 30)
function idAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const n = (made++).toString(16).padStart(9, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${n.slice(0, 3)}-8${run.slice(0, 3)}-${run.slice(3)}000${n.slice(3)}`
}

function bodyOf(key: string, count: number, [v, s]: readonly [string, string]): string {
  const now = Date.now()
  const e = Array.from({ length: count }, (_, n) => {
    const page = `https://shop.example.com/products/${(made * 7) % 500}?utm_source=news&utm_campaign=may&page=${n}`
    return n % 2 === 0
      ? {
          i: idAt(now),
          n: 'page_view',
          u: page,
          l: 'A product of the shop',
          r: 'https://www.search.example/',
        }
      : { i: idAt(now), n: 'page_leave', u: page, d: { seconds: 12.5, percent: 60 } }
  })
  return JSON.stringify({ k: key, t: now, m: 'full', v, s, e })
}

function requestOf(order: LoadOrder, visitor: readonly [string, string]): string {
  const body = bodyOf(order.key, order.eventsPerRequest, visitor)
  return `POST /px/e HTTP/1.1\r\nHost: px.example\r\nOrigin: https://shop.example.com\r\nUser-Agent: ${AGENT}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`
}

process.on('message', (order: LoadOrder) => {
  void load(order).then((report) => process.send?.(report))
})

async function load(order: LoadOrder): Promise<LoadReport> {
  const report: LoadReport = {
    ...{ accepted: 0, failed: 0, took_ms: 0, latencies_ms: [] },
    ...{ live_ms: [], unheard: 0, processor_us: -ownProcessorTime() },
  }
  const watch = order.cookie ? await watchSeen(order.port, order.cookie) : null
  const sockets = await Promise.all(Array.from({ length: order.connections }, () => open(order.port)))
  const started = performance.now()
  let sent = 0
  const dueAt = (n: number) =>
    order.eventsPerSecond === null
      ? 0
      : started + (n * order.eventsPerRequest * 1_000) / order.eventsPerSecond
  await Promise.all(
    sockets.map(async (socket) => {
      for (let n = sent++; n < order.requests; n = sent++) {
        const due = dueAt(n)
        const waitMs = due - performance.now()
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
        const visitor = visitors[Math.floor(Math.random() * VISITORS)] as readonly [string, string]
        const request = requestOf(order, visitor)
        const begun = performance.now()
        watch?.sent(visitor[1])
        const answer = await ask(socket, request)
        // of a paced run also what a request waited for a free connection
        report.latencies_ms.push(performance.now() - (waitMs < -1 && due > 0 ? due : begun))
        const accepted = answer.startsWith('HTTP/1.1 202') ? /"accepted":(\d+)/.exec(answer)?.[1] : undefined
        if (accepted === undefined) report.failed++
        else report.accepted += Number(accepted)
      }
    }),
  )
  report.took_ms = performance.now() - started
  for (const socket of sockets) socket.destroy()
  if (watch) {
    const { delays_ms, unheard } = await watch.end(5_000)
    report.live_ms = delays_ms
    report.unheard = unheard
  }
  report.processor_us += ownProcessorTime()
  return report
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.once('error', reject)
  })
}

/** Our answers are short and come in one piece, chunked or not: the last bytes say that one has ended. */
function ask(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const hear = (piece: string) => {
      answer += piece
      if (!answer.endsWith('}') && !answer.endsWith('0\r\n\r\n')) return
      socket.off('data', hear)
      resolve(answer)
    }
    socket.on('data', hear)
    socket.write(request)
  })
}
