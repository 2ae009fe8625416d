import { bookkeeping } from './bookkeeping.ts'
import type { LedgerCheck } from './check.ts'
import { checkouts } from './checkouts.ts'
import { days } from './days.ts'
import { enrichments } from './enrichments.ts'
import { grants } from './grants.ts'
import { payouts } from './payouts.ts'
import { pulls } from './pulls.ts'
import { quotes } from './quotes.ts'
import { returns } from './returns.ts'
import { trade } from './trade.ts'

export { ledgerSums } from './sums.ts'
export type { LedgerCheck }

export const ledgerChecks: LedgerCheck[] = [
  ...bookkeeping,
  ...days,
  ...grants,
  ...checkouts,
  ...trade,
  ...quotes,
  ...returns,
  ...payouts,
  ...pulls,
  ...enrichments,
]
