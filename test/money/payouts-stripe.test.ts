import { randomUUID } from 'node:crypto'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { payoutStripeHandlers } from '../../src/features/partners/index.ts'
import { createOnboardingLink } from '../../src/features/partners/payouts/create-onboarding-link.ts'
import { refreshStripeAccount } from '../../src/features/partners/payouts/refresh-stripe-account.ts'
import { resumePayouts } from '../../src/features/partners/payouts/resume-payouts.ts'
import { sendPayout } from '../../src/features/partners/payouts/send-payout.ts'
import { applyTransfer, beginPayout, createTransfer } from '../../src/features/partners/payouts/transfer.ts'
import { withSystem } from '../../src/platform/db/index.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { type Crowd, createMarket, expectRightLedger, type Market, openCrowd } from './kit.ts'
import {
  type Asked,
  accountsOf,
  ask,
  type Bank,
  decide,
  exceptionsOf,
  payByStripe,
  payoutOf,
  sell,
  startBank,
  statesOf,
} from './payouts-kit.ts'

let world: TestWorld
let crowd: Crowd
let bank: Bank

beforeAll(async () => {
  world = await createTestWorld()
  crowd = openCrowd(world, 10)
  bank = await startBank(world)
})
afterAll(async () => {
  await expectRightLedger(world)
  await crowd.close()
  await bank.stop()
  await world.dispose()
})

async function requested(): Promise<Asked & { market: Market; account: string }> {
  const market = await createMarket(world, { credits: 10_000 })
  const account = await payByStripe(crowd, bank, market.partner)
  await sell(world, crowd, market, 2, { price: 500 })
  return { ...(await ask(crowd, market.partner)), market, account }
}
const send = (payout: string) => sendPayout({ db: world.db, stripe: bank.stripe }, payout)
const begin = (payout: string) => withSystem(world.db, (tx) => beginPayout(tx, payout))
const tell = (type: string, object: object) =>
  withSystem(world.db, (tx) => {
    const handler = payoutStripeHandlers[type]
    if (!handler) throw new Error(`nobody takes in ${type}`)
    return handler(tx, { type, data: { object } } as Stripe.Event)
  })

async function expectPaidOnce({ payout_id, market }: { payout_id: string; market: Market }) {
  const transfers = await bank.transfersOf(payout_id)
  expect(transfers.map(({ amount, currency }) => ({ amount, currency }))).toEqual([
    { amount: 12_000, currency: 'usd' },
  ])
  expect(await payoutOf(crowd, payout_id)).toMatchObject({
    ...{ status: 'paid', items: 2, stripe_transfer_id: transfers[0]?.id },
  })
  expect(await statesOf(crowd, market.partner)).toEqual({ paid: 2 })
  expect(await accountsOf(crowd, market.partner)).toEqual({ earning: 0, payout: 0 })
  await expectRightLedger(world)
}

describe('a payout by Stripe', () => {
  it('is enqueued with its request, and paid once however often its job runs', async () => {
    const asked = await requested()
    const { rows } = await crowd.pool.query('select key from graphile_worker.jobs where key = $1', [
      `payout:${asked.payout_id}`,
    ])
    expect(rows).toHaveLength(1)
    await send(asked.payout_id)
    await send(asked.payout_id)
    await expectPaidOnce(asked)
  })

  it('is paid once when two jobs run at the same time', async () => {
    const asked = await requested()
    await Promise.allSettled(Array.from({ length: 5 }, () => send(asked.payout_id)))
    await send(asked.payout_id)
    await expectPaidOnce(asked)
  })

  it('is paid once when the process dies before Stripe was asked', async () => {
    const asked = await requested()
    await begin(asked.payout_id)
    await send(asked.payout_id)
    await expectPaidOnce(asked)
  })

  it('is paid once when the process dies after Stripe paid and before anybody knew', async () => {
    const asked = await requested()
    const order = await begin(asked.payout_id)
    if (!order) throw new Error('nothing to send')
    await createTransfer(bank.stripe, asked.payout_id, order)
    expect(await payoutOf(crowd, asked.payout_id)).toMatchObject({ status: 'sending', items: 2 })
    expect(await accountsOf(crowd, asked.market.partner)).toEqual({ earning: 0, payout: 400 })
    await send(asked.payout_id)
    await expectPaidOnce(asked)
  })

  it('is found at Stripe when its idempotency key is forgotten', async () => {
    const asked = await requested()
    await begin(asked.payout_id)
    await bank.stripe.transfers.create(
      {
        ...{ amount: 12_000, currency: 'usd', destination: asked.account },
        ...{ transfer_group: asked.payout_id, metadata: { payout_id: asked.payout_id } },
      },
      { idempotencyKey: randomUUID() },
    )
    await send(asked.payout_id)
    await expectPaidOnce(asked)
  })

  it('is paid once when Stripe pays and its answers are lost', async () => {
    const asked = await requested()
    await bank.control.loseAnswers(10)
    await expect(send(asked.payout_id)).rejects.toThrow()
    expect(await payoutOf(crowd, asked.payout_id)).toMatchObject({ status: 'sending', items: 2 })
    await bank.control.loseAnswers(0)
    await send(asked.payout_id)
    await expectPaidOnce(asked)
  })

  it('waits while Stripe is down, and nobody can decide it meanwhile', async () => {
    const asked = await requested()
    await bank.control.refuseRequests(10)
    await expect(send(asked.payout_id)).rejects.toThrow()
    await bank.control.refuseRequests(0)
    for (const status of ['paid', 'failed']) {
      const word = decide(crowd, asked.market.operator, asked.payout_id, status, 'word')
      await expect(word).rejects.toMatchObject({ code: 'AS409' })
    }
    await send(asked.payout_id)
    await expectPaidOnce(asked)
  })

  it('is settled by the event of its transfer too, in any order with the job', async () => {
    const asked = await requested()
    const order = await begin(asked.payout_id)
    if (!order) throw new Error('nothing to send')
    const transfer = await createTransfer(bank.stripe, asked.payout_id, order)
    await Promise.all([
      tell('transfer.created', transfer),
      tell('transfer.created', transfer),
      send(asked.payout_id),
      withSystem(world.db, (tx) => applyTransfer(tx, transfer)),
    ])
    await expectPaidOnce(asked)
  })
})

