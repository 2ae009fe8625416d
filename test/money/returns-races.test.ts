import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import {
  addBuyer,
  balanceOf,
  type Crowd,
  createMarket,
  decidePartner,
  expectRightLedger,
  type Market,
  openCrowd,
} from './kit.ts'
import {
  answer,
  buy,
  cancel,
  decide,
  limitReturns,
  openReturns,
  outcomes,
  stateOf,
  sweep,
} from './returns-kit.ts'

let world: TestWorld
let crowd: Crowd
let market: Market

beforeAll(async () => {
  world = await createTestWorld()
  crowd = openCrowd(world, 16)
  await limitReturns(crowd, 2, 100)
})
afterAll(async () => {
  await expectRightLedger(world)
  await crowd.close()
  await world.dispose()
})
beforeEach(async () => {
  market = await createMarket(world, { credits: 100 })
})

const run = (text: string, values: unknown[] = []) => crowd.pool.query(text, values)
const balance = () => balanceOf(world, market.buyer.workspaceId)

describe('an accepted return about the buyer', () => {
  const outOfScope = { reason: 'out_of_scope' }

  it('does not offer again what was withdrawn, expired, deleted, or whose partner is suspended', async () => {
    const { order, listings } = await buy(world, crowd, market, 4, { price: 1 })
    const [withdrawn, expired, gone, suspended] = listings as [string, string, string, string]
    const chosen = [withdrawn, expired, gone, suspended]
    const opened = await openReturns(crowd, market.buyer.workspaceId, order, chosen, outOfScope)
    const idOf = (listing: string) =>
      opened.returns.find((item) => item.listing_id === listing)?.return_id as string
    await run(`update listings set status = 'withdrawn' where id = $1`, [withdrawn])
    await run(`update listings set expires_at = now() - interval '1 minute' where id = $1`, [expired])
    await run(`delete from leads where id = (select lead_id from listings where id = $1)`, [gone])
    for (const listing of [withdrawn, expired, gone]) await answer(crowd, market.partner, idOf(listing), true)
    await decidePartner(world, market.operator, market.partner, 'suspended')
    await answer(crowd, market.partner, idOf(suspended), true)
    for (const listing of chosen)
      expect(await stateOf(crowd, idOf(listing))).toMatchObject({
        returned: true,
        relisted: false,
        times_sold: 1,
      })
    await expectRightLedger(world)
  })

  it('while another buyer waits for the listing: it is sold once more at most', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, () => addBuyer(world, market.operator, 10)))
    for (let round = 0; round < 5; round++) {
      const { order, listings } = await buy(world, crowd, market, 1, { price: 1 })
      const opened = await openReturns(crowd, market.buyer.workspaceId, order, listings, outOfScope)
      const id = opened.returns[0]?.return_id as string
      await Promise.all([
        answer(crowd, market.partner, id, true),
        ...others.map((other) => crowd.buy(other.workspaceId, { listings })),
      ])
      const state = await stateOf(crowd, id)
      expect(state).toMatchObject({ status: 'accepted', relisted: true })
      expect(['sold_out 1', 'active 0']).toContain(`${state.listing} ${state.times_sold}`)
      await expectRightLedger(world)
    }
  })

  it('racing a suspension never leaves the listing on sale', async () => {
    for (let round = 0; round < 5; round++) {
      const { order, listings } = await buy(world, crowd, market, 1, { price: 1 })
      const opened = await openReturns(crowd, market.buyer.workspaceId, order, listings, outOfScope)
      await Promise.all([
        answer(crowd, market.partner, opened.returns[0]?.return_id as string, true),
        decidePartner(world, market.operator, market.partner, 'suspended'),
      ])
      const { rows } = await run(`select status from listings where id = $1`, [listings[0]])
      expect(rows[0].status).not.toBe('active')
      await decidePartner(world, market.operator, market.partner, 'approved')
    }
    await expectRightLedger(world)
  })
})

