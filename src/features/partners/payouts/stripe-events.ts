import type Stripe from 'stripe'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { StripeHandler, StripeHandlers } from '../../../platform/stripe/index.ts'
import { REFRESH_ACCOUNT } from './jobs.ts'
import { applyTransfer } from './transfer.ts'

const transfer: StripeHandler = (tx, event) => applyTransfer(tx, event.data.object as Stripe.Transfer)

const account: StripeHandler = async (tx, event) => {
  const { id } = event.data.object as Stripe.Account
  await enqueue(tx, REFRESH_ACCOUNT, { account_id: id }, { key: `payout-account:${id}` })
  return 'asked for'
}

/** What Stripe tells of accounts and transfers. */
export const payoutStripeHandlers: StripeHandlers = {
  'account.updated': account,
  'transfer.created': transfer,
  'transfer.updated': transfer,
  'transfer.reversed': transfer,
}
