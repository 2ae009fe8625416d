import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { Checkout } from '../../schema.ts'
import { balanceKey } from '../balance/use-balance.ts'
import type { ReturnedCheckout } from './use-returned-checkout.ts'

const OFTEN_MS = 2_500
const SELDOM_MS = 20_000

/** How a checkout stands. While its payment may still come it is asked again; asking makes the server ask too. */
export function useCheckout({ id, result }: ReturnedCheckout) {
  const client = useQueryClient()
  const queryKey = ['credits', 'checkout', id]
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const before = client.getQueryData<Checkout>(queryKey)
      const path = `/api/credits/checkouts/${encodeURIComponent(id)}`
      const checkout = await api<Checkout>('GET', path, { signal })
      // The balance that stands beside "paid" must be the one after it.
      if (checkout.status !== 'open' && before?.status !== checkout.status)
        await client.refetchQueries({ queryKey: balanceKey })
      return checkout
    },
    staleTime: 0,
    refetchInterval: ({ state: { data, dataUpdateCount } }) => {
      if (data?.status !== 'open' || (result === 'cancelled' && !data.is_processing)) return false
      return dataUpdateCount < 24 ? OFTEN_MS : SELDOM_MS
    },
  })
}
