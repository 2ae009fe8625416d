import type { AudienceFacets, AudienceProvider } from '../../src/features/audience/providers/provider.ts'
import type { FlatFilter } from '../../src/features/audience/schema.ts'

export interface BenchFilter {
  filter: FlatFilter
  /** About which part of all people it is for. */
  share: number
  withTitle: boolean
}

export const SHARES = [0.01, 0.05, 0.2, 0.5] as const

const WORDS = [
  ...[
    'sales',
    'marketing',
    'engineer',
    'manager',
    'director',
    'senior',
    'vice president',
    'head of',
    'finance',
  ],
  ...[
    'operations',
    'software',
    'analyst',
    'specialist',
    'consultant',
    'product',
    'account',
    'support',
    'chief',
  ],
]
const CHOICES = ['industries', 'seniorities', 'departments', 'company_sizes', 'countries', 'states'] as const
const MAX_TRIES = 4_000

/** Random sets of three filters, `each` of every share, with and without words of a title; the same ones each run. */
export async function chooseFilters(
  audience: AudienceProvider,
  workspaceId: string,
  each: number,
): Promise<BenchFilter[]> {
  const random = randomOf(11)
  const { count: everybody } = await audience.count({ filter: {}, workspaceId })
  const facets = await audience.facets({ filter: {}, workspaceId })
  const chosen: BenchFilter[] = []
  for (let tries = 0; tries < MAX_TRIES && chosen.length < each * SHARES.length * 2; tries++) {
    const withTitle = tries % 2 === 0
    const filter = threeFilters(random, facets, withTitle)
    const part = (await audience.count({ filter, workspaceId })).count / everybody
    const share = SHARES.find((wanted) => part > wanted * 0.6 && part < wanted * 1.5)
    if (share === undefined) continue
    const same = chosen.filter((one) => one.share === share && one.withTitle === withTitle)
    if (same.length < each) chosen.push({ filter, share, withTitle })
  }
  return chosen
}

function threeFilters(random: () => number, facets: AudienceFacets, withTitle: boolean): FlatFilter {
  const fields = [...CHOICES, 'has', 'verified', 'seen_within_days'].sort(() => random() - 0.5)
  const filter: Record<string, unknown> = withTitle ? { job_titles: some(random, WORDS) } : {}
  for (const field of fields.slice(0, withTitle ? 2 : 3)) {
    if (field === 'has') filter.has = [random() < 0.5 ? 'email' : 'phone']
    else if (field === 'verified') filter.verified = true
    else if (field === 'seen_within_days') filter.seen_within_days = 90 + Math.floor(random() * 900)
    else
      filter[field] = some(
        random,
        (facets[field as 'states'] ?? []).map(({ value }) => value),
      )
  }
  return filter as FlatFilter
}

/** From one to most of the values, with the frequent ones among them more often than not. */
function some(random: () => number, values: string[]): string[] {
  const many = Math.max(1, Math.floor(values.length ** random()))
  const picked = Array.from(
    { length: many },
    () => values[Math.floor(random() ** 2 * values.length)] as string,
  )
  return [...new Set(picked)]
}

function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
