import { bookkeeping } from './bookkeeping.ts'
import type { LedgerCheck } from './check.ts'
import { checkouts } from './checkouts.ts'
import { grants } from './grants.ts'
import { payouts } from './payouts.ts'
import { quotes } from './quotes.ts'
import { returns } from './returns.ts'
import { trade } from './trade.ts'

export type { LedgerCheck }

export const ledgerChecks: LedgerCheck[] = [
  ...bookkeeping,
  ...grants,
  ...checkouts,
  ...trade,
  ...quotes,
  ...returns,
  ...payouts,
]