describe('a payout that Stripe refuses', () => {
  it('gives its sales back with the reason, tells the operator, and can be asked for again', async () => {
    const asked = await requested()
    await bank.control.failNextTransfers()
    await send(asked.payout_id)
    const { payout_id, market } = asked
    expect(await payoutOf(crowd, payout_id)).toMatchObject({ status: 'failed', items: 0 })
    expect((await payoutOf(crowd, payout_id)).failure).toMatch(/balance did not cover/)
    expect(await exceptionsOf(crowd, payout_id)).toEqual(['payout_failed'])
    expect(await statesOf(crowd, market.partner)).toEqual({ available: 2 })
    await send(payout_id)
    expect(await bank.transfersOf(payout_id)).toEqual([])
    const again = await ask(crowd, market.partner)
    await send(again.payout_id)
    await expectPaidOnce({ ...asked, ...again })
  })

  it('is not refused by an account that is only being restricted by Stripe for now: it fails with what to do', async () => {
    const asked = await requested()
    await bank.control.setAccount(asked.account, 'restricted')
    await send(asked.payout_id)
    expect((await payoutOf(crowd, asked.payout_id)).failure).toMatch(/Finish its setup/)
    expect(await statesOf(crowd, asked.market.partner)).toEqual({ available: 2 })
    await expectRightLedger(world)
  })
})

describe('a transfer that Stripe takes back', () => {
  it('gives the sales back once, however often it is said', async () => {
    const asked = await requested()
    await send(asked.payout_id)
    const [paid] = await bank.transfersOf(asked.payout_id)
    await bank.control.reverseTransfer(String(paid?.id))
    const [transfer] = await bank.transfersOf(asked.payout_id)
    if (!transfer) throw new Error('no transfer')
    const said = [1, 2, 3, 4].map(() => tell('transfer.reversed', transfer))
    expect((await Promise.all(said)).sort()).toEqual(['reversed', 'reversed', 'reversed', 'reversed'])
    // what was said before comes late
    await tell('transfer.created', paid ?? {})
    expect(await payoutOf(crowd, asked.payout_id)).toMatchObject({ status: 'reversed', items: 0 })
    expect(await exceptionsOf(crowd, asked.payout_id)).toEqual(['payout_reversed'])
    expect(await statesOf(crowd, asked.market.partner)).toEqual({ available: 2 })
    expect(await accountsOf(crowd, asked.market.partner)).toEqual({ earning: 400, payout: 0 })
    await expectRightLedger(world)
  })

  it('before anybody knew of it leaves the sales free', async () => {
    const asked = await requested()
    const order = await begin(asked.payout_id)
    if (!order) throw new Error('nothing to send')
    const { id } = await createTransfer(bank.stripe, asked.payout_id, order)
    await bank.control.reverseTransfer(id)
    await send(asked.payout_id)
    expect(await payoutOf(crowd, asked.payout_id)).toMatchObject({ status: 'reversed', items: 0 })
    expect(await bank.transfersOf(asked.payout_id)).toHaveLength(1)
    await expectRightLedger(world)
  })

  it('in part is for the operator, in full gives the sales back', async () => {
    const asked = await requested()
    await send(asked.payout_id)
    const [paid] = await bank.transfersOf(asked.payout_id)
    await bank.control.reverseTransfer(String(paid?.id), 5_000)
    const [part] = await bank.transfersOf(asked.payout_id)
    expect(await tell('transfer.reversed', part ?? {})).toBe('partly reversed')
    expect(await payoutOf(crowd, asked.payout_id)).toMatchObject({ status: 'paid', reversed_cents: 5_000 })
    expect(await exceptionsOf(crowd, asked.payout_id)).toEqual(['payout_partly_reversed'])
    await bank.control.reverseTransfer(String(paid?.id))
    const [whole] = await bank.transfersOf(asked.payout_id)
    expect(await tell('transfer.reversed', whole ?? {})).toBe('reversed')
    expect(await tell('transfer.reversed', part ?? {})).toBe('reversed')
    expect(await payoutOf(crowd, asked.payout_id)).toMatchObject({
      status: 'reversed',
      reversed_cents: 12_000,
    })
    await expectRightLedger(world)
  })

  it('or one that differs from the payout, or a second one, moves nothing and is for the operator', async () => {
    const asked = await requested()
    const order = await begin(asked.payout_id)
    if (!order) throw new Error('nothing to send')
    const transfer = await createTransfer(bank.stripe, asked.payout_id, order)
    const wrong = { ...transfer, id: `tr_${randomUUID()}`, amount: 1 }
    expect(await tell('transfer.created', wrong)).toBe('differs')
    expect(await payoutOf(crowd, asked.payout_id)).toMatchObject({ status: 'sending' })
    await send(asked.payout_id)
    const second = { ...transfer, id: `tr_${randomUUID()}` }
    expect(await tell('transfer.created', second)).toBe('sent again')
    expect(await exceptionsOf(crowd, second.id)).toEqual(['payout_sent_again'])
    for (const stranger of [
      { ...transfer, metadata: {}, transfer_group: null },
      { ...transfer, metadata: { payout_id: randomUUID() } },
    ]) {
      expect(await tell('transfer.created', stranger)).toBe('not ours')
    }
    await expectPaidOnce(asked)
  })
})

