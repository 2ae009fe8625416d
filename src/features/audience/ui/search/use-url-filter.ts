import { useCallback, useMemo } from 'react'
import { useSearchParams } from '../../../../ui/index.ts'
import type { FlatFilter } from '../../schema.ts'
import { decodeUrl, encodeUrl, type UrlFilter } from './filter-url.ts'

/** The search's filter, which the address holds whole: back, reload and sharing work. */
export function useUrlFilter(): UrlFilter & { setFilter: (filter: FlatFilter) => void } {
  const [params, update] = useSearchParams()
  const read = useMemo(() => decodeUrl(params), [params])
  const setFilter = useCallback((filter: FlatFilter) => update(encodeUrl(filter)), [update])
  return { ...read, setFilter }
}
