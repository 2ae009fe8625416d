import Stripe from 'stripe'
import { Problem } from '../../../platform/errors/index.ts'
import type { Logger } from '../../../platform/log.ts'

/** A call to Stripe's API on behalf of somebody who waits: its failure is a 502 that tells no detail. */
export async function callStripe<T>(log: Logger, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    log.warn(
      { type: error.type, code: error.code, stripe_request: error.requestId },
      'Stripe refused or failed',
    )
    throw new Problem(
      'upstream',
      'The payment provider did not answer as it should. Nothing was charged; try again.',
    )
  }
}

/** Whether Stripe does not know the customer (any more). */
export function isLostCustomer(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    error.code === 'resource_missing' &&
    error.param === 'customer'
  )
}
