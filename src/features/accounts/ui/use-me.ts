import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../../ui/index.ts'
import type { Me } from '../schema.ts'

/** Who is signed in and where they work. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api<Me>('GET', '/api/me', { signal }),
  // Roles and partner status change elsewhere, without an event this person may hear.
  staleTime: 60_000,
  refetchOnWindowFocus: true,
})

/** Inside the signed-in frame it is always there: the router reads it before showing any page. */
export function useMe(): Me {
  const { data } = useQuery(meQuery)
  return data ?? { user: null, workspace: null, workspaces: [] }
}
