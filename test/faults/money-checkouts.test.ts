import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from '../harness/as-owner.ts'
import { addBuyer, balanceOf, createMarket, expectRightLedger } from '../money/kit.ts'
import { addKey, type Person } from '../people.ts'
import { createPayingApp, type PayingApp } from './paying-app.ts'

const SESSIONS = 'POST /v1/checkout/sessions'
const WEBHOOK = 'POST /api/webhooks/stripe'
const CREDITS = 100 // of a Starter package, for 5,000 cents
const BUYERS = 3
const ROUNDS = 3

interface Buyer {
  workspaceId: string
  key: string
}

let app: PayingApp
let operator: Person
let packageId: string

beforeAll(async () => {
  app = await createPayingApp()
  operator = await app.books(async (books) => (await createMarket(books)).operator)
  const { body } = await app.request('GET', '/api/credits/checkout', { key: (await newBuyer()).key })
  packageId = body.data.find((item: { name: string }) => item.name === 'Starter').id
})
afterAll(() => app?.dispose())

function newBuyer(): Promise<Buyer> {
  return app.books(async (books) => {
    const { workspaceId } = await addBuyer(books, operator, 0)
    return { workspaceId, key: await addKey(books, workspaceId, ['read', 'write', 'billing']) }
  })
}

const begin = ({ key }: Buyer, idempotencyKey: string = randomUUID()) =>
  app.request('POST', '/api/credits/checkout', { key, idempotencyKey, body: { package_id: packageId } })

const pay = (url: string) => app.control.pay(url.split('/').at(-1) as string)

/** Fails unless each workspace got what it paid for, less what went back, each payment counted once. */
async function expectCreditsPaidFor(buyers: Buyer[]) {
  await app.settled()
  const charges = await app.stripe.charges.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 })
  await app.books(async (books) => {
    await expectRightLedger(books)
    for (const { workspaceId } of buyers) {
      const paid = charges.filter((charge) => charge.paid && charge.metadata.workspace_id === workspaceId)
      const cents = paid.reduce((sum, { amount, amount_refunded }) => sum + amount - amount_refunded, 0)
      expect(await balanceOf(books, workspaceId)).toBe(cents / 50)
      const { rows } = await books.db.system.query(
        `select from ledger_transfers where workspace_id = $1 and kind = 'checkout'`,
        [workspaceId],
      )
      expect(rows).toHaveLength(paid.length)
    }
  })
}

describe('a checkout whose app is killed', () => {
  it.each([
    ['asked', 'POST /v1/customers'],
    ['answered', 'POST /v1/customers'],
    ['asked', SESSIONS],
    ['answered', SESSIONS],
  ] as const)('when %s for %s goes on under its key, and is paid once', async (side, call) => {
    const buyer = await newBuyer()
    const idempotencyKey = randomUUID()
    const held = app.api.hold(side, call)
    const lost = begin(buyer, idempotencyKey).catch(() => null)
    await app.killAt(held)
    expect(await lost).toBe(null)
    const { status, body } = await begin(buyer, idempotencyKey)
    expect(status).toBe(201)
    await pay(body.url)
    await expectCreditsPaidFor([buyer])
    expect((await begin(buyer, idempotencyKey)).body.checkout_id).toBe(body.checkout_id)
  })

  it('when its payment is on its way gets its credits afterwards, once', async () => {
    const buyer = await newBuyer()
    await app.control.webhooks.duplicate(3)
    for (const side of ['asked', 'answered'] as const) {
      const { body } = await begin(buyer)
      const held = app.webhooks.hold(side, WEBHOOK)
      await pay(body.url)
      await app.killAt(held)
    }
    await expectCreditsPaidFor([buyer])
    await app.control.webhooks.duplicate(1)
  })

  it.each([
    ['before anything was posted', 'select from checkouts where id = $1 for update'],
    [
      'with its credits posted and not committed',
      'select from invoice_counters where $1 <> $1 or true for update',
    ],
  ])('while its event is applied, %s, gets them afterwards, once', async (_, query) => {
    const buyer = await newBuyer()
    const { body } = await begin(buyer)
    const lock = await app.lock(query, [body.checkout_id])
    await pay(body.url)
    await app.killAt(lock.waitedFor())
    await expectCreditsPaidFor([buyer])
  })

  it('while credits are taken back loses them afterwards, once', async () => {
    const buyer = await newBuyer()
    const { body } = await begin(buyer)
    const { payment_intent } = await pay(body.url)
    await app.settled()
    const lock = await app.lock(
      `select from ledger_accounts where workspace_id = $1 and kind = 'wallet' for update`,
      [buyer.workspaceId],
    )
    await app.control.refund(payment_intent as string, 2_000)
    await app.killAt(lock.waitedFor())
    await expectCreditsPaidFor([buyer])
    await app.books(async (books) => expect(await balanceOf(books, buyer.workspaceId)).toBe(CREDITS * 0.6))
  })
})

it('of checkouts under load, each paid one is granted once and each refund taken once, wherever the app is killed', async () => {
  await app.control.webhooks.duplicate(2)
  const buyers = await Promise.all(Array.from({ length: BUYERS }, newBuyer))
  for (let round = 0; round < ROUNDS; round++) {
    let isOver = false
    const load = buyers.map(async (buyer) => {
      for (let n = 0; !isOver; n++) {
        const answer = await begin(buyer).catch(() => null)
        if (answer?.status !== 201) {
          await sleep(50)
          continue
        }
        const { payment_intent } = await pay(answer.body.url)
        if (n % 2 === 0) await app.control.refund(payment_intent as string, 500 * (1 + (n % 5)))
      }
    })
    const killed = app.killAt(app.webhooks.hold(round % 2 ? 'asked' : 'answered', WEBHOOK, 3 + 4 * round))
    await killed.finally(() => {
      isOver = true
    })
    await Promise.all(load)
  }
  await app.control.webhooks.duplicate(1)
  await expectCreditsPaidFor(buyers)
  const [waiting] = await app.books((books) =>
    asOwner(books, 'select count(*)::int as events from stripe_events where error is not null'),
  )
  expect(waiting).toEqual({ events: 0 })
})
