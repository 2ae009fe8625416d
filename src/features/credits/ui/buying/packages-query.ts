import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { Packages } from '../../schema.ts'

export const packagesQuery = queryOptions({
  queryKey: ['credits', 'packages'],
  queryFn: ({ signal }) => api<Packages>('GET', '/api/credits/checkout', { signal }),
})
