import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { buyListings } from '../../src/features/marketplace/index.ts'
import { quoteListings } from '../../src/features/marketplace/quotes/quote-listings.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { addListings, balanceOf, createMarket, expectRightLedger, type Market } from './kit.ts'

let world: TestWorld
let market: Market

beforeAll(async () => {
  world = await createTestWorld()
  market = await createMarket(world, { credits: 10_000 })
})
afterAll(() => world.dispose())

/** Messages a client sent to the database meanwhile. */
async function countMessages<T>(work: () => Promise<T>): Promise<{ answer: T; messages: number }> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    const answer = await work()
    return { answer, messages: spy.mock.calls.length }
  } finally {
    spy.mockRestore()
  }
}

it('quotes and orders 1,000 listings in one round trip each', async () => {
  const listings = await addListings(world, market.partner, 1_000)
  const who = { workspaceId: market.buyer.workspaceId, actorId: market.buyer.id }
  const quoted = await countMessages(() =>
    quoteListings(world.db, {
      ...who,
      idempotencyKey: randomUUID(),
      request: { listing_ids: listings, on_unavailable: 'skip' },
    }),
  )
  expect(quoted.messages).toBe(1)
  expect(quoted.answer).toMatchObject({ total: 2_500, balance: 7_500, held: 2_500, skipped: [] })
  expect(quoted.answer.items.map((item) => item.listing_id)).toEqual(listings)
  await expectRightLedger(world)

  const ordered = await countMessages(() =>
    buyListings(world.db, {
      ...who,
      idempotencyKey: randomUUID(),
      request: { quote_id: quoted.answer.quote_id, on_unavailable: 'skip' },
    }),
  )
  expect(ordered.messages).toBe(1)
  expect(ordered.answer).toMatchObject({ credits_charged: 2_500, balance: 7_500, skipped: [] })
  expect(ordered.answer.items).toHaveLength(1_000)
  expect(await balanceOf(world, who.workspaceId)).toBe(7_500)
  await expectRightLedger(world)
})
