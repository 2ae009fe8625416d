import Stripe from 'stripe'

export interface Refusal {
  /** For the partner. */
  reason: string
  /** For the operator. */
  detail: { code: string | null; message: string; request_id: string | null }
}

const REASONS: Record<string, string> = {
  balance_insufficient: 'The platform’s Stripe balance did not cover it. Ask for the payout again later.',
  account_closed: 'Your Stripe account is closed.',
  account_invalid: 'Your Stripe account can no longer be paid. Set it up again.',
  insufficient_capabilities_for_transfer: 'Your Stripe account cannot receive money yet. Finish its setup.',
  transfers_not_allowed: 'Your Stripe account cannot receive money yet. Finish its setup.',
}

/** What Stripe's final "no" means; null when the error leaves open whether it paid, or another try may go well. */
export function explainRefusal(error: unknown): Refusal | null {
  if (!(error instanceof Stripe.errors.StripeError) || !isFinal(error)) return null
  const { code = null, message, requestId = null } = error
  return {
    reason: REASONS[code ?? ''] ?? `Stripe refused the transfer${code ? ` (${code})` : ''}.`,
    detail: { code, message, request_id: requestId },
  }
}

function isFinal(error: InstanceType<typeof Stripe.errors.StripeError>): boolean {
  if (error instanceof Stripe.errors.StripeInvalidRequestError) return error.code !== 'lock_timeout'
  return error instanceof Stripe.errors.StripePermissionError && error.code === 'account_invalid'
}
