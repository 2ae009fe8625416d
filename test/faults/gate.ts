import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Ends the connection of a request that is held. */
export type Cut = () => void

/** Where a request is held: before it is passed on, or with its answer known to us only. */
type Side = 'asked' | 'answered'

interface Stop {
  side: Side
  /** How the request begins: `POST /v1/transfers`. */
  name: string
  /** How many of them go through first. */
  after: number
  reached: (cut: Cut) => void
}

export interface Gate {
  url: string
  /** Resolves when such a request is held; just this one is, or the one after so many of them. */
  hold(side: Side, name: string, after?: number): Promise<Cut>
  close(): void
}

/** A way between two programs on which a request can be held, so that one of them may die at just that moment. */
export async function openGate(target: () => string): Promise<Gate> {
  const stops: Stop[] = []
  const server = createServer((request, response) => {
    handle(request, response, target(), stopFor(stops, request)).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (side, name, after = 0) =>
      new Promise((reached) => {
        stops.push({ side, name, after, reached })
      }),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

function stopFor(stops: Stop[], { method, url }: IncomingMessage): Stop | undefined {
  const stop = stops.find(({ name }) => `${method} ${url}`.startsWith(name))
  if (!stop) return undefined
  if (stop.after-- > 0) return undefined
  stops.splice(stops.indexOf(stop), 1)
  return stop
}

async function handle(request: IncomingMessage, response: ServerResponse, target: string, stop?: Stop) {
  const body = Buffer.concat(await request.toArray())
  const cut: Cut = () => response.destroy()
  if (stop?.side === 'asked') return stop.reached(cut)
  const answer = await fetch(target + request.url, {
    method: request.method,
    headers: headersOf(request),
    ...(body.length > 0 ? { body } : {}),
  })
  const text = await answer.text()
  if (stop) return stop.reached(cut)
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
  })
  response.end(text)
}

/** Without those of the connection itself. */
function headersOf({ headers }: IncomingMessage): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    ['connection', 'content-length', 'host', 'transfer-encoding', 'keep-alive'].includes(name)
      ? []
      : [[name, String(value)]],
  )
}
