import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withWorkspace } from '../../src/platform/db/index.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import {
  addBuyer,
  addLeads,
  addListings,
  addPartner,
  type Bought,
  balanceOf,
  type Crowd,
  createMarket,
  decidePartner,
  expectRightLedger,
  listLeads,
  type Market,
  openCrowd,
  tally,
} from './kit.ts'

let world: TestWorld
let market: Market
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  market = await createMarket(world)
  crowd = openCrowd(world, 50)
})
afterAll(async () => {
  await crowd.close()
  await world.dispose()
})

function buyers(count: number, credits: number) {
  return Promise.all(Array.from({ length: count }, () => addBuyer(world, market.operator, credits)))
}

it('sells an exclusive listing to one of 200 buyers who come at once', async () => {
  const [listing = ''] = await addListings(world, market.partner, 1)
  const everyone = await buyers(200, 10)
  const outcomes = await Promise.allSettled(
    everyone.map((buyer) => crowd.buy(buyer.workspaceId, { listings: [listing] })),
  )
  expect(tally(outcomes)).toEqual({ bought: 1, sold_out: 199 })
  const { rows } = await crowd.pool.query(
    'select (select count(*)::int from order_items where listing_id = $1) as items, times_sold, status from listings where id = $1',
    [listing],
  )
  expect(rows).toEqual([{ items: 1, times_sold: 1, status: 'sold_out' }])
  const balances = await Promise.all(everyone.map((buyer) => balanceOf(world, buyer.workspaceId)))
  expect(balances.toSorted()).toEqual([...Array(199).fill(10), 7.5].toSorted())
  await expectRightLedger(world)
}, 60_000)

it('sells a listing for three buyers exactly three times', async () => {
  const listings = await addListings(world, market.partner, 4, { maxBuyers: 3 })
  const everyone = await buyers(40, 100)
  const outcomes = await Promise.all(
    everyone.map((buyer) =>
      crowd.buy(buyer.workspaceId, { listings: listings.toSorted(() => Math.random() - 0.5) }),
    ),
  )
  expect(outcomes.flatMap((bought) => bought.items)).toHaveLength(12)
  const { rows } = await crowd.pool.query(
    'select distinct times_sold, status from listings where id = any ($1)',
    [listings],
  )
  expect(rows).toEqual([{ times_sold: 3, status: 'sold_out' }])
  await expectRightLedger(world)
})

it('never spends more than the wallet holds when 64 orders come at once', async () => {
  const listings = await addListings(world, market.partner, 64)
  const [buyer] = await buyers(1, 25)
  if (!buyer) throw new Error('no buyer')
  const outcomes = await Promise.allSettled(
    listings.map((listing) => crowd.buy(buyer.workspaceId, { listings: [listing] })),
  )
  expect(tally(outcomes)).toEqual({ bought: 10, AS402: 54 })
  expect(await balanceOf(world, buyer.workspaceId)).toBe(0)
  await expectRightLedger(world)
})

it('gives one key one effect and every caller the same answer', async () => {
  const listings = await addListings(world, market.partner, 3)
  const [buyer] = await buyers(1, 100)
  if (!buyer) throw new Error('no buyer')
  const key = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => crowd.buy(buyer.workspaceId, { listings, key })),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]?.items).toHaveLength(3)
  expect(await balanceOf(world, buyer.workspaceId)).toBe(92.5)
  await expect(crowd.buy(buyer.workspaceId, { listings, key, request: 'another' })).rejects.toMatchObject({
    code: 'AS409',
  })
  await expectRightLedger(world)
})

it('keeps one key of two workspaces apart', async () => {
  const [listing = ''] = await addListings(world, market.partner, 1, { maxBuyers: 2 })
  const pair = await buyers(2, 10)
  const key = randomUUID()
  const answers = await Promise.all(
    pair.map((buyer) => crowd.buy(buyer.workspaceId, { listings: [listing], key })),
  )
  expect(new Set(answers.map((answer) => answer.order_id)).size).toBe(2)
})

