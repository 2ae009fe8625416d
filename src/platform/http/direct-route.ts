import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from '../log.ts'
import { bodyTooLarge } from './body-too-large.ts'
import { problemAnswer } from './problem-answer.ts'
import { requestIdOf } from './request-id.ts'

/**
 * A route that Node's own request and response go to, ahead of the app: for what comes ten thousand times a second, of
 * which the app's layers would take most of the time.
 */
export interface DirectRoute {
  method: string
  /** Exact. */
  path: string
  maxBytes: number
  /** Beside the headers of every answer, or in place of them. */
  headers: [string, string][]
  /** Those that no two requests need have in common, names and values in turn. */
  headersFor(incoming: IncomingMessage): string[]
  /** Answers with JSON of a status, or throws as any route does. */
  answer(incoming: IncomingMessage, body: string): Promise<{ status: number; body: unknown }>
}

export function isFor({ method, path }: DirectRoute, incoming: IncomingMessage): boolean {
  const { url = '' } = incoming
  return incoming.method === method && (url === path || (url.startsWith(path) && url[path.length] === '?'))
}

/** `headers` are those of every answer. */
export function serveDirect(route: DirectRoute, headers: [string, string][], log: Logger) {
  const names = new Set(route.headers.map(([name]) => name))
  const common = [...headers.filter(([name]) => !names.has(name)), ...route.headers].flat()
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(incoming)
    const send = (status: number, more: string[], body: string) => {
      const own = ['X-Request-Id', requestId, ...route.headersFor(incoming), ...more]
      outgoing.writeHead(status, common.concat(own, 'Content-Length', String(Buffer.byteLength(body))))
      outgoing.end(body)
    }
    try {
      const { status, body } = await route.answer(incoming, await readBody(incoming, route.maxBytes))
      send(status, ['Content-Type', 'application/json'], JSON.stringify(body))
    } catch (error) {
      if (incoming.destroyed && !incoming.complete) return // its client went, as it may
      const answer = problemAnswer(error, requestId)
      if (answer.isFailure) log.error({ err: error, request_id: requestId }, 'request failed')
      send(answer.status, Object.entries(answer.headers).flat(), answer.body)
    }
  }
}

/** A declared length is checked at once, as Node holds the sender to it; what has none is counted while it comes. */
function readBody(incoming: IncomingMessage, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return reject(bodyTooLarge(maxBytes))
    const pieces: Buffer[] = []
    let bytes = 0
    incoming.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes > maxBytes) {
        incoming.pause()
        reject(bodyTooLarge(maxBytes))
      } else pieces.push(piece)
    })
    incoming.once('end', () => resolve(textOf(pieces)))
    incoming.once('error', reject)
  })
}

function textOf(pieces: Buffer[]): string {
  const [first] = pieces
  return pieces.length === 1 && first ? first.toString() : Buffer.concat(pieces).toString()
}
