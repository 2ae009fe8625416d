import type { StripeObject } from './base.ts'

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
