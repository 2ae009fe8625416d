import { setTimeout as sleep } from 'node:timers/promises'
import type { Databases } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { AudienceFilter, FlatFilter } from '../schema.ts'
import type { AudiencePerson, AudienceProvider, AudienceQuery } from './provider.ts'

/** What can go wrong with a provider, each switched on while it is set. */
export interface Faults {
  /** It does not answer until whoever waits gives up. */
  hangs?: boolean
  /** It fails from the pull after so many on. */
  failsAfter?: number
  /** It breaks, and not in words for anybody. */
  breaks?: boolean
  /** It answers half of the people it was asked for. */
  halfPage?: boolean
  /** It counts twice as many as there are. */
  wrongTotal?: boolean
  /** It answers more people than it was asked for. */
  tooMany?: boolean
  /** It answers the same people again and again. */
  repeats?: boolean
}

export interface MemoryProvider extends AudienceProvider {
  people: AudiencePerson[]
  faults: Faults
  /** How often it was asked for people. */
  pulls: number
  /** How often somebody who waited for it gave up. */
  givenUp: number
}

/**
 * An audience in memory. It leaves out people whose email is a lead of the workspace; one that `isBlind` does not know
 * what the workspace has and goes on from where it was, as a vendor does.
 */
export function createMemoryProvider(
  db: Databases,
  people: AudiencePerson[],
  { isBlind = false } = {},
): MemoryProvider {
  const owned = async (workspaceId: string) => {
    if (isBlind) return new Set<string | null>()
    const { rows } = await db.system.query('select email from leads where workspace_id = $1', [workspaceId])
    return new Set<string | null>(rows.map(({ email }) => email))
  }
  const provider: MemoryProvider = {
    name: 'local',
    ...{ people, faults: {}, pulls: 0, givenUp: 0 },
    version: async () => ({ id: 'memory', people: provider.people.length, loaded_at: null }),
    cannot: (filter) =>
      names(filter, 'near') ? [{ field: 'near', reason: 'Places are not known here' }] : [],
    async count(query) {
      const all = await answer(query)
      const taken = await owned(query.workspaceId)
      const times = provider.faults.wrongTotal ? 2 : 1
      return {
        count: all.length * times,
        net_new: isBlind ? null : all.filter(({ email }) => !taken.has(email)).length * times,
      }
    },
    async facets(query) {
      const counts = new Map<string, number>()
      for (const { seniority } of await answer(query)) {
        if (seniority) counts.set(seniority, (counts.get(seniority) ?? 0) + 1)
      }
      return { seniorities: [...counts].map(([value, count]) => ({ value, count })) }
    },
    sample: async (query, limit) => (await answer(query)).slice(0, limit),
    async pull(query, limit, after) {
      const { failsAfter = Number.POSITIVE_INFINITY, halfPage, tooMany, repeats } = provider.faults
      if (provider.faults.breaks) throw new TypeError('undefined is not a function')
      if (provider.pulls++ >= failsAfter) throw new Problem('upstream', 'The audience does not answer')
      const taken = await owned(query.workspaceId)
      const from = isBlind ? Number(after ?? 0) : 0
      const found = (await answer(query)).filter(({ email }) => repeats || !taken.has(email))
      const many = halfPage ? Math.floor(limit / 2) : tooMany ? limit * 2 : limit
      return { people: found.slice(from, from + many), next: isBlind ? String(from + limit) : null }
    },
    match: async (wanted) => wanted.map(() => null),
    remove: async () => 0,
  }
  async function answer({ filter, signal }: AudienceQuery) {
    if (provider.faults.hangs) await hang(signal)
    return provider.people.filter((person) => isMeant(person, filter))
  }
  async function hang(signal: AbortSignal | undefined) {
    await sleep(60_000, undefined, { signal }).catch((error) => {
      provider.givenUp++
      throw error
    })
  }
  return provider
}

function isMeant(person: AudiencePerson, filter: AudienceFilter): boolean {
  if ('all' in filter) return filter.all.every((part) => isMeant(person, part))
  if ('any' in filter) return filter.any.some((part) => isMeant(person, part))
  if ('none' in filter) return !filter.none.some((part) => isMeant(person, part))
  const { seniorities, countries } = filter as FlatFilter
  return (
    (!seniorities || seniorities.some((one) => one === person.seniority)) &&
    (!countries || countries.some((one) => one === person.country))
  )
}

function names(filter: AudienceFilter, field: string): boolean {
  const groups = ['all', 'any', 'none'].flatMap(
    (key) => (filter as Record<string, AudienceFilter[]>)[key] ?? [],
  )
  return field in filter || groups.some((part) => names(part, field))
}

/** People nobody has met before, half of them directors. */
export function makePeople(count: number, name = 'person'): AudiencePerson[] {
  return Array.from({ length: count }, (_, n) => ({
    ref: `${name}-${n}`,
    email: `${name}${n}@acme${n % 40}.com`,
    email_verified: n % 2 === 0,
    second_email: null,
    phone: null,
    mobile: null,
    first_name: 'Zara',
    last_name: `Qvist${n}`,
    full_name: `Zara Qvist${n}`,
    job_title: n % 2 === 0 ? 'Sales Director' : 'Account Executive',
    seniority: n % 2 === 0 ? 'director' : 'individual',
    department: 'sales',
    company_name: `Acme ${n % 40}`,
    company_domain: `acme${n % 40}.com`,
    industry: 'Software Development',
    naics: '5112',
    company_size: '11-50',
    revenue: 5_000_000,
    city: 'Oakland',
    state: 'US-CA',
    postal_code: '94601',
    country: 'US',
    linkedin_url: `https://www.linkedin.com/in/${name}-${n}`,
    seen_on: '2026-11-01',
  }))
}
