import { creditStripeHandlers } from '../features/credits/index.ts'
import { payoutStripeHandlers } from '../features/partners/index.ts'
import type { StripeHandlers } from '../platform/stripe/index.ts'

/** Which feature takes in which event of Stripe. Types that nobody takes in are not stored. */
export const stripeHandlers: StripeHandlers = { ...creditStripeHandlers, ...payoutStripeHandlers }
