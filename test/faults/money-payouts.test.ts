import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../harness/as-owner.ts'
import { createMarket, expectRightLedger, type Market, openCrowd } from '../money/kit.ts'
import { payByStripe, sell } from '../money/payouts-kit.ts'
import { addKey } from '../people.ts'
import { createPayingApp, type PayingApp, until } from './paying-app.ts'

const TRANSFERS = 'POST /v1/transfers'
const PRICE = 100
const SALES = 5 // 200 credits of earnings, which is $60

let app: PayingApp
let market: Market
let key: string

beforeAll(async () => {
  app = await createPayingApp()
  await app.books(async (books) => {
    market = await createMarket(books, { credits: 100_000 })
    key = await addKey(books, market.partner.workspaceId, ['read', 'write', 'billing'])
    const crowd = openCrowd(books, 2)
    await payByStripe(crowd, { stripe: app.stripe, control: app.control } as never, market.partner)
    await crowd.close()
  })
})
afterAll(() => app?.dispose())

/** Sells until a payout can be asked for. */
const earn = () =>
  app.books(async (books) => {
    const crowd = openCrowd(books, 2)
    await sell(books, crowd, market, SALES, { price: PRICE })
    await crowd.close()
  })

const ask = (idempotencyKey: string = randomUUID()) =>
  app.request('POST', '/api/partner/payouts', { key, idempotencyKey })

const owner = (text: string, values: unknown[] = []) => app.books((books) => asOwner(books, text, values))

/** Fails unless every payout is paid and has one transfer of its amount at Stripe, and Stripe no other. */
async function expectPaidOnce() {
  await until(async () => (await owner(`select from payouts where status <> 'paid'`)).length === 0)
  await app.settled()
  const payouts = await owner('select id, amount_cents::int as amount, stripe_transfer_id from payouts')
  const { data } = await app.stripe.transfers.list({ limit: 100 })
  const sent = data.map(({ id, amount, transfer_group }) => ({
    ...{ id: transfer_group, amount, stripe_transfer_id: id },
  }))
  const byId = (a: { id: string | null }, b: { id: string | null }) =>
    String(a.id).localeCompare(String(b.id))
  expect(sent.toSorted(byId)).toEqual(payouts.toSorted(byId))
  await app.books(expectRightLedger)
  expect(
    await owner(
      `select kind from money_exceptions union all select null from order_items where payout_id is null`,
    ),
  ).toEqual([])
  const [accounts] = await owner(
    `select coalesce(sum(e.amount_hundredths), 0)::int as owed from ledger_entries e
     join ledger_accounts a on a.id = e.account_id where a.kind in ('earning', 'payout')`,
  )
  expect(accounts).toEqual({ owed: 0 })
}

it('that is cut before it is committed can be asked for again under its key', async () => {
  await earn()
  const idempotencyKey = randomUUID()
  const lock = await app.lock('select from partners where workspace_id = $1 for update', [
    market.partner.workspaceId,
  ])
  const lost = ask(idempotencyKey).catch(() => null)
  await app.killAt(lock.waitedFor())
  expect(await lost).toBe(null)
  const { status, body } = await ask(idempotencyKey)
  expect(status).toBe(201)
  expect((await ask(idempotencyKey)).body.payout_id).toBe(body.payout_id)
  await expectPaidOnce()
})

it.each(['asked', 'answered'] as const)(
  'is paid once when the app is killed while Stripe is %s',
  async (side) => {
    await earn()
    const held = app.api.hold(side, TRANSFERS)
    expect((await ask()).status).toBe(201)
    await app.killAt(held)
    await expectPaidOnce()
  },
)

it('is paid once when the app is killed at every step of it: before paying, looking, paying, and looking again', async () => {
  await earn()
  await app.control.webhooks.hold()
  // each is set before the app is back, which goes on at once
  let held = app.api.hold('asked', TRANSFERS)
  expect((await ask()).status).toBe(201)
  for (const call of ['GET /v1/transfers', TRANSFERS, 'GET /v1/transfers']) {
    const next = app.api.hold('answered', call)
    await app.killAt(held)
    held = next
  }
  await app.killAt(held)
  await app.control.webhooks.release()
  await expectPaidOnce()
})

it('is paid once when its event is there before and the app is killed at the event', async () => {
  await earn()
  await app.control.webhooks.duplicate(3)
  const answered = app.api.hold('answered', TRANSFERS)
  const told = app.webhooks.hold('answered', 'POST /api/webhooks/stripe')
  await ask()
  await answered
  await app.killAt(told)
  await app.control.webhooks.duplicate(1)
  await expectPaidOnce()
})

it('that Stripe refuses while the app is killed gives its sales back once, and they are paid by the next', async () => {
  await earn()
  await app.control.failNextTransfers()
  const held = app.api.hold('answered', TRANSFERS)
  const { body } = await ask()
  await app.killAt(held)
  await until(
    async () =>
      (await owner(`select from payouts where id = $1 and status = 'failed'`, [body.payout_id])).length === 1,
  )
  expect((await app.stripe.transfers.list({ transfer_group: body.payout_id })).data).toEqual([])
  await app.books(expectRightLedger)
  expect((await ask()).status).toBe(201)
  await until(
    async () => (await owner(`select from payouts where status not in ('paid', 'failed')`)).length === 0,
  )
  const [free] = await owner('select count(*)::int as items from order_items where payout_id is null')
  expect(free).toEqual({ items: 0 })
  await app.books(expectRightLedger)
})
