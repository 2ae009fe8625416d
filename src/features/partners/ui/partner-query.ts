import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../ui/index.ts'
import type { Partner } from '../schema.ts'

/** How the workspace stands as a partner. */
export const partnerQuery = queryOptions({
  queryKey: ['partner'],
  queryFn: ({ signal }) => api<Partner>('GET', '/api/partner', { signal }),
})