it('lets overlapping orders in any order of their listings pass without a deadlock', async () => {
  const listings = await addListings(world, market.partner, 30, { maxBuyers: 1000 })
  const everyone = await buyers(20, 10_000)
  const before = await deadlocks()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, (_, n) => {
      const some = listings.toSorted(() => Math.random() - 0.5).slice(0, 12)
      return crowd.buy(everyone[n % everyone.length]?.workspaceId ?? '', { listings: some })
    }),
  )
  expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toEqual([])
  expect(await deadlocks()).toBe(before)
  await expectRightLedger(world)
})

it('never stores a person twice when the same people are bought and uploaded at once', async () => {
  const [buyer] = await buyers(1, 1_000)
  if (!buyer) throw new Error('no buyer')
  const batch = randomUUID()
  const contacts = Array.from({ length: 25 }, (_, n) => ({
    email: `p${n}@${batch}.example`,
    phone: `+1555${n}`,
    name: 'pat',
  }))
  const seller = await addPartner(world, market.operator)
  const listings = await listLeads(world, seller, await addLeads(world, seller.workspaceId, contacts))
  const outcomes = await Promise.allSettled(
    listings.flatMap((listing, n) => [
      crowd.buy(buyer.workspaceId, { listings: [listing] }),
      addLeads(world, buyer.workspaceId, contacts.slice(n, n + 1)),
    ]),
  )
  const uploads = outcomes.filter((_, n) => n % 2 === 1)
  const purchases = outcomes.filter((_, n) => n % 2 === 0) as PromiseSettledResult<Bought>[]
  const counts = tally(purchases)
  const uploaded = uploads.filter((upload) => upload.status === 'fulfilled').length
  expect((counts.bought ?? 0) + (counts.already_owned ?? 0)).toBe(25)
  expect((counts.bought ?? 0) + uploaded).toBe(25)
  expect(await balanceOf(world, buyer.workspaceId)).toBe(1_000 - 2.5 * (counts.bought ?? 0))
  const { rows } = await crowd.pool.query(
    'select count(*)::int as leads, count(distinct email)::int as people from leads where workspace_id = $1',
    [buyer.workspaceId],
  )
  expect(rows).toEqual([{ leads: 25, people: 25 }])
  await expectRightLedger(world)
})

it('sells while the partner reprices, withdraws, lists again and is suspended, at the price that held', async () => {
  const listings = await addListings(world, market.partner, 20, { maxBuyers: 1000 })
  const everyone = await buyers(10, 10_000)
  const before = await deadlocks()
  const outcomes = Promise.allSettled(
    Array.from({ length: 60 }, (_, n) =>
      crowd.buy(everyone[n % 10]?.workspaceId ?? '', {
        listings: listings.slice(n % 15, (n % 15) + 5),
        maxTotal: 5 * 250,
      }),
    ),
  )
  const change = (statement: ReturnType<typeof sql>) =>
    withWorkspace(world.db, market.partner.workspaceId, (tx) => statement.execute(tx))
  for (let round = 0; round < 6; round++) {
    await change(
      sql`select reprice_listings(${listings.toReversed()}::uuid[], ${250 + round * 10}, null, null, false)`,
    )
    await change(
      sql`select withdraw_listings_of(array(select lead_id from listings where id = any (${listings}::uuid[])))`,
    )
    await change(
      sql`select list_leads(array(select lead_id from listings where id = any (${listings}::uuid[])), 250, 1000, null)`,
    )
    await change(sql`select refresh_partner_quality()`)
    await decidePartner(world, market.operator, market.partner, 'suspended')
    await decidePartner(world, market.operator, market.partner, 'approved')
  }
  expect(await deadlocks()).toBe(before)
  for (const outcome of await outcomes) {
    if (outcome.status === 'fulfilled') expect(outcome.value.credits_charged).toBeLessThanOrEqual(12.5)
    else expect(outcome.reason).toMatchObject({ code: 'AS409' })
  }
  await expectRightLedger(world)
})

async function deadlocks(): Promise<number> {
  const { rows } = await crowd.pool.query(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  return rows[0].deadlocks
}
