import { useQuery } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { Credits } from '../../schema.ts'

export const balanceKey = ['credits', 'balance']

/** The workspace's credits; the frame keeps them fresh when credits move. */
export function useBalance() {
  return useQuery({
    queryKey: balanceKey,
    queryFn: ({ signal }) => api<Credits>('GET', '/api/credits', { signal }),
  })
}
