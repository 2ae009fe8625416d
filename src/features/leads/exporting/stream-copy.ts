import { once } from 'node:events'
import type { Readable } from 'node:stream'

export interface CopyOptions {
  /** Comes before the rows. */
  header: string
  /** Aborts when the process stops. */
  signal: AbortSignal
  /** Stops the query. */
  cancel: () => void
}

/** A reader that takes nothing for this long is gone, and its connection is needed. */
const STALLED_MS = 120_000

/**
 * A COPY's output as a body that is read as fast as its reader takes it. `ended` settles once the connection is
 * free again: rejects when the copy failed or was given up.
 */
export function streamCopy(copy: Readable, { header, signal, cancel }: CopyOptions) {
  const chunks = copy.iterator({ destroyOnReturn: false })
  let stalled: NodeJS.Timeout | undefined
  let isGivenUp = false
  const ended = once(copy, 'end')
  const giveUp = () => {
    if (isGivenUp) return
    isGivenUp = true
    cancel()
    void drain(chunks)
  }
  signal.addEventListener('abort', giveUp)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from(header))
    },
    async pull(controller) {
      clearTimeout(stalled)
      try {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else {
          controller.enqueue(value)
          stalled = setTimeout(giveUp, STALLED_MS).unref()
        }
      } catch (error) {
        controller.error(error)
      }
    },
    cancel() {
      giveUp()
    },
  })
  const settled = ended
    .then(() => undefined)
    .finally(() => {
      clearTimeout(stalled)
      signal.removeEventListener('abort', giveUp)
    })
  return { body, ended: settled }
}

/** What is on its way must be taken, or the connection never comes to the end of the query. */
async function drain(chunks: AsyncIterator<unknown>): Promise<void> {
  try {
    while (!(await chunks.next()).done);
  } catch {
    // the copy was cancelled, which `ended` tells
  }
}
