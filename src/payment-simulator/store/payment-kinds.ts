import type { Metadata, StripeObject } from './base.ts'

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
