import { useMemo } from 'react'
import type { SearchParams } from '../search-codec.ts'
import { useSearchParams } from '../search-params.ts'
import { decodeFilter, encodeFilter, type FilterDef, type FilterValue, filterQuery } from './codec.ts'

export interface Filters {
  defs: readonly FilterDef[]
  /** The value of each filter that is set. */
  values: ReadonlyMap<string, FilterValue>
  set: (key: string, value: FilterValue | null) => void
  clear: () => void
  search: string
  setSearch: (text: string) => void
  /** `score`, `-score` or undefined. */
  sort: string | undefined
  setSort: (sort: string | undefined) => void
  /** Everything as API parameters, ready for `usePages`. Stable while nothing changes. */
  query: Readonly<Record<string, string>>
}

export interface UseFiltersOptions {
  /** The sort when the URL has none: `-created_at`. */
  defaultSort?: string
}

function toQuery(defs: readonly FilterDef[], params: SearchParams, defaultSort: string | undefined) {
  const values = new Map<string, FilterValue>()
  const query: Record<string, string> = {}
  for (const def of defs) {
    const value = decodeFilter(def, params[def.key])
    if (!value) continue
    values.set(def.key, value)
    Object.assign(query, filterQuery(def, value))
  }
  if (params.q) query.q = params.q
  const sort = params.sort ?? defaultSort
  if (sort) query.sort = sort
  return { values, query, sort }
}

/**
 * Filters, search (`q`) and `sort` kept in the URL, so that back, reload and sharing work.
 * `defs` is a constant outside the component.
 * `const filters = useFilters(leadFilters, { defaultSort: '-created_at' })`
 */
export function useFilters(defs: readonly FilterDef[], { defaultSort }: UseFiltersOptions = {}): Filters {
  const [params, update] = useSearchParams()
  const { values, query, sort } = useMemo(
    () => toQuery(defs, params, defaultSort),
    [defs, params, defaultSort],
  )
  return {
    defs,
    values,
    query,
    sort,
    search: params.q ?? '',
    set: (key, value) => update({ [key]: encodeFilter(value) }),
    clear: () => update({ q: undefined, ...Object.fromEntries(defs.map((def) => [def.key, undefined])) }),
    // Typing must not fill the history with every letter.
    setSearch: (text) => update({ q: text.trim() || undefined }, { replace: true }),
    setSort: (next) => update({ sort: next === defaultSort ? undefined : next }),
  }
}
