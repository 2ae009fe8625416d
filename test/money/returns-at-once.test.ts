import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import {
  addBuyer,
  addLeads,
  type Crowd,
  createMarket,
  expectRightLedger,
  listLeads,
  type Market,
  openCrowd,
} from './kit.ts'
import { buy, limitReturns, openReturns, stateOf, stepsOf } from './returns-kit.ts'

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

describe('what our records prove is accepted at once', () => {
  const bounce = (lead: string | undefined, by: string) =>
    run(
      `update leads set email_status = 'invalid',
         verifications = jsonb_build_object('email', jsonb_build_object('by', $2::text, 'at', now())) where id = $1`,
      [lead, by],
    )

  it('an address our own mail bounced off, without evidence', async () => {
    const { order, listings } = await buy(world, crowd, market, 1, { price: 3 })
    await bounce(order.items[0]?.lead_id, 'mail')
    const opened = await openReturns(crowd, market.buyer.workspaceId, order, listings, {
      ...{ reason: 'hard_bounce', evidence: '' },
    })
    expect(opened).toMatchObject({ credits_returned: 3, balance: 100, returns: [{ status: 'accepted' }] })
    const id = opened.returns[0]?.return_id as string
    expect(await stepsOf(crowd, id)).toEqual(['buyer opened', 'system accepted'])
    await expectRightLedger(world)
  })

  it('but not one that somebody else called invalid, nor one typed since', async () => {
    const { order, listings } = await buy(world, crowd, market, 1)
    const lead = order.items[0]?.lead_id
    const ask = () =>
      openReturns(crowd, market.buyer.workspaceId, order, listings, { reason: 'hard_bounce', evidence: '' })
    for (const by of ['import', 'built-in']) {
      await bounce(lead, by)
      await expect(ask()).rejects.toMatchObject({ code: 'AS422' })
    }
    await bounce(lead, 'mail')
    await run(
      `insert into lead_history (workspace_id, lead_id, type, changes) values ($1, $2, 'updated', '{"email": {"from": "a", "to": "b"}}')`,
      [market.buyer.workspaceId, lead],
    )
    await expect(ask()).rejects.toMatchObject({ code: 'AS422' })
  })

  it('a person the buyer had under another lead before the order; the listing is offered to others again', async () => {
    const phone = { phone: '+14155550100', name: 'jo doe' }
    await addLeads(world, market.buyer.workspaceId, [{ email: 'jo@old.example', ...phone }])
    const theirs = await addLeads(world, market.partner.workspaceId, [{ email: 'jo@new.example', ...phone }])
    const listings = await listLeads(world, market.partner, theirs, { price: 5 })
    const order = await crowd.buy(market.buyer.workspaceId, { listings })
    expect(order.items).toHaveLength(1)
    const opened = await openReturns(crowd, market.buyer.workspaceId, order, listings, {
      ...{ reason: 'duplicate', evidence: '' },
    })
    expect(opened.returns[0]?.status).toBe('accepted')
    expect(await stateOf(crowd, opened.returns[0]?.return_id as string)).toMatchObject({
      ...{ relisted: true, listing: 'active', times_sold: 0 },
    })
    const again = await crowd.buy(market.buyer.workspaceId, { listings })
    expect(again.skipped).toEqual([{ listing_id: listings[0], reason: 'already_owned' }])
    const other = await addBuyer(world, market.operator, 10)
    expect((await crowd.buy(other.workspaceId, { listings })).items).toHaveLength(1)
    await expectRightLedger(world)
  })

  it('but not a person who came in later, nor one whose lead was made theirs since', async () => {
    const phone = { phone: '+14155550199', name: 'al roe' }
    const theirs = await addLeads(world, market.partner.workspaceId, [{ email: 'al@new.example', ...phone }])
    const listings = await listLeads(world, market.partner, theirs)
    const [mine] = await addLeads(world, market.buyer.workspaceId, [{ email: 'al@old.example', ...phone }])
    const order = await crowd.buy(market.buyer.workspaceId, { listings })
    const ask = () =>
      openReturns(crowd, market.buyer.workspaceId, order, listings, { reason: 'duplicate', evidence: '' })
    await run(
      `insert into lead_history (workspace_id, lead_id, type, changes) values ($1, $2, 'import', '{"fields": ["phone"]}')`,
      [market.buyer.workspaceId, mine],
    )
    await expect(ask()).rejects.toMatchObject({ code: 'AS422' })
    await run(`delete from lead_history where lead_id = $1`, [mine])
    await run(`update leads set created_at = now() + interval '1 second' where id = $1`, [mine])
    await expect(ask()).rejects.toMatchObject({ code: 'AS422' })
  })
})
