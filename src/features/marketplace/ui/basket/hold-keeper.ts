import type { Quoted } from '../../schema.ts'
import { isSameSet } from './basket.ts'

export type Hold =
  /** Nothing is held and nothing is wanted. */
  | { state: 'none' }
  | { state: 'taking' }
  /** `endsAt` is by this device's clock. */
  | { state: 'held'; quote: Quoted; endsAt: number }
  /** It ended without an order; what was held is free again. */
  | { state: 'over' }
  | { state: 'refused'; error: unknown }

export interface HoldCalls {
  take: (listingIds: string[]) => Promise<Quoted>
  giveBack: (quoteId: string) => Promise<unknown>
  /** Told at each change, in order. */
  tell: (hold: Hold) => void
  now: () => number
}

interface Held {
  asked: readonly string[]
  quote: Quoted
}

/**
 * Keeps one quote at a time for what is wanted: takes it, gives it back when something else is wanted, one call after
 * the other. What was refused or is over is not tried again until the wish changes or `again` is called.
 */
export class HoldKeeper {
  readonly #calls: HoldCalls
  #wanted: readonly string[] = []
  #held: Held | null = null
  /** For what was tried last without success. */
  #settledFor: readonly string[] | null = null
  #busy = false

  constructor(calls: HoldCalls) {
    this.#calls = calls
  }

  /** Holds just these from now on; nothing when there are none. */
  want(listingIds: readonly string[]): void {
    if (isSameSet(listingIds, this.#wanted)) return
    this.#wanted = listingIds
    void this.#settle()
  }

  /** Tries once more what was refused or is over. */
  again(): void {
    this.#settledFor = null
    void this.#settle()
  }

  /** The quote was ordered: nothing to give back. */
  spent(): void {
    this.#held = null
    this.#wanted = []
    this.#calls.tell({ state: 'none' })
  }

  /** Its time is over, or somebody cancelled it. Giving it back makes its credits come at once. */
  over(): void {
    const ended = this.#held
    if (!ended) return
    this.#held = null
    this.#settledFor = this.#wanted
    this.#calls.tell({ state: 'over' })
    void this.#calls.giveBack(ended.quote.quote_id).catch(() => {})
  }

  get quoteId(): string | null {
    return this.#held?.quote.quote_id ?? null
  }

  async #settle(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    try {
      for (;;) {
        if (this.#held && !this.#covers(this.#held)) await this.#giveBack(this.#held)
        else if (!this.#held && this.#isOpen()) await this.#take(this.#wanted)
        else break
      }
    } finally {
      this.#busy = false
    }
  }

  #isOpen(): boolean {
    return this.#wanted.length > 0 && !(this.#settledFor && isSameSet(this.#settledFor, this.#wanted))
  }

  /** It is what was asked for, or what came of that. */
  #covers({ asked, quote }: Held): boolean {
    const held = quote.items.map((item) => item.listing_id)
    const elsewhere = quote.skipped.filter((skip) => skip.reason === 'held').map((skip) => skip.listing_id)
    return isSameSet(asked, this.#wanted) || isSameSet([...held, ...elsewhere], this.#wanted)
  }

  async #giveBack({ quote }: Held): Promise<void> {
    this.#held = null
    this.#calls.tell({ state: this.#wanted.length > 0 ? 'taking' : 'none' })
    await this.#calls.giveBack(quote.quote_id).catch(() => {}) // it ends by itself
  }

  async #take(asked: readonly string[]): Promise<void> {
    this.#calls.tell({ state: 'taking' })
    const began = this.#calls.now()
    try {
      const quote = await this.#calls.take([...asked])
      this.#held = { asked, quote }
      this.#settledFor = null
      // By how long it holds, because this device's clock may be wrong.
      const holds_ms = Date.parse(quote.expires_at) - Date.parse(quote.created_at)
      if (this.#covers(this.#held)) this.#calls.tell({ state: 'held', quote, endsAt: began + holds_ms })
    } catch (error) {
      this.#settledFor = asked
      if (isSameSet(asked, this.#wanted)) this.#calls.tell({ state: 'refused', error })
    }
    if (this.#wanted.length === 0 && !this.#held) this.#calls.tell({ state: 'none' })
  }
}
