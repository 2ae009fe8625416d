import { useQuery } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { Version } from '../../versions/schema.ts'
import { isLoading } from './version.ts'

export const versionsKey = ['operator', 'audience']

interface Versions {
  /** The id of what people search now. */
  active: string | null
  versions: Version[]
}

/** Every version, newest first; asked again often while one is being loaded, which may begin elsewhere. */
export function useVersions() {
  return useQuery({
    queryKey: versionsKey,
    queryFn: ({ signal }) => api<Versions>('GET', '/api/operator/audience', { signal }),
    refetchInterval: ({ state }) => (state.data?.versions.some(isLoading) ? 1000 : 10_000),
  })
}
