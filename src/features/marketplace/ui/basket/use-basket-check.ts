import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { readListings } from '../listings/listing.ts'
import type { BasketState } from './use-basket.ts'

/**
 * Reads the basket's listings again where no quote could be had: prices and what is still for sale. Not while an
 * order waits for its answer: its leads may be owned by now, and only the same order sent again tells.
 */
export function useBasketCheck(basket: BasketState, enabled: boolean) {
  const ids = basket.items.map((item) => item.id).sort()
  const check = useQuery({
    queryKey: ['basket-check', ids],
    queryFn: async ({ signal }) => ({ asked: ids, found: await readListings(ids, signal) }),
    enabled: enabled && ids.length > 0 && !basket.unanswered,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is taken over once.
  useEffect(() => {
    if (check.data) basket.refresh(check.data.asked, check.data.found)
  }, [check.data])
}
