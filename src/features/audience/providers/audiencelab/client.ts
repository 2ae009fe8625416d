import type { z } from 'zod'
import type { Logger } from '../../../../platform/log.ts'
import { Breaker } from './breaker.ts'
import { answerFailure, Failure, retryAfterMs, statusFailure } from './failure.ts'
import { readText } from './read-text.ts'

export interface ClientSettings {
  apiKey: string
  /** Without a slash at its end. */
  apiBase: string
  log: Logger
  /** Ends everything under way. */
  shutdown: AbortSignal
}

const LIMITS = {
  timeoutMs: 20_000,
  maxBytes: 16_000_000,
  retries: 2,
  /** Before the first repetition; each next one waits twice as long. */
  retryMs: 300,
  /** We wait so long at most when asked to; for longer everybody is told. */
  maxWaitMs: 5_000,
  failures: 5,
  openMs: 30_000,
  maxOpenMs: 300_000,
}
export type Limits = typeof LIMITS

interface Call<T> {
  method: 'GET' | 'POST'
  path: string
  body?: object
  answer: z.ZodType<T>
  /** Whether asking twice does no harm: it makes nothing and costs nothing. */
  isSafe: boolean
  signal: AbortSignal | undefined
}

/** Asks AudienceLab. Fails with a Problem that says what happened, and never with the key or what the answer held. */
export class Client {
  readonly #settings: ClientSettings
  readonly #limits: Limits
  readonly #breaker: Breaker

  constructor(settings: ClientSettings, limits: Partial<Limits> = {}) {
    this.#settings = settings
    this.#limits = { ...LIMITS, ...limits }
    this.#breaker = new Breaker(this.#limits)
  }

  async ask<T>(call: Call<T>): Promise<T> {
    const stop = AbortSignal.any([this.#settings.shutdown, ...(call.signal ? [call.signal] : [])])
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#breaker.run(
          () => this.#askOnce(call, stop),
          (error) => error instanceof Failure && error.isDown,
        )
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        const { path } = call
        this.#settings.log.warn({ path, attempt, detail: error.message }, 'AudienceLab failed')
        if (error.waitMs > this.#limits.maxWaitMs) this.#breaker.hold(error.waitMs)
        const mayRepeat = call.isSafe ? error.canPass : error.wasNotDone
        if (!mayRepeat || attempt >= this.#limits.retries || error.waitMs > this.#limits.maxWaitMs)
          throw error
        await pause(error.waitMs || this.#limits.retryMs * 2 ** attempt, stop)
      }
    }
  }

  async #askOnce<T>({ method, path, body, answer }: Call<T>, stop: AbortSignal): Promise<T> {
    if (stop.aborted) throw aborted()
    const { timeoutMs, maxBytes } = this.#limits
    const late = AbortSignal.timeout(timeoutMs)
    let text: string
    try {
      const response = await fetch(`${this.#settings.apiBase}${path}`, {
        method,
        headers: { 'x-api-key': this.#settings.apiKey, accept: 'application/json', ...jsonIf(body) },
        body: body ? JSON.stringify(body) : null,
        // Nobody it sends us to gets the key.
        redirect: 'manual',
        signal: AbortSignal.any([stop, late]),
      })
      if (!response.ok) {
        await response.body?.cancel()
        throw statusFailure(response.status, retryAfterMs(response.headers.get('retry-after')))
      }
      text = await readText(response, maxBytes)
    } catch (error) {
      if (stop.aborted) throw aborted()
      if (late.aborted) throw Failure.late(timeoutMs)
      throw error instanceof Failure ? error : Failure.network(error)
    }
    return read(text, answer)
  }
}

function jsonIf(body: object | undefined): Record<string, string> {
  return body ? { 'content-type': 'application/json' } : {}
}

function read<T>(text: string, answer: z.ZodType<T>): T {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw answerFailure('something that is not JSON')
  }
  const { success, data, error } = answer.safeParse(json)
  if (success) return data
  const path = error.issues[0]?.path.join('.') || 'the whole'
  throw answerFailure(`something its API does not describe: ${path} is missing or of another kind`)
}

export function aborted(): DOMException {
  return new DOMException('No answer of AudienceLab is needed any more', 'AbortError')
}

/** Waits, unless it is stopped. */
export function pause(ms: number, stop: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      reject(aborted())
    }
    const timer = setTimeout(() => {
      stop?.removeEventListener('abort', end)
      resolve()
    }, ms)
    if (stop?.aborted) end()
    else stop?.addEventListener('abort', end, { once: true })
  })
}
