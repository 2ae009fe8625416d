import { shifted } from './period.ts'
import type { CreditUsage, Period, Usage } from './schema.ts'

/** What `credit_usage_summary` answers; kinds of transfers are those of the ledger. */
export interface UsageSummary {
  credits: { balance: number; held: number }
  kinds: { kind: string; credits: number; transfers: number }[]
  times: { starts: string; kind: string; credits: number }[]
}

export const PURPOSE_OF = { purchase: 'marketplace', pull: 'audience', enrichment: 'enrichment' } as const

/** In which figure a kind of transfer counts, and with which sign. */
const FIGURE_OF: Record<string, [keyof Usage, 1 | -1]> = {
  checkout: ['bought', 1],
  grant: ['granted', 1],
  purchase: ['spent', -1],
  pull: ['spent', -1],
  enrichment: ['spent', -1],
  return: ['refunded', 1],
  expiry: ['expired', -1],
  refund: ['taken_back', -1],
  refund_reversed: ['taken_back', -1],
}

export function usageOf(kinds: { kind: string; credits: number }[]): Usage {
  const usage = { bought: 0, granted: 0, spent: 0, refunded: 0, expired: 0, taken_back: 0 }
  for (const { kind, credits } of kinds) {
    const [figure, sign] = FIGURE_OF[kind] ?? []
    if (figure && sign) usage[figure] = rounded(usage[figure] + sign * credits)
  }
  return usage
}

/** How fast credits go, and when the balance is used up like that. */
export function paceOf(usage: Usage, balance: number, { to, days }: Pick<Period, 'to' | 'days'>) {
  const per_day = (usage.spent - usage.refunded) / days
  const days_left = per_day > 0 ? Math.floor(balance / per_day) : null
  const isNear = days_left !== null && days_left < MAX_DAYS_LEFT
  return { per_day: rounded(per_day), days_left, empty_on: isNear ? shifted(to, days_left) : null }
}

/** Further ahead a date says nothing. */
const MAX_DAYS_LEFT = 3650

/** Sums of hundredths as floats, back on the hundredth. */
export function rounded(credits: number): number {
  return Math.round(credits * 100) / 100
}

export type UsageTime = CreditUsage['times'][number]
