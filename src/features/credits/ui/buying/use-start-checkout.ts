import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ApiError, api, newIdempotencyKey } from '../../../../ui/index.ts'
import type { NewCheckout, StartedCheckout } from '../../schema.ts'
import { packagesQuery } from './packages-query.ts'
import { returnPath } from './return-path.ts'

type Wish = Pick<NewCheckout, 'package_id' | 'keep_method'>

/** Begins a checkout and goes to its page in this tab. Pressed again after a lost answer it is the same checkout. */
export function useStartCheckout() {
  const client = useQueryClient()
  const keys = useRef(new Map<string, string>())
  const start = useMutation({
    mutationFn: (wish: Wish) => {
      const body: NewCheckout = { ...wish, return_to: returnPath(location) }
      const intention = JSON.stringify(body)
      const key = keys.current.get(intention) ?? newIdempotencyKey()
      keys.current.set(intention, key)
      const headers = { 'idempotency-key': key }
      return api<StartedCheckout>('POST', '/api/credits/checkout', { body, headers })
    },
    onSuccess: ({ url }) => location.assign(url),
    onError: (error) => {
      if (!(error instanceof ApiError) || error.status >= 500) return
      keys.current.clear()
      void client.invalidateQueries({ queryKey: packagesQuery.queryKey })
    },
  })
  const { reset } = start
  useEffect(() => {
    // Back from the payment page by the browser's own button, with this page as it was left.
    const onShow = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) return
      keys.current.clear()
      reset()
    }
    addEventListener('pageshow', onShow)
    return () => removeEventListener('pageshow', onShow)
  }, [reset])
  // The page stays until the browser has left for the other one.
  return { start: start.mutate, error: start.error, isLeaving: start.isPending || start.isSuccess }
}
