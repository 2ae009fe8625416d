import type { StripeObject } from './base.ts'
import type { Account, AccountLink, Payout, Transfer, TransferReversal } from './connect-kinds.ts'
import type { Delivery, Event, RememberedAnswer, Settings, Task } from './own-kinds.ts'
import type {
  BalanceTransaction,
  Charge,
  Customer,
  Dispute,
  PaymentIntent,
  PaymentMethod,
  Refund,
  Session,
} from './payment-kinds.ts'

export type * from './base.ts'
export type * from './connect-kinds.ts'
export type * from './own-kinds.ts'
export type * from './payment-kinds.ts'

export interface Kinds {
  customer: Customer
  'checkout.session': Session
  payment_intent: PaymentIntent
  setup_intent: StripeObject
  payment_method: PaymentMethod
  charge: Charge
  refund: Refund
  dispute: Dispute
  balance_transaction: BalanceTransaction
  event: Event
  account: Account
  account_link: AccountLink
  transfer: Transfer
  transfer_reversal: TransferReversal
  payout: Payout
  /** On its way. */
  outbox: Delivery
  /** Arrived, or dropped. */
  delivery: Delivery
  task: Task
  answer: RememberedAnswer
  settings: Settings
}

export type Kind = keyof Kinds
