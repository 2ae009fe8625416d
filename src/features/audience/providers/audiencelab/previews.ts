import type { FlatFilter } from '../../schema.ts'
import type { Client } from './client.ts'
import { contradicts } from './contradicts.ts'
import { Failure } from './failure.ts'
import { type Profile, readProfile } from './profile.ts'
import { SharedAnswers } from './shared-answers.ts'
import { previewAnswer, type WireQuery } from './wire.ts'

export interface Preview {
  /** null: it told how many people it sent and not how many there are. */
  count: number | null
  /** People it sent as examples, those we can read. */
  profiles: Profile[]
  /** Whether those are all who match. */
  isAll: boolean
}

/** At most 500 are sent; a sample needs 100. */
const PEOPLE = 100
const KEEP_MS = 30_000
const KEEP_WHOLE_MS = 600_000

/** Asks how many people match, and refuses answers to another question. */
export class Previews {
  readonly #client: Client
  readonly #shared = new SharedAnswers<Preview>(KEEP_MS)
  readonly #wholes = new SharedAnswers<Preview>(KEEP_WHOLE_MS)

  constructor(client: Client) {
    this.#client = client
  }

  async of(query: WireQuery, flat: FlatFilter, signal: AbortSignal | undefined): Promise<Preview> {
    if (isEverybody(query)) return this.#whole(query, signal)
    const key = JSON.stringify(query)
    const [preview, whole] = await Promise.all([
      this.#shared.get(key, signal, (stop) => this.#ask(query, stop)),
      this.#whole(query, signal),
    ])
    const isSure = preview.isAll && !preview.profiles.some((profile) => contradicts(profile, flat))
    if (!isSure) refuseAsMany(query, preview.count, whole.count)
    refuseOthers(preview.profiles, flat)
    return preview
  }

  /** Refuses a number of people that matches everybody there is. */
  async refuseWhole(query: WireQuery, count: number, signal: AbortSignal | undefined): Promise<void> {
    if (!isEverybody(query)) refuseAsMany(query, count, (await this.#whole(query, signal)).count)
  }

  #whole({ days_back }: WireQuery, signal: AbortSignal | undefined): Promise<Preview> {
    const query = { days_back, filters: {} }
    return this.#wholes.get(String(days_back), signal, (stop) => this.#ask(query, stop))
  }

  async #ask(query: WireQuery, signal: AbortSignal): Promise<Preview> {
    const { count, result } = await this.#askFor(query, PEOPLE, signal)
    if (result.length > PEOPLE || result.length > count) {
      throw new Failure(`AudienceLab sent ${result.length} people and says there are ${count}.`)
    }
    // It has been seen to answer the limit it was given as the count. Another limit tells.
    const isDoubtful = count === PEOPLE && result.length === PEOPLE
    const again = isDoubtful ? await this.#askFor(query, PEOPLE / 2, signal) : null
    const isTotal = again === null || again.count === count
    const profiles = result.flatMap((raw) => readProfile(raw) ?? [])
    return { count: isTotal ? count : null, profiles, isAll: isTotal && profiles.length === count }
  }

  #askFor(query: WireQuery, limit: number, signal: AbortSignal) {
    return this.#client.ask({
      ...{ method: 'POST', path: '/audiences/preview', body: { ...query, limit } },
      ...{ answer: previewAnswer, isSafe: true, signal },
    })
  }
}

function isEverybody({ filters }: WireQuery): boolean {
  return Object.keys(filters).length === 0
}

function refuseAsMany(query: WireQuery, count: number | null, whole: number | null): void {
  if (isEverybody(query) || count === null || whole === null || whole === 0 || count < whole) return
  throw new Failure(
    `AudienceLab ignored the filters: it has ${count} people with them and ${whole} without. Nothing was used of it.`,
  )
}

/** Some may be wrong, and are left out one by one; most of them were chosen by something else than the filter. */
export function refuseOthers(profiles: readonly Profile[], flat: FlatFilter): void {
  const others = profiles.filter((profile) => contradicts(profile, flat)).length
  if (others * 2 <= profiles.length) return
  throw new Failure(
    `AudienceLab ignored the filters: ${others} of ${profiles.length} people do not match them. Nothing was used of it.`,
  )
}
