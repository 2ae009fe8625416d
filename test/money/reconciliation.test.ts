import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listDueDays } from '../../src/features/operations/reconciliation/list-due-days.ts'
import { reconcileDay } from '../../src/features/operations/reconciliation/reconcile-day.ts'
import { sendPayout } from '../../src/features/partners/payouts/send-payout.ts'
import { withSystem } from '../../src/platform/db/index.ts'
import { createStripe } from '../../src/platform/stripe/index.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { type Crowd, createMarket, expectRightLedger, type Market, openCrowd } from './kit.ts'
import { ask, type Bank, payByStripe, sell, startBank } from './payouts-kit.ts'

let world: TestWorld
let crowd: Crowd
let bank: Bank
let market: Market
const today = () => new Date().toISOString().slice(0, 10)

beforeAll(async () => {
  world = await createTestWorld()
  crowd = openCrowd(world, 4)
  bank = await startBank(world)
  market = await createMarket(world, { credits: 10_000 })
})
afterAll(async () => {
  await crowd.close()
  await bank.stop()
  await world.dispose()
})

// what is on its way in a webhook is not waited for here
const look = (stripe = bank.stripe) => reconcileDay({ db: world.db, stripe, graceMs: -60_000 }, today())

async function openDifferences(): Promise<string[]> {
  const { rows } = await crowd.pool.query(
    'select kind from reconciliation_differences where mended_at is null order by kind',
  )
  return rows.map(({ kind }) => kind)
}
async function openExceptions(): Promise<string[]> {
  const { rows } = await crowd.pool.query(
    'select kind from money_exceptions where resolved_at is null order by kind',
  )
  return rows.map(({ kind }) => kind)
}
const change = (text: string, values: unknown[]) =>
  crowd.pool.query(
    `set session_replication_role = replica; ${text.replace(/\$(\d)/g, (_, n) => quote(values[n - 1]))}; reset session_replication_role`,
  )
const quote = (value: unknown) => `'${String(value)}'`

/** A checkout that was paid at the bank; the webhook is told by hand, or not at all. */
async function pay({ told = true, amount = 5_000 } = {}) {
  const { workspaceId } = market.buyer
  const { rows } = await crowd.pool.query(
    `insert into checkouts (workspace_id, kind, package_id, package_name, credits_hundredths, amount_cents, currency, expires_at)
     select $1, 'session', id, name, credits_hundredths, price_cents, currency, now() + interval '1 hour'
     from credit_packages where price_cents = 5000 returning id`,
    [workspaceId],
  )
  const checkoutId = rows[0].id as string
  const metadata = { checkout_id: checkoutId, workspace_id: workspaceId }
  const session = await bank.stripe.checkout.sessions.create({
    ...{ mode: 'payment', client_reference_id: checkoutId, metadata, payment_intent_data: { metadata } },
    ...{ success_url: 'http://localhost:9/paid', cancel_url: 'http://localhost:9/back' },
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: amount, product_data: { name: 'Credits' } },
      },
    ],
  })
  const intent = String((await bank.control.pay(session.id)).payment_intent)
  const tell = () => tellOf(checkoutId, session.id, intent)
  if (told) await tell()
  return { checkoutId, intent, tell }
}

function tellOf(checkoutId: string, session: string, intent: string) {
  return withSystem(world.db, (tx) =>
    sql`select take_in_payment(${checkoutId}, ${market.buyer.workspaceId}, ${session}, ${intent}, 'paid', 5000, 'usd', null)`.execute(
      tx,
    ),
  )
}

const claim = (
  id: string,
  kind: string,
  intent: string,
  cents: number,
  status: string | null,
  rank: number,
) =>
  withSystem(world.db, (tx) =>
    sql`select take_in_claim(${id}, ${kind}, ${intent}, null, ${cents}, 'usd', ${status}, ${rank})`.execute(
      tx,
    ),
  )

