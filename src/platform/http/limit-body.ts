import type { MiddlewareHandler } from 'hono'
import { bodyTooLarge } from './body-too-large.ts'
import type { Env } from './env.ts'

const DEFAULT_BODY_BYTES = 1_000_000

/** Another limit for the requests of one route. `path` is exact. */
export interface BodyLimit {
  path: string
  maxBytes: number
}

/**
 * Bounds every request body. A declared length is checked at once (Node holds the sender to it); a chunked
 * body is counted while it streams, never gathered.
 */
export function limitBody(limits: BodyLimit[]): MiddlewareHandler<Env> {
  const byPath = new Map(limits.map(({ path, maxBytes }) => [path, maxBytes]))
  return async (c, next) => {
    const length = c.req.header('Content-Length')
    const isChunked = length === undefined && c.req.header('Transfer-Encoding') !== undefined
    if (length !== undefined || isChunked) {
      const maxBytes = byPath.get(c.req.path) ?? DEFAULT_BODY_BYTES
      if (length !== undefined && Number(length) > maxBytes) throw bodyTooLarge(maxBytes)
      if (isChunked) c.req.raw = counted(c.req.raw, maxBytes)
    }
    await next()
  }
}

function counted(request: Request, maxBytes: number): Request {
  if (!request.body) return request
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    signal: request.signal,
    body: countedBody(request.body.getReader(), maxBytes),
    duplex: 'half',
  } as RequestInit)
}

function countedBody(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number) {
  let bytes = 0
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) return controller.close()
      bytes += value.byteLength
      // The source is not cancelled: that would cut the connection before the refusal is sent.
      if (bytes > maxBytes) return controller.error(bodyTooLarge(maxBytes))
      controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
