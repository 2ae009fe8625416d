import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from '../log.ts'
import { type DirectRoute, isFor, serveDirect } from './direct-route.ts'
import { requestIdOf } from './request-id.ts'

const DRAIN_LIMIT_MS = 15_000

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void

export interface HttpServer {
  server: Server
  port: number
  /** From now on requests go to `fetch`, those for a direct route to that; before, they are answered 503. */
  attach(
    fetch: Parameters<typeof getRequestListener>[0],
    headers: [string, string][],
    direct?: DirectRoute,
  ): void
  /** Middleware of the development server, which may pass on to `fetch`. */
  before?: (incoming: IncomingMessage, outgoing: ServerResponse, next: () => void) => void
  /** Stops accepting, lets running requests finish, then closes what is left. */
  stop(): Promise<void>
}

/** Listens at once, so that the port is known (and taken) before the slow parts of the start. */
export async function startHttpServer(port: number, host: string, log: Logger): Promise<HttpServer> {
  let handle: Listener = answerStarting
  const server = createServer((incoming, outgoing) => handle(incoming, outgoing))
  server.requestTimeout = 3_600_000 // the largest upload over a slow line; headers and idle sockets have less
  server.maxConnections = 20_000
  server.headersTimeout = 20_000
  server.keepAliveTimeout = 65_000
  server.maxRequestsPerSocket = 0
  server.listen(port, host)
  await Promise.race([
    once(server, 'listening'),
    once(server, 'error').then(([error]) => Promise.reject(error)),
  ])
  const result: HttpServer = {
    server,
    port: (server.address() as AddressInfo).port,
    attach(fetch, headers, direct) {
      const serve = direct && serveDirect(direct, headers, log)
      // It replaces the global Request and Response by light ones, which spares a stream per answer.
      const listener = getRequestListener(fetch)
      handle = (incoming, outgoing) => {
        if (serve && isFor(direct, incoming)) return void serve(incoming, outgoing)
        prepare(incoming, outgoing, headers, log)
        if (result.before) result.before(incoming, outgoing, () => void listener(incoming, outgoing))
        else void listener(incoming, outgoing)
      }
    },
    stop: () => drain(server),
  }
  return result
}

function answerStarting(_incoming: IncomingMessage, outgoing: ServerResponse) {
  outgoing.writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' }).end('Starting')
}

/** Headers go onto the Node response itself: they hold for every answer, also raw ones and errors. */
function prepare(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  headers: [string, string][],
  log: Logger,
) {
  const started = performance.now()
  const requestId = requestIdOf(incoming)
  outgoing.setHeader('X-Request-Id', requestId)
  for (const [name, value] of headers) outgoing.setHeader(name, value)
  const path = pathOf(incoming)
  if (!path.startsWith('/api/')) return
  outgoing.once('close', () => {
    const duration_ms = Math.round((performance.now() - started) * 10) / 10
    log.info({
      request_id: requestId,
      method: incoming.method,
      path,
      status: outgoing.statusCode,
      duration_ms,
    })
  })
}

/** The path without its query, and without anything in it that could be a token. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const path = url.split('?', 1)[0] ?? '/'
  return path.replace(/\/(?![0-9a-f-]{36}(\/|$))[^/]{24,}/gi, '/[token]')
}

async function drain(server: Server) {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const hurry = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT_MS)
  await closed
  clearInterval(idle)
  clearTimeout(hurry)
}
