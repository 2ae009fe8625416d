import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import type { AudienceProvider } from '../../audience/index.ts'
import { refuseCannot } from '../../audience/index.ts'
import type { AudienceFilter } from '../../audience/schema.ts'
import { refuseFilter } from '../refuse-filter.ts'
import type { PartCounts, SegmentTarget } from '../schema.ts'
import { countLeads } from './count-leads.ts'
import { type FilterPart, filterParts } from './filter-parts.ts'

/** Two cores count, and other people ask too. */
const AT_ONCE = 2

export interface CountWish {
  workspaceId: string
  target: SegmentTarget
  filters: AudienceFilter
  signal?: AbortSignal | undefined
}

/**
 * How many match a filter and each part of it alone, and how many more would match without the part; fewer where it is
 * one of several that may match.
 */
export async function countParts(
  db: Databases,
  provider: AudienceProvider,
  wish: CountWish,
): Promise<PartCounts> {
  const { workspaceId, target, filters } = wish
  refuseFilter(target, filters)
  const parts = filterParts(filters)
  const asked = distinct([filters, ...parts.flatMap(({ filter, without }) => [filter, without])])
  const counts =
    target === 'leads'
      ? await withWorkspace(db, workspaceId, (tx) => countLeads(tx, [...asked.values()]))
      : await countPeople(provider, wish, [...asked.values()])
  const byFilter = new Map([...asked.keys()].map((key, n) => [key, counts[n] ?? 0]))
  const countOf = (filter: AudienceFilter) => byFilter.get(JSON.stringify(filter)) ?? 0
  const count = countOf(filters)
  return { count, parts: parts.map((part) => viewPart(part, count, countOf)) }
}

function viewPart(
  { path, filter, without }: FilterPart,
  count: number,
  countOf: (f: AudienceFilter) => number,
) {
  return { path, count: countOf(filter), removes: countOf(without) - count }
}

function distinct(filters: AudienceFilter[]): Map<string, AudienceFilter> {
  return new Map(filters.map((filter) => [JSON.stringify(filter), filter]))
}

async function countPeople(
  provider: AudienceProvider,
  { filters, workspaceId, signal }: CountWish,
  asked: AudienceFilter[],
): Promise<number[]> {
  refuseCannot(provider, filters)
  const counts: number[] = []
  const queue = asked.entries()
  const work = async () => {
    for (const [n, filter] of queue) {
      signal?.throwIfAborted()
      counts[n] = (await provider.count({ filter, workspaceId, signal })).count
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return counts
}
