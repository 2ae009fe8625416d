import type { NormalisedLead } from '../../leads/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import type { AudienceFilter } from '../schema.ts'
import { leadOfPerson } from './lead-of-person.ts'

/** People stored by one transaction: a crash repeats at most these, a cancellation waits for at most these. */
const BATCH_PEOPLE = 500
/** More than this a provider is not asked for at once, however many of its people were no use. */
const MAX_ASKED = 5_000

/** People a provider answered, ready to be stored. */
export interface Page {
  leads: NormalisedLead[]
  /** People without any contact. */
  unreachable: number
  /** Where to go on once all of them are stored. */
  next: string | null
  /** There are no more. */
  isLast: boolean
  /** Everybody on it was answered before. */
  isRepeat: boolean
}

/** Asks for the next people, when so many are missing, from a place on. Throws what the provider throws. */
export type ReadPage = (missing: number, place: string | null, signal?: AbortSignal) => Promise<Page>

interface Query {
  workspaceId: string
  filter: AudienceFilter
  tags: string[]
}

/**
 * Reads people of a provider a page at a time, each of them once. One that leaves out what the workspace has begins
 * anew each time, and with those who could not be stored: they are asked for on top.
 */
export function readPages(provider: AudienceProvider, { workspaceId, filter, tags }: Query): ReadPage {
  const seen = new Set<string>()
  let firstMissing: number | null = null
  return async (missing, place, signal) => {
    firstMissing ??= missing
    const useless = place === null ? seen.size - (firstMissing - missing) : 0
    const wanted = Math.min(missing, BATCH_PEOPLE)
    const asked = Math.min(wanted + useless, MAX_ASKED)
    const answer = await provider.pull({ filter, workspaceId, signal }, asked, place)
    const fresh = answer.people.filter(({ ref }) => !seen.has(ref))
    // never more than is wanted, whatever came
    const people = fresh.slice(0, wanted)
    for (const { ref } of people) seen.add(ref)
    const leads = people.map((person) => leadOfPerson(person, tags)).filter((lead) => lead !== null)
    return {
      leads,
      unreachable: people.length - leads.length,
      next: answer.next,
      isLast: answer.people.length < asked && people.length === fresh.length,
      isRepeat: people.length === 0 && answer.people.length > 0,
    }
  }
}
