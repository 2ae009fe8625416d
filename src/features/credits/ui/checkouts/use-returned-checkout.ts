import { useEffect, useState } from 'react'
import { useSearchParams } from '../../../../ui/index.ts'

export interface ReturnedCheckout {
  id: string
  /** How the payment page let the buyer go. What really happened is for the server to say. */
  result: 'paid' | 'cancelled'
}

/** The checkout somebody has just come back from; it leaves the address at once and stays over reloads till dismissed. */
export function useReturnedCheckout(workspaceId: string): [ReturnedCheckout | null, () => void] {
  const key = `assay.checkout.${workspaceId}`
  const [params, update] = useSearchParams()
  const [returned, setReturned] = useState(() => readKept(key))
  const { checkout, checkout_result } = params
  useEffect(() => {
    if (!checkout) return
    const next: ReturnedCheckout = {
      id: checkout,
      result: checkout_result === 'cancelled' ? 'cancelled' : 'paid',
    }
    sessionStorage.setItem(key, JSON.stringify(next))
    setReturned(next)
    update({ checkout: undefined, checkout_result: undefined }, { replace: true })
  }, [checkout, checkout_result, key, update])
  const dismiss = () => {
    sessionStorage.removeItem(key)
    setReturned(null)
  }
  return [returned, dismiss]
}

function readKept(key: string): ReturnedCheckout | null {
  return JSON.parse(sessionStorage.getItem(key) ?? 'null')
}
