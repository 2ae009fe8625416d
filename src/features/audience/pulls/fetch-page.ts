import type { NormalisedLead } from '../../leads/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import type { AudienceFilter } from '../schema.ts'
import { leadOfPerson } from './lead-of-person.ts'

/** People stored by one transaction: a crash repeats at most these, a cancellation waits for at most these. */
export const BATCH_PEOPLE = 500

/** People a provider answered, ready to be stored. */
export interface Page {
  leads: NormalisedLead[]
  /** People without any contact. */
  unreachable: number
  /** Where to go on once all of them are stored. */
  next: string | null
  /** There are no more. */
  isLast: boolean
  /** What the provider knows them by. */
  refs: string[]
}

interface Wanted {
  workspaceId: string
  filter: AudienceFilter
  tags: string[]
  missing: number
  place: string | null
}

/** The next people of a pull, asked of the provider and not yet stored. Throws what the provider throws. */
export async function fetchPage(
  provider: AudienceProvider,
  { workspaceId, filter, tags, missing, place }: Wanted,
  signal?: AbortSignal,
): Promise<Page> {
  const asked = Math.min(missing, BATCH_PEOPLE)
  const answer = await provider.pull({ filter, workspaceId, signal }, asked, place)
  // never more than was asked for, whatever came
  const people = answer.people.slice(0, asked)
  const leads = people.map((person) => leadOfPerson(person, tags)).filter((lead) => lead !== null)
  return {
    leads,
    unreachable: people.length - leads.length,
    next: answer.next,
    isLast: people.length < asked,
    refs: people.map(({ ref }) => ref),
  }
}
