import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { addPerson } from '../people.ts'
import {
  addListings,
  balanceOf,
  type Crowd,
  createMarket,
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
  stateOf,
  stepsOf,
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

describe('a return', () => {
  it('goes to the partner, holds the earning back, and undoes the sale when the partner accepts', async () => {
    const { order, listings } = await buy(world, crowd, market, 2, { price: 10, maxBuyers: 2 })
    const [opened] = (await openReturns(crowd, market.buyer.workspaceId, order, [listings[0] as string]))
      .returns
    const id = opened?.return_id as string
    expect(await stateOf(crowd, id)).toMatchObject({
      status: 'with_partner',
      return_open: true,
      returned: false,
    })
    expect(await balance()).toBe(80)
    await answer(crowd, market.partner, id, true, 'Sorry')
    expect(await stateOf(crowd, id)).toEqual({
      ...{ status: 'accepted', decided_by: 'partner', return_open: false, returned: true, relisted: false },
      ...{ listing: 'withdrawn', times_sold: 1 },
    })
    expect(await balance()).toBe(90)
    expect(await stepsOf(crowd, id)).toEqual(['buyer opened', 'partner accepted'])
    const lead = order.items[0]?.lead_id
    const marked = await run('select returned_at from leads where id = $1 and returned_at is not null', [
      lead,
    ])
    expect(marked.rows).toHaveLength(1)
    const history = await run('select type, changes from lead_history where lead_id = $1', [lead])
    expect(history.rows).toEqual([{ type: 'returned', changes: { return_id: id, reason: 'wrong_person' } }])
    const events = await run(
      `select workspace_id, payload from events where type = 'return.changed' and payload ->> 'return_id' = $1 order by xid, id`,
      [id],
    )
    expect(events.rows.map((row) => [row.workspace_id, row.payload.status])).toEqual(
      ['with_partner', 'accepted'].flatMap((status) => [
        [market.buyer.workspaceId, status],
        [market.partner.workspaceId, status],
      ]),
    )
    await expectRightLedger(world)
  })

  it('that is contested goes to the operator, who refuses: the sale stands', async () => {
    const { order, listings } = await buy(world, crowd, market, 1, { price: 4 })
    const id = (await openReturns(crowd, market.buyer.workspaceId, order, listings)).returns[0]
      ?.return_id as string
    await expect(answer(crowd, market.partner, id, false, ' ')).rejects.toMatchObject({ code: 'AS422' })
    await expect(decide(crowd, market.operator, id, true)).rejects.toMatchObject({ code: 'AS409' })
    await answer(crowd, market.partner, id, false, 'Checked last week')
    await expect(answer(crowd, market.partner, id, true)).rejects.toMatchObject({ code: 'AS409' })
    await expect(decide(crowd, market.buyer, id, true)).rejects.toMatchObject({ code: 'AS403' })
    await expect(decide(crowd, market.operator, id, false, '')).rejects.toMatchObject({ code: 'AS422' })
    await decide(crowd, market.operator, id, false, 'The page shows them')
    expect(await stateOf(crowd, id)).toEqual({
      ...{ status: 'refused', decided_by: 'operator', return_open: false, returned: false, relisted: false },
      ...{ listing: 'sold_out', times_sold: 1 },
    })
    expect(await stepsOf(crowd, id)).toEqual(['buyer opened', 'partner contested', 'operator refused'])
    const audit = await run('select action, before, after, reason from audit_log where subject_id = $1', [id])
    expect(audit.rows).toEqual([
      {
        ...{ action: 'return.refused', before: { status: 'with_operator' }, after: { status: 'refused' } },
        reason: 'The page shows them',
      },
    ])
    await expect(openReturns(crowd, market.buyer.workspaceId, order, listings)).rejects.toMatchObject({
      code: 'AS409',
    })
    await expectRightLedger(world)
  })

  it('that the partner leaves unanswered is remembered once, then the operator accepts it', async () => {
    const { order, listings } = await buy(world, crowd, market, 1, { price: 4 })
    const id = (await openReturns(crowd, market.buyer.workspaceId, order, listings)).returns[0]
      ?.return_id as string
    expect(await sweep(crowd)).toBe(0)
    await run(
      `update returns set answer_due_at = now() + interval '20 hours', opened_at = now() - interval '2 days' where id = $1`,
      [id],
    )
    expect(await sweep(crowd)).toBe(1)
    expect(await sweep(crowd)).toBe(0)
    await run(`update returns set answer_due_at = now() - interval '1 second' where id = $1`, [id])
    expect(await sweep(crowd)).toBe(1)
    await decide(crowd, market.operator, id, true)
    expect(await stepsOf(crowd, id)).toEqual([
      ...['buyer opened', 'system reminded', 'system unanswered', 'operator accepted'],
    ])
    expect(await balance()).toBe(100)
    await expectRightLedger(world)
  })

  it('is refused without evidence, for a paid-out item, after the days, and for what is not of the order', async () => {
    const { order, listings } = await buy(world, crowd, market, 1)
    const buyer = market.buyer.workspaceId
    const blank = openReturns(crowd, buyer, order, listings, { evidence: '  ' })
    await expect(blank).rejects.toMatchObject({ code: 'AS422' })
    const stranger = await addPerson(world, { name: 'Stella' })
    const foreign = openReturns(crowd, stranger.workspaceId, order, listings)
    await expect(foreign).rejects.toMatchObject({ code: 'AS404' })
    const others = await addListings(world, market.partner, 1)
    await expect(openReturns(crowd, buyer, order, others)).rejects.toMatchObject({ code: 'AS404' })
    const twice = openReturns(crowd, buyer, order, [...listings, ...listings])
    await expect(twice).rejects.toMatchObject({ code: 'AS422' })
    await run('update order_items set payout_id = gen_random_uuid() where order_id = $1', [order.order_id])
    await expect(openReturns(crowd, buyer, order, listings)).rejects.toMatchObject({
      code: 'AS409',
      message: expect.stringContaining('paid'),
    })
    await run('update order_items set payout_id = null where order_id = $1', [order.order_id])
    await run(`update orders set created_at = now() - interval '7 days 1 minute' where id = $1`, [
      order.order_id,
    ])
    await expect(openReturns(crowd, buyer, order, listings)).rejects.toMatchObject({
      code: 'AS409',
      message: expect.stringContaining('7 days'),
    })
    expect((await run('select from returns where order_id = $1', [order.order_id])).rowCount).toBe(0)
  })

  it('keeps an id of another workspace unknown to whoever asks', async () => {
    const { order, listings } = await buy(world, crowd, market, 1)
    const id = (await openReturns(crowd, market.buyer.workspaceId, order, listings)).returns[0]
      ?.return_id as string
    const stranger = await addPerson(world, { name: 'Stella' })
    const unknown = { code: 'AS404' }
    await expect(cancel(crowd, stranger.workspaceId, id)).rejects.toMatchObject(unknown)
    await expect(cancel(crowd, market.partner.workspaceId, id)).rejects.toMatchObject(unknown)
    await expect(answer(crowd, market.buyer, id, true)).rejects.toMatchObject(unknown)
    await expect(answer(crowd, stranger, id, true)).rejects.toMatchObject(unknown)
    for (const internal of [
      `accept_return('${id}', 'partner', null, null)`,
      `close_return('${id}', 'refused', 'partner', null, null)`,
      `relist_returned('${listings[0]}')`,
      `decide_return('${market.operator.id}', '${id}', true, 'mine')`,
      'sweep_returns()',
    ])
      await expect(world.db.app.query(`select ${internal}`), internal).rejects.toMatchObject({
        code: '42501',
      })
  })
})