describe('together', () => {
  it('two returns of one item: one is opened', async () => {
    const { order, listings } = await buy(world, crowd, market, 1)
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => openReturns(crowd, market.buyer.workspaceId, order, listings)),
    )
    expect(outcomes(results)).toEqual([...Array(7).fill('AS409'), 'done'])
    expect((await run('select from returns where order_id = $1', [order.order_id])).rowCount).toBe(1)
  })

  it('the same request five times under one key: one answer, opened once', async () => {
    const { order, listings } = await buy(world, crowd, market, 1)
    const ask = (evidence?: string) =>
      openReturns(crowd, market.buyer.workspaceId, order, listings, {
        key: 'once',
        ...(evidence ? { evidence } : {}),
      })
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask()))
    expect(new Set(answers.map((given) => JSON.stringify(given))).size).toBe(1)
    await expect(ask('Another story')).rejects.toMatchObject({ code: 'AS409' })
  })

  it('accepted, contested, cancelled and past its time at once: exactly one wins', async () => {
    for (let round = 0; round < 8; round++) {
      const before = await balance()
      const { order, listings } = await buy(world, crowd, market, 1, { price: 2 })
      const opened = await openReturns(crowd, market.buyer.workspaceId, order, listings)
      const id = opened.returns[0]?.return_id as string
      if (round % 2) await run('update returns set answer_due_at = now() where id = $1', [id])
      const results = await Promise.allSettled([
        answer(crowd, market.partner, id, true),
        answer(crowd, market.partner, id, true),
        cancel(crowd, market.buyer.workspaceId, id),
        sweep(crowd),
      ])
      const { status, return_open, returned } = await stateOf(crowd, id)
      expect(return_open).toBe(status === 'with_operator')
      expect(await balance()).toBe(status === 'accepted' ? before : before - 2)
      expect(returned).toBe(status === 'accepted')
      const won = outcomes(results.slice(0, 3)).filter((outcome) => outcome === 'done')
      expect(won).toHaveLength(status === 'with_operator' ? 0 : 1)
      await expectRightLedger(world)
    }
  })

  it('the operator twice, and the buyer who cancels: exactly one wins', async () => {
    for (let round = 0; round < 5; round++) {
      const { order, listings } = await buy(world, crowd, market, 1, { price: 2 })
      const opened = await openReturns(crowd, market.buyer.workspaceId, order, listings)
      const id = opened.returns[0]?.return_id as string
      await answer(crowd, market.partner, id, false)
      const results = await Promise.allSettled([
        decide(crowd, market.operator, id, true),
        decide(crowd, market.operator, id, false),
        cancel(crowd, market.buyer.workspaceId, id),
      ])
      expect(outcomes(results)).toEqual(['AS409', 'AS409', 'done'])
      expect((await stateOf(crowd, id)).return_open).toBe(false)
    }
    await expectRightLedger(world)
  })

  it('a payout that takes the item up and a return: one of them gets it', async () => {
    const pickUp = (order: string) =>
      run(
        `update order_items set payout_id = gen_random_uuid()
         where order_id = $1 and payout_id is null and returned_at is null and not return_open returning listing_id`,
        [order],
      )
    for (let round = 0; round < 10; round++) {
      const { order, listings } = await buy(world, crowd, market, 1, { price: 1 })
      if (round % 2) {
        // the payout is under way already, and commits while the return waits
        const client = await crowd.pool.connect()
        await client.query('begin')
        await client.query('update order_items set payout_id = gen_random_uuid() where order_id = $1', [
          order.order_id,
        ])
        const asking = Promise.allSettled([openReturns(crowd, market.buyer.workspaceId, order, listings)])
        await client.query('select pg_sleep(0.1)')
        await client.query('commit')
        client.release()
        expect(outcomes(await asking)).toEqual(['AS409'])
        continue
      }
      const [asked, paid] = await Promise.allSettled([
        openReturns(crowd, market.buyer.workspaceId, order, listings),
        pickUp(order.order_id),
      ])
      const isPaid = paid.status === 'fulfilled' && paid.value.rowCount === 1
      expect(asked.status === 'fulfilled').toBe(!isPaid)
    }
    await run('update order_items set payout_id = null where payout_id is not null')
  })

  it('every item of an order one by one, with a crowd of partners: all comes back, no credit more', async () => {
    const { order, listings } = await buy(world, crowd, market, 12, { price: 2.5 })
    expect(await balance()).toBe(70)
    const opened = await openReturns(crowd, market.buyer.workspaceId, order, listings)
    const results = await Promise.allSettled(
      opened.returns.flatMap(({ return_id }) => [
        answer(crowd, market.partner, return_id, true),
        answer(crowd, market.partner, return_id, true),
      ]),
    )
    expect(outcomes(results)).toEqual([...Array(12).fill('AS409'), ...Array(12).fill('done')])
    expect(await balance()).toBe(100)
    const again = openReturns(crowd, market.buyer.workspaceId, order, listings)
    await expect(again).rejects.toMatchObject({ code: 'AS409' })
    await expectRightLedger(world)
  })
})
