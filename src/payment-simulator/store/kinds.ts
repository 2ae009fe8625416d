/** What the simulator remembers. Fields that start with `_` are its own: no answer and no event shows them. */
export interface StripeObject {
  id: string
  object: string
  created: number
  [field: string]: unknown
}

export type Metadata = Record<string, string>

export interface Customer extends StripeObject {
  email: string | null
  name: string | null
  metadata: Metadata
}

export interface LineItem {
  name: string
  description: string | null
  unit_amount: number
  quantity: number
  currency: string
}

export interface Session extends StripeObject {
  mode: 'payment' | 'setup'
  status: 'open' | 'complete' | 'expired'
  payment_status: 'paid' | 'unpaid' | 'no_payment_required'
  amount_total: number | null
  currency: string | null
  customer: string | null
  customer_email: string | null
  payment_intent: string | null
  setup_intent: string | null
  success_url: string
  cancel_url: string | null
  expires_at: number
  url: string | null
  metadata: Metadata
  _line_items: LineItem[]
  _intent: { metadata: Metadata; setup_future_usage: string | null; description: string | null }
  _makes_customer: boolean
}

export interface CardError {
  type: 'card_error'
  code: string
  decline_code: string | null
  message: string
}

export interface PaymentIntent extends StripeObject {
  amount: number
  amount_received: number
  currency: string
  customer: string | null
  payment_method: string | null
  latest_charge: string | null
  last_payment_error: unknown
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'processing'
    | 'succeeded'
    | 'canceled'
  setup_future_usage: string | null
  metadata: Metadata
  description: string | null
  receipt_email: string | null
  transfer_group: string | null
}

export type CardBehavior = 'succeeds' | 'declined' | 'needs_authentication'

export interface PaymentMethod extends StripeObject {
  type: 'card' | 'us_bank_account'
  customer: string | null
  _behavior: CardBehavior
}

export interface Charge extends StripeObject {
  amount: number
  amount_refunded: number
  balance_transaction: string | null
  currency: string
  customer: string | null
  disputed: boolean
  payment_intent: string
  payment_method: string | null
  refunded: boolean
  status: 'succeeded' | 'pending' | 'failed'
  description: string | null
}

export interface Refund extends StripeObject {
  amount: number
  charge: string
  currency: string
  payment_intent: string
  status: 'succeeded' | 'failed'
}

export interface Dispute extends StripeObject {
  amount: number
  charge: string
  currency: string
  status: 'needs_response' | 'won' | 'lost'
  balance_transactions: StripeObject[]
}

export interface BalanceTransaction extends StripeObject {
  amount: number
  fee: number
  net: number
  currency: string
  type: string
  source: string
}

export interface Account extends StripeObject {
  email: string | null
  country: string
  charges_enabled: boolean
  payouts_enabled: boolean
  details_submitted: boolean
  metadata: Metadata
  capabilities: Record<string, string>
}

export interface AccountLink extends StripeObject {
  account: string
  return_url: string
  refresh_url: string
  expires_at: number
  used: boolean
}

export interface Transfer extends StripeObject {
  amount: number
  amount_reversed: number
  currency: string
  destination: string
  reversed: boolean
  transfer_group: string | null
  metadata: Metadata
  _payout: string
}

export interface TransferReversal extends StripeObject {
  amount: number
  transfer: string
}

export interface Payout extends StripeObject {
  amount: number
  status: 'pending' | 'paid' | 'failed'
  _account: string
}

export interface Event extends StripeObject {
  type: string
  account?: string
  data: { object: StripeObject; previous_attributes?: Record<string, unknown> }
}

/** One event on its way to the app. Times in milliseconds. */
export interface Delivery extends StripeObject {
  event: string
  state: 'pending' | 'delivered' | 'dropped'
  attempts: number
  copies_left: number
  next_at: number
  last_status: number | null
  last_error: string | null
}

/** Something that happens by itself at a time (milliseconds). */
export interface Task extends StripeObject {
  due: number
  action: 'expire_session' | 'settle_async' | 'settle_async_fails' | 'pay_payout'
  subject: string
}

/** The answer given for an idempotency key. */
export interface RememberedAnswer extends StripeObject {
  request: string
  status: number
  body: string
}

export interface Settings extends StripeObject {
  secret_key: string
  webhook_secret: string
  /** Where this server was reached when the stored links were made. */
  base_url: string
  delay_ms: number
  copies: number
  reorder: boolean
  hold: boolean
  drop: boolean
  async_seconds: number
  payout_seconds: number
  check_balance: boolean
  fail_next_transfers: number
  refuse_requests: number
  lose_answers: number
}

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
