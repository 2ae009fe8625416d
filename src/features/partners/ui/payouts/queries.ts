import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../../ui/index.ts'
import type { PayoutAccount } from '../../payouts/schema.ts'

/** How the partner is paid; only who handles the workspace's money may read it. */
export const payoutAccountQuery = queryOptions({
  queryKey: ['payout-account'],
  queryFn: ({ signal }) => api<PayoutAccount>('GET', '/api/partner/payout-account', { signal }),
})
