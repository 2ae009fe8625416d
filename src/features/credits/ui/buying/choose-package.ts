import type { CreditPackage } from '../../schema.ts'

/** What somebody who opens the dialog is after; nothing at all is fine. */
export interface BuyRequest {
  /** How many credits an order lacks: the smallest package that covers it is chosen. */
  shortfall?: number
  /** The package of just so many credits. */
  credits?: number
  /** Begin with the payment method kept. */
  keepMethod?: boolean
}

/** The package to choose first; undefined when none is on offer. */
export function choosePackage(
  packages: readonly CreditPackage[],
  { shortfall, credits }: BuyRequest,
): CreditPackage | undefined {
  const bySize = [...packages].sort((a, b) => a.credits - b.credits)
  if (shortfall !== undefined) return bySize.find((item) => item.credits >= shortfall) ?? bySize.at(-1)
  return bySize.find((item) => item.credits === credits) ?? bySize[0]
}
