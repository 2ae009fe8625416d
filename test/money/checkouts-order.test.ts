import fc from 'fast-check'
import { sql } from 'kysely'
import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withSystem } from '../../src/platform/db/index.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { addPerson, type Person } from '../people.ts'
import {
  disputeEvent,
  intentEvent,
  type OpenedCheckout,
  openCheckout,
  paidEvent,
  refundEvent,
  sessionEvent,
  stateOf,
  takeIn,
} from './checkout-kit.ts'
import { addListings, type Crowd, createMarket, expectRightLedger, grant, openCrowd } from './kit.ts'

let world: TestWorld
let operator: Person
let partner: Person
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  const market = await createMarket(world)
  operator = market.operator
  partner = market.partner
  crowd = openCrowd(world, 8)
})
afterAll(async () => {
  await crowd.close()
  await world.dispose()
})

/** Everything that can happen to one purchase, by name; which of it does is drawn below. */
const LIFE: Record<string, (checkout: OpenedCheckout) => Stripe.Event> = {
  completed: (c) => sessionEvent(c, 'completed'),
  'completed and paid': (c) => paidEvent(c),
  'paid at last': (c) => sessionEvent(c, 'async_payment_succeeded'),
  'failed at last': (c) => sessionEvent(c, 'async_payment_failed'),
  expired: (c) => sessionEvent(c, 'expired'),
  'payment made': (c) => intentEvent(c, 'succeeded'),
  'card declined': (c) => intentEvent(c, 'payment_failed'),
  'a fifth refunded': (c) => refundEvent(c, 1_000),
  'half refunded': (c) => refundEvent(c, 2_500),
  'all refunded': (c) => refundEvent(c, 5_000),
  inquiry: (c) => disputeEvent(c, 'warning_needs_response'),
  disputed: (c) => disputeEvent(c, 'needs_response', { cents: 4_000 }),
  'dispute reviewed': (c) => disputeEvent(c, 'under_review', { cents: 4_000 }),
  'dispute won': (c) => disputeEvent(c, 'won', { cents: 4_000 }),
  'dispute lost': (c) => disputeEvent(c, 'lost', { cents: 4_000 }),
}

/** Wallets it may meet: empty, with credits from elsewhere, or with most of what it gave spent already. */
const WALLETS = ['empty', 'with others', 'spent'] as const

async function live(happenings: string[], wallet: (typeof WALLETS)[number]) {
  const buyer = await addPerson(world, { name: 'Berta' })
  if (wallet === 'with others') {
    await grant(world, operator, buyer.workspaceId, 30)
    await takeIn(world, paidEvent(await openCheckout(world, buyer.workspaceId)))
  }
  const checkout = await openCheckout(world, buyer.workspaceId)
  if (wallet === 'spent') {
    await takeIn(world, paidEvent(checkout))
    const listings = await addListings(world, partner, 1, { price: 70 })
    await crowd.buy(buyer.workspaceId, { listings })
  }
  for (const name of happenings)
    await takeIn(world, (LIFE[name] as (c: OpenedCheckout) => Stripe.Event)(checkout))
  return stateOf(world, checkout)
}

describe('whatever order the events of a purchase come in, and however often', () => {
  it('the ledger ends the same', async () => {
    const names = Object.keys(LIFE)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WALLETS),
        fc.subarray(names, { minLength: 1 }).chain((drawn) =>
          fc.record({
            drawn: fc.constant(drawn),
            order: fc.shuffledSubarray(drawn, { minLength: drawn.length }),
            again: fc.array(fc.constantFrom(...drawn), { maxLength: 6 }),
          }),
        ),
        async (wallet, { drawn, order, again }) => {
          const straight = await live(drawn, wallet)
          const mixed = await live([...order, ...again], wallet)
          expect(mixed).toEqual(straight)
        },
      ),
      { numRuns: 12 },
    )
    await expectRightLedger(world)
  })

  it('also when they come all at once', async () => {
    const buyer = await addPerson(world, { name: 'Berta' })
    const checkout = await openCheckout(world, buyer.workspaceId)
    const events = ['payment made', 'completed and paid', 'a fifth refunded', 'disputed', 'dispute won'].map(
      (name) => (LIFE[name] as (c: OpenedCheckout) => Stripe.Event)(checkout),
    )
    await Promise.all([...events, ...events].map((event) => takeIn(world, event)))
    expect(await stateOf(world, checkout)).toMatchObject({
      ...{ status: 'paid', balance: 8_000, taken: 2_000, owed: 0, refunded_cents: 1_000, disputed_cents: 0 },
    })
    await expectRightLedger(world)
  })

  it('keeps a claim that comes before its payment is known', async () => {
    const buyer = await addPerson(world, { name: 'Berta' })
    const checkout = await openCheckout(world, buyer.workspaceId)
    expect(await takeIn(world, disputeEvent(checkout, 'needs_response', { cents: 1_000 }))).toBe(
      'waits for its payment',
    )
    expect(await takeIn(world, refundEvent(checkout, 1_000, { metadata: {} }))).toBe('waits for its payment')
    await takeIn(world, paidEvent(checkout))
    expect(await stateOf(world, checkout)).toMatchObject({ status: 'disputed', taken: 4_000, balance: 6_000 })
  })
})

