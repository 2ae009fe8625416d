import type { FlatFilter } from '../../schema.ts'
import { type Client, pause } from './client.ts'
import { contradicts } from './contradicts.ts'
import { Failure, NotThere } from './failure.ts'
import { type Previews, refuseOthers } from './previews.ts'
import { type Profile, readProfile } from './profile.ts'
import { SharedAnswers } from './shared-answers.ts'
import { createdAnswer, pageAnswer, type WireQuery } from './wire.ts'

export interface Page {
  /** In their order; null for somebody who cannot be reached. */
  profiles: (Profile | null)[]
  isLast: boolean
}

const PAGE_SIZE = 500
/** A search is made an audience once for all who pull it in this time. */
const KEEP_MS = 3_600_000

/** Audiences made at AudienceLab, whose people can be read page by page. */
export class Audiences {
  readonly #client: Client
  readonly #previews: Previews
  readonly #made = new SharedAnswers<string | null>(KEEP_MS)
  /** It fills an audience after it has made it: how long each look waits for that. */
  readonly #fillMs: readonly number[]

  constructor(client: Client, previews: Previews, fillMs: readonly number[]) {
    this.#client = client
    this.#previews = previews
    this.#fillMs = fillMs
  }

  /** The id of an audience of these people; null when there is nobody. */
  open(query: WireQuery, flat: FlatFilter, signal: AbortSignal | undefined): Promise<string | null> {
    const key = JSON.stringify(query)
    return this.#made.get(key, signal, async (stop) => {
      // Asked first, since an audience costs and a preview does not.
      const { count } = await this.#previews.of(query, flat, stop)
      if (count === 0) {
        this.#made.forget(key)
        return null
      }
      const { audienceId } = await this.#client.ask({
        ...{ method: 'POST', path: '/audiences', body: { name: 'Assay', ...query } },
        ...{ answer: createdAnswer, isSafe: false, signal: stop },
      })
      return audienceId
    })
  }

  /** A page of an audience, counted from 1; refused when it is not whole or not of the people asked for. */
  async page(
    id: string,
    number: number,
    { query, flat }: { query: WireQuery; flat: FlatFilter },
    signal: AbortSignal | undefined,
  ): Promise<Page> {
    try {
      const { data, total_records: total } = await this.#read(id, number, signal)
      const profiles = data.map(readProfile)
      const readable = profiles.filter((profile) => profile !== null)
      refuseOthers(readable, flat)
      const isSure = readable.length === total && !readable.some((profile) => contradicts(profile, flat))
      if (!isSure) await this.#previews.refuseWhole(query, total, signal)
      return { profiles, isLast: number * PAGE_SIZE >= total }
    } catch (error) {
      const isUseless = error instanceof NotThere || (error instanceof Failure && !error.canPass)
      if (isUseless) this.#made.forget(JSON.stringify(query))
      throw error
    }
  }

  async #read(id: string, number: number, signal: AbortSignal | undefined) {
    for (let look = 0; ; look++) {
      const answer = await this.#readOnce(id, number, signal)
      if (answer.total_records > 0) return answer
      const waitMs = this.#fillMs[look]
      if (waitMs === undefined) {
        throw new Failure(
          'AudienceLab is still making this audience. Pull again in a few minutes; it goes on with the same one.',
          { canPass: true },
        )
      }
      await pause(waitMs, signal)
    }
  }

  async #readOnce(id: string, number: number, signal: AbortSignal | undefined) {
    const answer = await this.#client.ask({
      ...{ method: 'GET', path: `/audiences/${id}?page=${number}&page_size=${PAGE_SIZE}` },
      ...{ answer: pageAnswer, isSafe: true, signal },
    })
    const { data, total_records: total, page } = answer
    const expected = Math.min(PAGE_SIZE, Math.max(0, total - (number - 1) * PAGE_SIZE))
    if (typeof page === 'number' && page !== number) {
      throw new Failure(`AudienceLab sent page ${page} when asked for page ${number}.`)
    }
    if (data.length !== expected) {
      throw new Failure(
        `AudienceLab sent ${data.length} people where page ${number} of ${total} people has ${expected}.`,
      )
    }
    return answer
  }
}
