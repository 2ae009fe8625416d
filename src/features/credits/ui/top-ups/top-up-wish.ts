import type { CreditPackage, TopUp, TopUpChange } from '../../schema.ts'
import { formatMoney, parseAmount } from '../money.ts'

/** The form as it is typed. */
export interface TopUpTyped {
  packageId: string
  below: string
  cap: string
}

export interface TopUpWish {
  change: TopUpChange | null
  wrong: { below?: string; cap?: string }
}

export function typedOf(topUp: TopUp, packages: readonly CreditPackage[]): TopUpTyped {
  const { package_id, below, monthly_cap_cents: cap } = topUp
  const known = packages.find(({ id }) => id === package_id) ?? packages[0]
  return {
    packageId: known?.id ?? '',
    below: below === null ? '' : String(below),
    cap: cap === null ? '' : String(cap / 100),
  }
}

/** What is asked for, or what is wrong with it. The server looks again. */
export function wishOf({ packageId, below, cap }: TopUpTyped, packages: readonly CreditPackage[]): TopUpWish {
  const credits = parseAmount(below)
  const money = parseAmount(cap)
  const bought = packages.find(({ id }) => id === packageId)
  const wrong: TopUpWish['wrong'] = {}
  if (credits === null) wrong.below = 'A number of credits, such as 50'
  if (money === null) wrong.cap = 'A sum of money, such as 400'
  else if (bought && Math.round(money * 100) < bought.price_cents)
    wrong.cap = `At least ${formatMoney(bought.price_cents, bought.currency)}, what one package costs`
  if (credits === null || money === null || !bought || wrong.cap) return { change: null, wrong }
  const monthly_cap_cents = Math.round(money * 100)
  return { change: { enabled: true, package_id: packageId, below: credits, monthly_cap_cents }, wrong }
}