describe('money that went back', () => {
  it('takes 20 of 100 credits for 1,000 of 5,000 cents, rounding the rest away in the end', async () => {
    const buyer = await addPerson(world, { name: 'Berta' })
    const checkout = await openCheckout(world, buyer.workspaceId)
    await takeIn(world, paidEvent(checkout))
    for (const [cents, taken] of [
      [1_000, 2_000],
      [1_001, 2_002],
      [3_333, 6_666],
      [5_000, 10_000],
    ] as const) {
      await takeIn(world, refundEvent(checkout, cents))
      expect(await stateOf(world, checkout)).toMatchObject({ taken, owed: 0 })
    }
    expect(await stateOf(world, checkout)).toMatchObject({ status: 'refunded', balance: 0 })
  })

  it('freezes what was spent already, never goes below zero, and thaws when the dispute is won', async () => {
    const buyer = await addPerson(world, { name: 'Berta' })
    const checkout = await openCheckout(world, buyer.workspaceId)
    await takeIn(world, paidEvent(checkout))
    const listings = await addListings(world, partner, 1, { price: 70 })
    await crowd.buy(buyer.workspaceId, { listings })
    await takeIn(world, disputeEvent(checkout, 'needs_response'))
    expect(await stateOf(world, checkout)).toMatchObject({
      ...{ status: 'disputed', balance: 0, taken: 3_000, owed: 7_000, frozen: true },
    })
    const [exception] = await world.db.system
      .query(`select detail, resolution from money_exceptions where subject like $1`, [`${checkout.id}:%`])
      .then(({ rows }) => rows)
    expect(exception).toMatchObject({ resolution: null, detail: { owed: 70, options: ['wait', 'forgive'] } })
    await expectRightLedger(world)
    await takeIn(world, disputeEvent(checkout, 'won'))
    expect(await stateOf(world, checkout)).toMatchObject({
      ...{ status: 'paid', balance: 3_000, taken: 0, owed: 0, frozen: false },
    })
    await expectRightLedger(world)
  })

  it('is paid by the next credits that come in', async () => {
    const buyer = await addPerson(world, { name: 'Berta' })
    const checkout = await openCheckout(world, buyer.workspaceId)
    await takeIn(world, paidEvent(checkout))
    await crowd.buy(buyer.workspaceId, { listings: await addListings(world, partner, 1, { price: 70 }) })
    await takeIn(world, refundEvent(checkout, 5_000))
    const next = await openCheckout(world, buyer.workspaceId)
    await takeIn(world, paidEvent(next))
    expect(await stateOf(world, checkout)).toMatchObject({
      ...{ status: 'refunded', balance: 3_000, taken: 10_000, owed: 0, frozen: false },
    })
    await expectRightLedger(world)
  })

  it('can be forgiven by an operator only, and then is not taken twice nor given back', async () => {
    const buyer = await addPerson(world, { name: 'Berta' })
    const checkout = await openCheckout(world, buyer.workspaceId)
    await takeIn(world, paidEvent(checkout))
    await crowd.buy(buyer.workspaceId, { listings: await addListings(world, partner, 1, { price: 70 }) })
    await takeIn(world, disputeEvent(checkout, 'needs_response'))
    const forgive = (person: Person) =>
      withSystem(world.db, (tx) =>
        sql`select forgive_owed(${person.id}, ${checkout.id}, 'Good customer')`.execute(tx),
      )
    await expect(forgive(buyer)).rejects.toMatchObject({ code: 'AS403' })
    await forgive(operator)
    await expect(forgive(operator)).rejects.toMatchObject({ code: 'AS409' })
    expect(await stateOf(world, checkout)).toMatchObject({ owed: 0, taken: 3_000, frozen: false })
    await takeIn(world, disputeEvent(checkout, 'won'))
    expect(await stateOf(world, checkout)).toMatchObject({ balance: 3_000, taken: 0, owed: 0 })
    await expectRightLedger(world)
  })

  it('takes its own grant first, then what was bought last, promotions last', async () => {
    const buyer = await addPerson(world, { name: 'Berta' })
    await grant(world, operator, buyer.workspaceId, 30)
    const first = await openCheckout(world, buyer.workspaceId)
    await takeIn(world, paidEvent(first))
    const second = await openCheckout(world, buyer.workspaceId, { name: 'Pro' })
    await takeIn(world, paidEvent(second))
    // 30 promotional, then 80 of the first
    await crowd.buy(buyer.workspaceId, { listings: await addListings(world, partner, 1, { price: 110 }) })
    await takeIn(world, refundEvent(first, 5_000))
    expect((await stateOf(world, first)).grants).toEqual([
      ['promotional', 'test', 0],
      ['paid', 'Starter package', 0],
      ['paid', 'Pro package', 42_000],
    ])
    await expectRightLedger(world)
  })

  it('races a purchase without losing or inventing a credit', async () => {
    for (let round = 0; round < 6; round++) {
      const buyer = await addPerson(world, { name: 'Berta' })
      const checkout = await openCheckout(world, buyer.workspaceId)
      await takeIn(world, paidEvent(checkout))
      const listings = await addListings(world, partner, 4, { price: 25, maxBuyers: 1 })
      await Promise.allSettled([
        ...listings.map((id) => crowd.buy(buyer.workspaceId, { listings: [id] })),
        takeIn(world, refundEvent(checkout, 2_500)),
        takeIn(world, disputeEvent(checkout, 'needs_response', { cents: 2_500 })),
      ])
      const { taken, owed, balance } = await stateOf(world, checkout)
      expect(taken + owed).toBe(10_000)
      expect(balance).toBe(0)
    }
    await expectRightLedger(world)
  })
})
