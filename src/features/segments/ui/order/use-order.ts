import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, errorText, toast } from '../../../../ui/index.ts'
import type { Segment } from '../../schema.ts'
import { segmentKey } from '../use-segment.ts'
import type { OrderTerms } from './order-form.ts'

export interface OrderWish extends OrderTerms {
  status: 'active' | 'paused'
  confirmed_credits?: number
}

/** Gives the segment a standing order, changes it, stops it or lets it go on. */
export function useSetOrder(segmentId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wish: OrderWish) =>
      api<Segment>('PUT', `/api/segments/${segmentId}/standing-order`, { body: wish }),
    onSuccess: (segment, { status }) => {
      client.setQueryData(segmentKey(segment.id), segment)
      void client.invalidateQueries({ queryKey: ['segments', 'list'] })
      toast({ title: status === 'active' ? 'Standing order saved' : 'Standing order paused', tone: 'good' })
    },
  })
}

export function useEndOrder(segmentId: string) {
  const client = useQueryClient()
  return async () => {
    await api('DELETE', `/api/segments/${segmentId}/standing-order`)
    await client.invalidateQueries({ queryKey: ['segments'] })
    toast({ title: 'Standing order ended' })
  }
}

export const failed = (error: unknown) =>
  toast.error('The standing order could not be changed', errorText(error))
