import { Problem } from '../../../../platform/errors/index.ts'

interface BreakerOptions {
  /** Failures one after the other that open it. */
  failures: number
  /** How long it stays open at first; each trial that fails doubles it, up to `maxOpenMs`. */
  openMs: number
  maxOpenMs: number
}

/**
 * Leaves a service alone that keeps failing: nobody waits for its timeouts and it gets time to recover. After a while
 * one request tries it while the others are still refused; if that goes well, all may ask again.
 */
export class Breaker {
  readonly #options: BreakerOptions
  #failures = 0
  #openMs: number
  #retryAt = 0
  #isTrying = false
  #reason = ''

  constructor(options: BreakerOptions) {
    this.#options = options
    this.#openMs = options.openMs
  }

  /** @param counts whether an error says that the service is down; any other says nothing about it */
  async run<T>(work: () => Promise<T>, counts: (error: unknown) => boolean): Promise<T> {
    const now = Date.now()
    const isTrial = this.#failures >= this.#options.failures
    if (now < this.#retryAt || (isTrial && this.#isTrying)) throw this.#refusal(now)
    this.#isTrying = isTrial
    try {
      const answer = await work()
      this.#failures = 0
      this.#openMs = this.#options.openMs
      return answer
    } catch (error) {
      if (counts(error)) this.#fail(isTrial)
      throw error
    } finally {
      if (isTrial) this.#isTrying = false
    }
  }

  /** The service asked to be left alone for so long. */
  hold(ms: number): void {
    this.#reason = 'AudienceLab asked us to wait.'
    this.#retryAt = Math.max(this.#retryAt, Date.now() + ms)
  }

  #fail(wasTrial: boolean): void {
    this.#failures++
    // What had been asked before it opened, and fails now, does not keep it open for longer.
    if (!wasTrial && this.#failures !== this.#options.failures) return
    this.#reason = `AudienceLab failed ${this.#failures} times in a row.`
    this.#retryAt = Date.now() + this.#openMs
    this.#openMs = Math.min(this.#openMs * 2, this.#options.maxOpenMs)
  }

  #refusal(now: number): Problem {
    // While a trial is under way nobody knows: a second is soon enough to ask again.
    const at = Math.max(this.#retryAt, now + 1000)
    const seconds = Math.ceil((at - now) / 1000)
    const time = new Date(at).toISOString()
    const detail = `${this.#reason} It is tried again in ${seconds} s (at ${time.slice(11, 19)} UTC).`
    return new Problem('upstream', detail, { retry_at: time })
  }
}
