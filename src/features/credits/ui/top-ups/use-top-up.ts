import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, toast } from '../../../../ui/index.ts'
import type { TopUp, TopUpChange } from '../../schema.ts'

export const topUpKey = ['credits', 'top-up']

/** Sets what is bought by itself; turned on, it may buy at once. */
export function useTopUp() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: TopUpChange) => api<TopUp>('PATCH', '/api/credits/top-up', { body }),
    onSuccess: (saved) => {
      client.setQueryData(topUpKey, saved)
      toast({ title: saved.enabled ? 'Automatic top-up is on' : 'Automatic top-up is off' })
    },
    onError: () => void client.invalidateQueries({ queryKey: ['credits'] }),
  })
}
