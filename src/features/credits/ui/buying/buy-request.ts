import { useSyncExternalStore } from 'react'
import { useBilling } from '../use-billing.ts'
import type { BuyRequest } from './choose-package.ts'

let current: BuyRequest | null = null
const listeners = new Set<() => void>()

export function askToBuy(request: BuyRequest | null): void {
  current = request
  for (const tell of listeners) tell()
}

/** What the dialog was opened for; null while it is closed. */
export function useBuyRequest(): BuyRequest | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}

/**
 * Opens the dialog where credits are bought, over any page:
 * `const { buyCredits } = useBuyCredits(); buyCredits({ shortfall: 12.5 })`.
 * Somebody who may not buy (`canBuy`) is told there whom to ask.
 */
export function useBuyCredits() {
  return { canBuy: useBilling(), buyCredits: (request: BuyRequest = {}) => askToBuy(request) }
}
