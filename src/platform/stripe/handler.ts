import type Stripe from 'stripe'
import type { Tx } from '../db/index.ts'

/**
 * Takes in what one event says, in the transaction (of the system role) that marks it applied. Events come in any
 * order and more than once: merge facts, never count deliveries. Answers what came of it in a word or two, such as
 * `applied` or `not ours`. What it throws rolls back, and the event is tried again later.
 */
export type StripeHandler = (tx: Tx, event: Stripe.Event) => Promise<string>

/** Handlers by event type. */
export type StripeHandlers = Record<string, StripeHandler>
