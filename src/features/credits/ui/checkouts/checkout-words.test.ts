import { describe, expect, it } from 'vitest'
import type { Checkout } from '../../schema.ts'
import { checkoutWords } from './checkout-words.ts'

const checkout = (change: Partial<Checkout>): Checkout => ({
  ...{ id: 'c', kind: 'session', status: 'open', is_processing: false, package_name: 'Pro', credits: 500 },
  ...{ amount_cents: 20000, currency: 'usd', refunded_cents: 0, disputed_cents: 0, credits_taken_back: 0 },
  ...{ credits_owed: 0, last_error: null, url: null, invoice_number: null, paid_at: null },
  ...{ created_at: '2026-11-22T10:00:00.000Z' },
  ...change,
})

describe('what is said of a checkout', () => {
  it('is what the server knows, whatever the payment page said', () => {
    for (const result of ['paid', 'cancelled'] as const) {
      expect(checkoutWords(checkout({ status: 'paid' }), result)).toMatchObject({
        tone: 'good',
        canRetry: false,
      })
      expect(checkoutWords(checkout({ status: 'failed' }), result)).toMatchObject({
        tone: 'bad',
        canRetry: true,
      })
      expect(checkoutWords(checkout({ is_processing: true }), result)).toMatchObject({
        tone: 'neutral',
        canRetry: false,
      })
    }
  })

  it('never offers to pay again what may yet be paid', () => {
    expect(checkoutWords(checkout({}), 'paid').canRetry).toBe(false)
    expect(checkoutWords(checkout({}), 'cancelled').canRetry).toBe(true)
  })

  it('says why, and that nothing was charged', () => {
    const words = checkoutWords(checkout({ status: 'failed', last_error: 'Your card was declined.' }), 'paid')
    expect(words.title).toBe('The payment of $200.00 failed.')
    expect(words.text).toBe('Your card was declined. Nothing was charged.')
  })

  it('says what was taken back', () => {
    const words = checkoutWords(checkout({ status: 'refunded', credits_taken_back: 500 }), 'paid')
    expect(words.text).toBe('500.00 credits were taken back for it.')
  })
})
