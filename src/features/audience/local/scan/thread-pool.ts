import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { BLOCK_ROWS, type Rows } from './columns.ts'
import type { Answered, Asked, Question, Questions } from './messages.ts'

const MAX_THREADS = 4

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** The threads over one version's rows. Each question goes to all; the answers come in the order of the rows. */
export class ThreadPool {
  readonly #threads: Worker[]
  readonly #waiting = new Map<string, Waiting>()
  #asked = 0
  #failure: Error | null = null

  constructor(dir: string, rows: number) {
    const wanted = Math.max(1, Math.min(availableParallelism(), MAX_THREADS))
    const share = Math.max(1, Math.ceil(rows / wanted / BLOCK_ROWS)) * BLOCK_ROWS
    const count = Math.max(1, Math.ceil(rows / share))
    this.#threads = Array.from({ length: count }, (_, i) => {
      return this.#start(i, { dir, from: i * share, to: Math.min(rows, (i + 1) * share) })
    })
  }

  /** Why no question can be answered any more; null while all is well. */
  get failure(): Error | null {
    return this.#failure
  }

  /** `ask` may differ by thread. Rejects with an AbortError as soon as `signal` aborts; the threads then stop too. */
  async ask<Q extends Question>(
    question: Q,
    ask: Questions[Q]['ask'] | ((thread: number) => Questions[Q]['ask']),
    signal?: AbortSignal,
  ): Promise<Questions[Q]['answer'][]> {
    signal?.throwIfAborted()
    if (this.#failure) throw this.#failure
    const id = ++this.#asked
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const giveUp = () => {
      Atomics.store(stop, 0, 1)
      this.#settle(id, (waiting) => waiting.reject(signal?.reason as Error))
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    try {
      const answers = this.#threads.map((thread, i) => {
        const asked = { id, question, ask: typeof ask === 'function' ? ask(i) : ask, stop } satisfies Asked<Q>
        return new Promise<unknown>((resolve, reject) => {
          this.#waiting.set(`${i}:${id}`, { resolve, reject })
          thread.postMessage(asked)
        })
      })
      return (await Promise.all(answers)) as Questions[Q]['answer'][]
    } finally {
      signal?.removeEventListener('abort', giveUp)
    }
  }

  async close(): Promise<void> {
    this.#fail(new Error('The column index is closed'))
    await Promise.all(this.#threads.map((thread) => thread.terminate()))
  }

  #start(i: number, rows: Rows): Worker {
    const thread = new Worker(...threadFile(rows))
    thread.unref()
    thread.on('message', (answered: Answered) => {
      const waiting = this.#waiting.get(`${i}:${answered.id}`)
      this.#waiting.delete(`${i}:${answered.id}`)
      if ('answer' in answered) waiting?.resolve(answered.answer)
      else if ('failure' in answered) waiting?.reject(new Error(answered.failure))
      else waiting?.reject(new DOMException('Stopped', 'AbortError'))
    })
    thread.on('error', (error: Error) => this.#fail(error))
    thread.on('exit', () => this.#fail(new Error('A thread of the column index ended')))
    return thread
  }

  #fail(error: Error): void {
    this.#failure ??= error
    const waiting = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of waiting) reject(this.#failure)
  }

  #settle(id: number, how: (waiting: Waiting) => void): void {
    for (let i = 0; i < this.#threads.length; i++) {
      const waiting = this.#waiting.get(`${i}:${id}`)
      this.#waiting.delete(`${i}:${id}`)
      if (waiting) how(waiting)
    }
  }
}

/** Built it lies beside the server's one file. A thread of Node 20 does not take tsx from its parent: it registers it. */
function threadFile(workerData: Rows): ConstructorParameters<typeof Worker> {
  const here = import.meta.url
  if (!here.endsWith('.ts')) return [new URL('./audience-thread.js', here), { workerData }]
  const source = new URL('./thread.ts', here).href
  const code = `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(source)}) })`
  return [code, { workerData, eval: true }]
}
