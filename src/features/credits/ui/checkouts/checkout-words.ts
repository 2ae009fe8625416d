import { formatCredits } from '../../../../ui/format.ts'
import type { Checkout } from '../../schema.ts'
import { creditsInWords, formatMoney } from '../money.ts'
import type { NoticeTone } from '../notice-bar.tsx'
import type { ReturnedCheckout } from './use-returned-checkout.ts'

interface CheckoutWords {
  tone: NoticeTone
  title: string
  text: string
  /** Nothing was paid and it can be tried again. */
  canRetry: boolean
}

/** What came of a checkout, for whoever comes back from its payment page. */
export function checkoutWords(checkout: Checkout, result: ReturnedCheckout['result']): CheckoutWords {
  const { status, is_processing, last_error } = checkout
  const price = formatMoney(checkout.amount_cents, checkout.currency)
  const credits = creditsInWords(checkout.credits)
  if (status === 'paid')
    return { tone: 'good', title: `${credits} bought for ${price}.`, text: '', canRetry: false }
  if (status === 'refunded' || status === 'disputed') return takenBack(checkout, price)
  if (status === 'failed') {
    const text = `${why(last_error)}Nothing was charged.`
    return { tone: 'bad', title: `The payment of ${price} failed.`, text, canRetry: true }
  }
  if (status === 'expired') {
    const text = 'Its page closed before anything was paid. Nothing was charged.'
    return { tone: 'warn', title: `${credits} were not bought.`, text, canRetry: true }
  }
  if (is_processing) {
    const text = `The bank is at it. The ${credits} come by themselves once it has paid; go on working.`
    return { tone: 'neutral', title: `The payment of ${price} is on its way.`, text, canRetry: false }
  }
  if (result === 'cancelled') {
    const text = `${why(last_error)}Nothing was charged.`
    return { tone: 'warn', title: `The payment of ${price} was cancelled.`, text, canRetry: true }
  }
  const text = `The ${credits} come as soon as it is. This takes a few seconds, rarely longer.`
  return { tone: 'neutral', title: `The payment of ${price} is being confirmed.`, text, canRetry: false }
}

function takenBack({ status, credits_taken_back }: Checkout, price: string): CheckoutWords {
  const what = status === 'refunded' ? 'was refunded' : 'is disputed with the bank'
  const text = `${formatCredits(credits_taken_back)} credits were taken back for it.`
  return { tone: 'warn', title: `The payment of ${price} ${what}.`, text, canRetry: false }
}

function why(lastError: string | null): string {
  return lastError ? `${lastError.replace(/[.\s]+$/, '')}. ` : ''
}
