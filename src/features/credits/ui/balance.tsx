import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, Credits, Skeleton, useLive } from '../../../ui/index.ts'

/** The workspace's credits; changes by itself when credits move. */
export function useBalance() {
  const client = useQueryClient()
  useLive(['credits.changed'], () => client.invalidateQueries({ queryKey: ['credits'] }))
  return useQuery({
    queryKey: ['credits', 'balance'],
    queryFn: ({ signal }) => api<{ balance: number; held: number }>('GET', '/api/credits', { signal }),
  })
}

/** The balance as the rail shows it. */
export function Balance() {
  const { data } = useBalance()
  return data ? <Credits value={data.balance} unit /> : <Skeleton className="h-4 w-20" />
}
