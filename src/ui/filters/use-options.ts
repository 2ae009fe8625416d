import { useQuery } from '@tanstack/react-query'
import type { Option } from '../select.tsx'
import type { FilterDef } from './codec.ts'

/** A filter's options, fetched when the definition gives a function. */
export function useOptions(def: FilterDef): { options: readonly Option[]; loading: boolean } {
  const load = def.kind === 'enum' && typeof def.options === 'function' ? def.options : null
  const query = useQuery({
    queryKey: ['filter-options', def.key, def.label],
    queryFn: () => load?.() ?? [],
    enabled: load !== null,
    staleTime: 5 * 60_000,
  })
  if (load) return { options: query.data ?? [], loading: query.isPending }
  return { options: def.kind === 'enum' && Array.isArray(def.options) ? def.options : [], loading: false }
}
