export { createStripe, type StripeSettings } from './create-stripe.ts'
export type { StripeHandler, StripeHandlers } from './handler.ts'
