import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Env } from './env.ts'

const PING_MS = 15_000
/** A reader this far behind is cut off; it comes back and resumes by Last-Event-ID. */
const MAX_BUFFERED_BYTES = 1_000_000

export interface EventStream {
  /** Writes what `formatEvent` made, as text or encoded; one buffer serves any number of streams. */
  write(piece: string | Buffer): void
  close(): void
  /** Aborts when the reader is gone or the stream was closed. */
  signal: AbortSignal
  /** What the route handler returns. */
  response: Response
}

/** One server-sent event as text. */
export function formatEvent(event: { id?: string; event?: string; data: unknown }): string {
  const lines: string[] = []
  if (event.id !== undefined) lines.push(`id: ${event.id}`)
  if (event.event !== undefined) lines.push(`event: ${event.event}`)
  lines.push(`data: ${JSON.stringify(event.data)}`)
  return `${lines.join('\n')}\n\n`
}

/**
 * Opens a server-sent event stream on the raw Node response: a write is one call, with no web stream
 * between. The body ends with the connection: in HTTP's chunks each event would be four pieces to write instead of
 * one. It pings, ends with `shutdown`, and drops a reader that does not keep up.
 */
export function openEventStream(c: Context<Env>, shutdown: AbortSignal): EventStream {
  const { outgoing } = c.env
  const gone = new AbortController()
  const close = () => {
    if (gone.signal.aborted) return
    gone.abort()
    clearInterval(ping)
    shutdown.removeEventListener('abort', close)
    outgoing.end()
  }
  const write = (piece: string | Buffer) => {
    if (gone.signal.aborted) return
    if (outgoing.writableLength > MAX_BUFFERED_BYTES) {
      outgoing.destroy()
      close()
    } else outgoing.write(piece)
  }
  const ping = setInterval(() => write(': ping\n\n'), PING_MS)
  outgoing.removeHeader('Transfer-Encoding')
  outgoing.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  outgoing.socket?.setNoDelay(true)
  outgoing.on('close', close)
  outgoing.on('error', close)
  if (shutdown.aborted) close()
  else shutdown.addEventListener('abort', close)
  write('retry: 1000\n\n')
  return { write, close, signal: gone.signal, response: RESPONSE_ALREADY_SENT }
}
