import type Stripe from 'stripe'
import { toCredits } from '../hundredths.ts'
import type { CheckoutRow } from './start-checkout.ts'

/** What Stripe is asked to show and charge. The same row gives the same words, so the call may be repeated. */
export function sessionOf(
  checkout: CheckoutRow,
  customer: string,
  appUrl: string,
): Stripe.Checkout.SessionCreateParams {
  const metadata = metadataOf(checkout)
  const credits = toCredits(Number(checkout.credits_hundredths)).toLocaleString('en')
  return {
    mode: 'payment',
    customer,
    client_reference_id: checkout.id,
    metadata,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: checkout.currency,
          unit_amount: Number(checkout.amount_cents),
          product_data: { name: `${credits} credits (${checkout.package_name})` },
        },
      },
    ],
    payment_intent_data: {
      metadata,
      ...(checkout.keeps_method ? { setup_future_usage: 'off_session' as const } : {}),
    },
    expires_at: Math.floor(checkout.expires_at.getTime() / 1000),
    success_url: pageOf(checkout, appUrl, 'paid'),
    cancel_url: pageOf(checkout, appUrl, 'cancelled'),
  }
}

/** How Stripe's objects name our checkout. */
export function metadataOf({ id, workspace_id }: Pick<CheckoutRow, 'id' | 'workspace_id'>) {
  return { checkout_id: id, workspace_id }
}

/** The page the buyer came from, told which checkout and how it ended: `?checkout=…&checkout_result=paid|cancelled`. */
function pageOf({ id, return_path }: CheckoutRow, appUrl: string, result: 'paid' | 'cancelled'): string {
  const url = new URL(return_path, appUrl)
  url.searchParams.set('checkout', id)
  url.searchParams.set('checkout_result', result)
  return url.href
}
