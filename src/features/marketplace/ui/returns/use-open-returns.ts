import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, newIdempotencyKey, plural, toast } from '../../../../ui/index.ts'
import type { Opened } from '../../returns/schema.ts'
import type { ReturnReason } from '../../schema.ts'

export interface ReturnWish {
  listing_ids: string[]
  reason: ReturnReason
  evidence: string
}

/** Asks to return items of an order. The same wish sent again, after a lost answer, is the same request. */
export function useOpenReturns(orderId: string, onDone: () => void) {
  const client = useQueryClient()
  const sent = useRef({ wish: '', key: '' })
  return useMutation({
    mutationFn: ({ listing_ids, reason, evidence }: ReturnWish) => {
      const items = listing_ids.map((listing_id) => ({ listing_id, reason, evidence }))
      const wish = JSON.stringify(items)
      if (sent.current.wish !== wish) sent.current = { wish, key: newIdempotencyKey() }
      return api<Opened>('POST', `/api/marketplace/orders/${orderId}/returns`, {
        body: { items },
        headers: { 'idempotency-key': sent.current.key },
      })
    },
    onSuccess: async ({ returns, credits_returned }) => {
      const accepted = returns.filter(({ status }) => status === 'accepted').length
      const waiting = returns.length - accepted
      toast({
        tone: 'good',
        title: accepted > 0 ? `${plural(accepted, 'lead')} returned` : 'Return asked for',
        description: [
          accepted > 0 ? `${credits_returned.toFixed(2)} credits are back.` : '',
          waiting > 0 ? `${plural(waiting, 'lead')} now with the partner.` : '',
        ]
          .filter(Boolean)
          .join(' '),
      })
      onDone()
      await Promise.all(
        [['orders'], ['returns'], ['credits'], ['leads']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
}
