import { aborted } from './client.ts'

interface Entry<T> {
  answer: Promise<T>
  stop: AbortController
  waiting: number
  /** Until when it is given to others; null while it is under way. */
  until: number | null
}

const MOST = 200

/**
 * Answers that several ask for at once or soon after each other: a preview is asked three times for its count, its
 * facets and its sample, and is to be paid once. What nobody waits for any more is stopped.
 */
export class SharedAnswers<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #keepMs: number

  constructor(keepMs: number) {
    this.#keepMs = keepMs
  }

  get(key: string, signal: AbortSignal | undefined, load: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal?.aborted) return Promise.reject(aborted())
    const known = this.#entries.get(key)
    const isGood = known && (known.until === null || known.until > Date.now())
    const entry = isGood ? known : this.#begin(key, load)
    return this.#wait(key, entry, signal)
  }

  forget(key: string): void {
    this.#entries.delete(key)
  }

  #begin(key: string, load: (signal: AbortSignal) => Promise<T>): Entry<T> {
    const stop = new AbortController()
    const entry: Entry<T> = { answer: load(stop.signal), stop, waiting: 0, until: null }
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    const oldest = this.#entries.keys().next().value
    if (this.#entries.size > MOST && oldest !== undefined) this.#entries.delete(oldest)
    entry.answer.then(
      () => {
        entry.until = Date.now() + this.#keepMs
      },
      () => this.#drop(key, entry),
    )
    return entry
  }

  #wait(key: string, entry: Entry<T>, signal: AbortSignal | undefined): Promise<T> {
    entry.waiting++
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        entry.waiting--
        if (entry.waiting === 0 && entry.until === null) {
          this.#drop(key, entry)
          entry.stop.abort()
        }
        reject(aborted())
      }
      signal?.addEventListener('abort', leave, { once: true })
      const end = () => signal?.removeEventListener('abort', leave)
      entry.answer.then(
        (answer) => {
          end()
          resolve(answer)
        },
        (error) => {
          end()
          reject(error)
        },
      )
    })
  }

  #drop(key: string, entry: Entry<T>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }
}
