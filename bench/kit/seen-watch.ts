import { connect, type Socket } from 'node:net'

/** Hears of visits on the live stream, as the page does, and how long after they were sent. */
export interface SeenWatch {
  sent(sessionId: string): void
  /** Until all were heard of, or for `limitMs`: the delays, and how many were not. */
  end(limitMs: number): Promise<{ delays_ms: number[]; unheard: number }>
}

export function watchSeen(port: number, cookie: string): Promise<SeenWatch> {
  const sentAt = new Map<string, number>()
  const delays: number[] = []
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('latin1')
  return new Promise((resolve, reject) => {
    let rest = ''
    socket.on('error', reject)
    socket.on('data', (piece) => {
      const now = performance.now()
      const parts = (rest + piece).split('\n\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        if (part.includes('event: ready')) resolve(watchOn(socket, sentAt, delays))
        for (const id of visitsIn(part)) {
          const at = sentAt.get(id)
          if (at !== undefined) delays.push(now - at)
          sentAt.delete(id)
        }
      }
    })
    socket.write(`GET /api/live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`)
  })
}

function watchOn(socket: Socket, sentAt: Map<string, number>, delays: number[]): SeenWatch {
  return {
    // a visit that is sent again before it was heard of counts from the first time
    sent: (id) => void (sentAt.has(id) || sentAt.set(id, performance.now())),
    async end(limitMs) {
      for (let waited = 0; sentAt.size > 0 && waited < limitMs; waited += 50) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      socket.destroy()
      return { delays_ms: delays, unheard: sentAt.size }
    },
  }
}

/** The sessions an event of the stream names. */
function visitsIn(part: string): string[] {
  if (!part.includes('event: visitors.seen')) return []
  return JSON.parse(part.slice(part.indexOf('data: ') + 6)).session_ids
}