describe('the comparison with Stripe', () => {
  it('finds nothing where both agree, and nothing of another use of the account', async () => {
    await pay()
    const { id } = await bank.stripe.checkout.sessions.create({
      ...{ mode: 'payment', success_url: 'http://localhost:9/paid', cancel_url: 'http://localhost:9/back' },
      line_items: [
        { quantity: 1, price_data: { currency: 'usd', unit_amount: 900, product_data: { name: 'A mug' } } },
      ],
    })
    await bank.control.pay(id)
    expect(await look()).toBe(true)
    expect(await openDifferences()).toEqual([])
    const { rows } = await crowd.pool.query('select status, counts from reconciliations')
    expect(rows).toEqual([{ status: 'done', counts: expect.objectContaining({ charges: 2, checkouts: 1 }) }])
  })

  it('finds what was paid and not granted, once, until it is', async () => {
    const { tell } = await pay({ told: false })
    await look()
    await look()
    expect(await openDifferences()).toEqual(['paid_without_credits'])
    expect(await openExceptions()).toEqual(['paid_without_credits'])
    await tell()
    await look()
    expect(await openDifferences()).toEqual([])
    expect(await openExceptions()).toEqual([])
  })

  it('finds credits that nobody paid for', async () => {
    const { checkoutId, intent } = await pay()
    await change('update checkouts set stripe_payment_intent = $1 where id = $2', ['pi_made_up', checkoutId])
    await look()
    expect(await openDifferences()).toEqual(['credits_without_payment', 'paid_without_credits'])
    await change('update checkouts set stripe_payment_intent = $1 where id = $2', [intent, checkoutId])
    await look()
    expect(await openDifferences()).toEqual([])
  })

  it('finds another amount', async () => {
    const { checkoutId } = await pay({ amount: 4_000 })
    await look()
    expect(await openDifferences()).toEqual(['payment_differs'])
    await change('update checkouts set amount_cents = 4000 where id = $1', [checkoutId])
    await look()
    expect(await openDifferences()).toEqual([])
    await change('update checkouts set amount_cents = 5000 where id = $1', [checkoutId])
    await change('delete from reconciliation_differences where kind = $1', ['payment_differs'])
    await change('update checkouts set stripe_payment_intent = null where id = $1', [checkoutId])
    await change('delete from reconciliation_differences where subject = $1', [checkoutId])
  })

  it('finds refunds and disputes that took nothing back', async () => {
    const { intent } = await pay()
    const other = await pay()
    await look()
    const before = await openDifferences()
    const refund = await bank.control.refund(intent, 1_000)
    const dispute = await bank.control.dispute(other.intent)
    await look()
    expect(await openDifferences()).toEqual([...before, 'dispute_differs', 'refund_differs'].sort())
    await claim(String(refund.charge), 'refund', intent, 1_000, null, 0)
    await claim(dispute.id, 'dispute', other.intent, 5_000, 'needs_response', 4)
    await look()
    expect(await openDifferences()).toEqual(before)
    await bank.control.closeDispute(dispute.id, 'won')
    await look()
    expect(await openDifferences()).toEqual([...before, 'dispute_differs'].sort())
    await claim(dispute.id, 'dispute', other.intent, 5_000, 'won', 7)
    await look()
    expect(await openDifferences()).toEqual(before)
  })

  it('finds transfers without a payout and payouts without a transfer', async () => {
    const before = await openDifferences()
    const account = await payByStripe(crowd, bank, market.partner)
    await sell(world, crowd, market, 2, { price: 500 })
    const { payout_id } = await ask(crowd, market.partner)
    await sendPayout({ db: world.db, stripe: bank.stripe }, payout_id)
    await look()
    expect(await openDifferences()).toEqual(before)
    const stray = await bank.stripe.transfers.create({ amount: 700, currency: 'usd', destination: account })
    await look()
    expect(await openDifferences()).toEqual([...before, 'transfer_without_payout'].sort())
    const { rows } = await crowd.pool.query('select stripe_transfer_id as id from payouts where id = $1', [
      payout_id,
    ])
    await change('update payouts set stripe_transfer_id = $1 where id = $2', ['tr_made_up', payout_id])
    await look()
    expect(await openDifferences()).toEqual(
      [...before, 'payout_without_transfer', 'transfer_without_payout', 'transfer_without_payout'].sort(),
    )
    await change('update payouts set stripe_transfer_id = $1 where id = $2', [rows[0].id, payout_id])
    await bank.control.reverseTransfer(rows[0].id, 300)
    await look()
    expect(await openDifferences()).toEqual([...before, 'transfer_differs', 'transfer_without_payout'].sort())
    await change('update payouts set reversed_cents = 300 where id = $1', [payout_id])
    await look()
    expect(await openDifferences()).toEqual([...before, 'transfer_without_payout'].sort())
    expect(stray.amount).toBe(700)
  })

  it('marks a day when Stripe cannot be reached, keeps what it knew, and is due again', async () => {
    const before = await openDifferences()
    const nowhere = createStripe({
      ...{
        secretKey: 'sk_test_none',
        webhookSecret: 'whsec_none',
        apiBase: 'http://127.0.0.1:9',
        isSimulated: true,
      },
    })
    expect(await look(nowhere)).toBe(false)
    expect(await openDifferences()).toEqual(before)
    const { rows } = await crowd.pool.query('select status, error from reconciliations where day = $1', [
      today(),
    ])
    expect(rows).toEqual([{ status: 'failed', error: expect.stringMatching(/connection|Stripe/i) }])
    await crowd.pool.query(`update checkouts set created_at = now() - interval '3 days'`)
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const isDue = async () => (await withSystem(world.db, listDueDays)).includes(yesterday)
    expect(await isDue()).toBe(true)
    await reconcileDay({ db: world.db, stripe: nowhere }, yesterday)
    expect(await isDue()).toBe(false)
    await crowd.pool.query(`update reconciliations set started_at = now() - interval '1 hour'`)
    expect(await isDue()).toBe(true)
    await reconcileDay({ db: world.db, stripe: bank.stripe }, yesterday)
    expect(await isDue()).toBe(false)
    expect(await look()).toBe(true)
  })

  it('leaves a ledger that is right', () => expectRightLedger(world))
})
