import { z } from 'zod'
import { ACCOUNT_STATES, setAccountState } from '../flows/accounts.ts'
import { closeDispute, openDispute } from '../flows/dispute.ts'
import { expireSession } from '../flows/expire-session.ts'
import { paySession, WAYS } from '../flows/pay-session.ts'
import { failPayout, payPayout } from '../flows/payouts.ts'
import { failRefund, refund } from '../flows/refund.ts'
import { settleAsync } from '../flows/settle-async.ts'
import { reverseTransfer } from '../flows/transfer.ts'
import { need } from '../http/read.ts'
import { deliver } from '../webhooks/emit.ts'
import type { World } from '../world.ts'

type Do = (world: World, id: string, given: Record<string, unknown>) => unknown

/** A form sends text and leaves out what is empty. */
const money = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.coerce.number().int().positive().optional(),
)
const payment = z.object({
  way: z.enum(WAYS).default('pay'),
  save: z.coerce.boolean().optional(),
  amount_total: money,
  currency: z.string().length(3).optional(),
})
const partly = z.object({ amount: money, reason: z.string().optional() })

/** All that Stripe, a bank or a person would do, by name. The pages and the control endpoints both call these. */
export const actions: Record<string, Do> = {
  pay: (world, id, given) => paySession(world, id, payment.parse(given)),
  expire: expireSession,
  settle: (world, id, given) =>
    settleAsync(
      world,
      id,
      z.object({ outcome: z.enum(['succeed', 'fail']).default('succeed') }).parse(given).outcome,
    ),
  refund: (world, id, given) => refund(world, { of: id, ...partly.parse(given) }),
  'fail-refund': failRefund,
  dispute: (world, id, given) => openDispute(world, { of: id, ...partly.parse(given) }),
  'close-dispute': (world, id, given) =>
    closeDispute(world, id, z.object({ outcome: z.enum(['won', 'lost']) }).parse(given).outcome),
  'set-card': (world, id, given) => {
    const { behavior } = z
      .object({ behavior: z.enum(['succeeds', 'declined', 'needs_authentication']) })
      .parse(given)
    need(world, 'payment_method', id)
    return world.store.patch('payment_method', id, { _behavior: behavior })
  },
  'set-account': (world, id, given) =>
    setAccountState(world, id, z.object({ state: z.enum(ACCOUNT_STATES) }).parse(given).state),
  'reverse-transfer': (world, id, given) => reverseTransfer(world, id, partly.parse(given)),
  'pay-payout': (world, id) => payPayout(world, payoutOf(world, id)),
  'fail-payout': (world, id) => failPayout(world, payoutOf(world, id)),
  resend: (world, id) => {
    const event = need(world, 'event', id)
    deliver(world, event.id)
    return event
  },
}

/** A transfer stands for the bank payout it became. */
function payoutOf(world: World, id: string): string {
  return world.store.get('transfer', id)?._payout ?? id
}

/** Does one of them, whole or not at all. */
export function act(world: World, name: string, id: string, given: Record<string, unknown>): unknown {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) throw new Error(`no action ${name}`)
  return world.store.transaction(() => action(world, id, given))
}