describe('a partner’s Stripe account', () => {
  const platform = () => ({
    db: world.db,
    stripe: bank.stripe,
    config: { appUrl: 'http://localhost' } as never,
  })
  const accountOf = async ({ workspaceId }: { workspaceId: string }) =>
    (
      await crowd.pool.query(
        `select stripe_account_id as id, details_submitted, payouts_enabled, payout_account_ready(a) as ready
         from payout_accounts a where workspace_id = $1`,
        [workspaceId],
      )
    ).rows[0]

  it('is made once, however often its setup is begun', async () => {
    const { partner } = await createMarket(world)
    const links = await Promise.all(
      [1, 2, 3].map(() => createOnboardingLink(platform(), partner.workspaceId)),
    )
    expect(new Set(links.map(({ url }) => url)).size).toBe(3)
    const { data } = await bank.stripe.accounts.list({ limit: 100 })
    expect(data.filter(({ metadata }) => metadata?.workspace_id === partner.workspaceId)).toHaveLength(1)
    expect(await accountOf(partner)).toMatchObject({ ready: false, payouts_enabled: false })
  })

  it('is what Stripe says when asked, whatever the order of its events', async () => {
    const { partner, buyer } = await createMarket(world)
    await createOnboardingLink(platform(), partner.workspaceId)
    const { id } = await accountOf(partner)
    await bank.control.setAccount(id, 'enabled')
    expect(await tell('account.updated', { id, payouts_enabled: false })).toBe('asked for')
    await refreshStripeAccount(platform(), id)
    expect(await accountOf(partner)).toMatchObject({ ready: true, details_submitted: true })
    const late = crowd.pool.query(
      `select note_stripe_account($1, false, false, '{}', now() - interval '1 day')`,
      [id],
    )
    expect((await late).rows).toEqual([{ note_stripe_account: false }])
    expect(await accountOf(partner)).toMatchObject({ ready: true })
    await bank.control.setAccount(id, 'restricted')
    await refreshStripeAccount(platform(), id)
    expect(await accountOf(partner)).toMatchObject({ ready: false })
    await expect(createOnboardingLink(platform(), buyer.workspaceId)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('that does not answer for a day is for the operator, and its payout is tried again', async () => {
    const asked = await requested()
    await begin(asked.payout_id)
    await crowd.pool.query(`update payouts set requested_at = now() - interval '2 days' where id = $1`, [
      asked.payout_id,
    ])
    await crowd.pool.query('select graphile_worker.remove_job($1)', [`payout:${asked.payout_id}`])
    await withSystem(world.db, resumePayouts)
    await withSystem(world.db, resumePayouts)
    expect(await exceptionsOf(crowd, asked.payout_id)).toEqual(['payout_slow'])
    const { rows } = await crowd.pool.query('select key from graphile_worker.jobs where key = $1', [
      `payout:${asked.payout_id}`,
    ])
    expect(rows).toHaveLength(1)
    await send(asked.payout_id)
    await expectPaidOnce(asked)
  })
})
