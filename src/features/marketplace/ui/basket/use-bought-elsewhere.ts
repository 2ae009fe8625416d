import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { patchRow, plural, toast, useLive } from '../../../../ui/index.ts'
import type { MarketRow } from '../listings/listing.ts'
import { readOrder } from '../orders/order.ts'
import { buyKey } from '../review/use-buy.ts'
import type { BasketState } from './use-basket.ts'

/** An order of another tab or a teammate: its leads are ours now, so they leave the basket and are marked. */
export function useBoughtElsewhere(basket: BasketState): void {
  const client = useQueryClient()
  const navigate = useNavigate()
  useLive(['order.created'], (event) => {
    const orderId = event.ids?.[0]
    // The order this tab is sending right now tells by its own answer.
    if (!orderId || client.isMutating({ mutationKey: buyKey }) > 0) return
    void readOrder(orderId).then(
      ({ items }) => {
        for (const { listing_id } of items)
          patchRow<MarketRow>(client, ['market', 'list'], listing_id, { owned: true })
        const taken = items.map(({ listing_id }) => listing_id).filter(basket.has)
        if (taken.length === 0) return
        basket.remove(taken)
        toast({
          title: `${plural(taken.length, 'lead')} of the basket ${taken.length === 1 ? 'was' : 'were'} bought`,
          description: 'In another tab or by somebody of your workspace.',
          action: {
            label: 'Open the order',
            run: () => void navigate({ to: '/orders/$orderId', params: { orderId } }),
          },
        })
      },
      () => {},
    ) // the order page tells of it
  })
}
