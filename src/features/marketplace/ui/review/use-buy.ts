import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ApiError, api, patchRow } from '../../../../ui/index.ts'
import type { Bought } from '../../schema.ts'
import type { Intention } from '../basket/basket.ts'
import type { BasketState } from '../basket/use-basket.ts'
import type { MarketRow } from '../listings/listing.ts'
import { type Receipt, receiptKey } from '../orders/order.ts'

export const buyKey = ['buy']

/** Whether the server said no. Otherwise nobody knows: the order may have been made and its answer lost. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500
}

function send({ key, quote_id, confirmed_total }: Intention): Promise<Bought> {
  const body = { quote_id, ...(confirmed_total === undefined ? {} : { confirmed_total }) }
  return api<Bought>('POST', '/api/marketplace/orders', { body, headers: { 'idempotency-key': key } })
}

interface BuyOutcome {
  onBought: () => void
  onRefused: (error: unknown) => void
}

/** Buys what a quote holds, then shows what was done. A refusal keeps the basket as it is. */
export function useBuy(basket: BasketState, { onBought, onRefused }: BuyOutcome) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationKey: buyKey,
    mutationFn: send,
    onSuccess: async (bought, { listing_ids }) => {
      onBought()
      const wanted = new Set(listing_ids)
      const chosen = basket.items.filter((item) => wanted.has(item.id))
      client.setQueryData<Receipt>(receiptKey(bought.order_id), { balance: bought.balance, chosen })
      for (const { listing_id } of bought.items)
        patchRow<MarketRow>(client, ['market', 'list'], listing_id, { owned: true })
      for (const queryKey of [
        ['orders', 'list'],
        ['credits'],
        ['leads'],
        ['leads-count'],
        ['market', 'count'],
      ])
        void client.invalidateQueries({ queryKey })
      // The basket is emptied behind the order page, not under the eyes of the person who reads it.
      await navigate({ to: '/orders/$orderId', params: { orderId: bought.order_id } }).finally(() => {
        basket.remove(listing_ids)
        basket.answered()
      })
    },
    onError: (error) => {
      if (!isRefusal(error)) return
      basket.answered()
      onRefused(error)
      void client.invalidateQueries({ queryKey: ['credits'] })
    },
  })
}
