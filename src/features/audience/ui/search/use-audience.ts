import { useQuery } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { Audience } from '../../search/schema.ts'

/** Which audience there is, what its people cost and what it cannot be asked. */
export function useAudience() {
  return useQuery({
    queryKey: ['audience', 'about'],
    queryFn: ({ signal }) => api<Audience>('GET', '/api/audience', { signal }),
  })
}
