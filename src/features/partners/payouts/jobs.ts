import { z } from 'zod'
import { withSystem } from '../../../platform/db/index.ts'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { refreshStripeAccount } from './refresh-stripe-account.ts'
import { requestAutomaticPayouts } from './request-automatic-payouts.ts'
import { resumePayouts } from './resume-payouts.ts'
import { sendPayout } from './send-payout.ts'

/** Enqueued by the SQL that makes a payout. */
const SEND = 'payouts.send'
export const REFRESH_ACCOUNT = 'payouts.refresh_account'
const REQUEST_WEEKLY = 'payouts.request_weekly'
const RESUME = 'payouts.resume'

const sendSchema = z.object({ payout_id: z.uuid() })
const accountSchema = z.object({ account_id: z.string() })

export function payoutTasks(platform: Platform): Record<string, Task> {
  const { db } = platform
  // read when it runs: the payments of a demo are connected after the tasks are made
  const stripe = () => {
    if (!platform.stripe) throw new Error('Payouts by Stripe wait for STRIPE_SECRET_KEY')
    return platform.stripe
  }
  return {
    [SEND]: (payload) => sendPayout({ db, stripe: stripe() }, sendSchema.parse(payload).payout_id),
    [REFRESH_ACCOUNT]: (payload) =>
      refreshStripeAccount({ db, stripe: stripe() }, accountSchema.parse(payload).account_id),
    [REQUEST_WEEKLY]: async (_payload, { signal }) => {
      await requestAutomaticPayouts(db, signal)
    },
    [RESUME]: () => withSystem(db, resumePayouts),
  }
}

export const payoutCron: CronLine[] = [
  { task: REQUEST_WEEKLY, match: '0 6 * * 1' },
  { task: RESUME, match: '37 4 * * *' },
]
