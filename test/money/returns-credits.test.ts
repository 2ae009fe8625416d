import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import {
  addBuyer,
  balanceOf,
  type Crowd,
  createMarket,
  expectRightLedger,
  type Market,
  openCrowd,
} from './kit.ts'
import { answer, buy, cancel, limitReturns, openReturns, outcomes } from './returns-kit.ts'

/** How Postgres tells of a refusal. */
type RefusedReturn = Error & { detail: string }

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

describe('credits of three grants', () => {
  it('go back to the grants they came from, the last spent first; what had expired leaves by the sweep', async () => {
    const buyer = await addBuyer(world, market.operator, 0)
    const give = (kind: string, credits: number, expiresAt: Date | null) =>
      run(`select grant_credits($1, $2, $3, 'test', gen_random_uuid()::text, '\\x00', $4, $5)`, [
        ...[market.operator.id, buyer.workspaceId, credits * 100, kind, expiresAt],
      ])
    await give('promotional', 3, new Date(Date.now() + 86_400_000))
    await give('adjustment', 3, null)
    await give('adjustment', 10, new Date(Date.now() + 30 * 86_400_000))
    const own = { ...market, buyer }
    const { order, listings } = await buy(world, crowd, own, 4, { price: 2 })
    const left = async () => {
      const { rows } = await run(
        `select kind || case when expires_at is null then '' else ' dated' end as name, remaining_hundredths / 100.0 as left
         from credit_grants where workspace_id = $1 order by id`,
        [buyer.workspaceId],
      )
      return Object.fromEntries(rows.map((row) => [row.name, Number(row.left)]))
    }
    // promotional first, then adjustments, the dated one before the other
    expect(await left()).toEqual({ 'promotional dated': 0, adjustment: 3, 'adjustment dated': 5 })
    await run(
      `update credit_grants set expires_at = now() - interval '1 minute' where workspace_id = $1 and kind = 'promotional'`,
      [buyer.workspaceId],
    )
    const opened = await openReturns(crowd, buyer.workspaceId, order, listings)
    const accept = (n: number) => answer(crowd, market.partner, opened.returns[n]?.return_id as string, true)
    await accept(0)
    await accept(1)
    expect(await left()).toEqual({ 'promotional dated': 0, adjustment: 3, 'adjustment dated': 9 })
    await Promise.all([accept(2), accept(3)])
    expect(await left()).toEqual({ 'promotional dated': 3, adjustment: 3, 'adjustment dated': 10 })
    expect(await balanceOf(world, buyer.workspaceId)).toBe(16)
    const due = await run(
      `select expire_grant(id) from credit_grants where workspace_id = $1 and kind = 'promotional'`,
      [buyer.workspaceId],
    )
    expect(due.rows).toEqual([{ expire_grant: true }])
    expect(await balanceOf(world, buyer.workspaceId)).toBe(13)
    await expectRightLedger(world)
  })

  it('of before grants were kept come back as a grant of their own', async () => {
    const { order, listings } = await buy(world, crowd, market, 1, { price: 2 })
    await run('alter table grant_moves disable trigger grant_moves_append_only')
    await run(
      `with gone as (delete from grant_moves where transfer_id in (select id from ledger_transfers where order_id = $1) returning grant_id, amount_hundredths)
       update credit_grants g set remaining_hundredths = g.remaining_hundredths, amount_hundredths = g.amount_hundredths from gone where g.id = gone.grant_id`,
      [order.order_id],
    )
    await run('alter table grant_moves enable trigger grant_moves_append_only')
    await run(
      `insert into grant_moves (transfer_id, grant_id, workspace_id, amount_hundredths)
       select id, id, workspace_id, -200 from credit_grants where workspace_id = $1`,
      [market.buyer.workspaceId],
    )
    const opened = await openReturns(crowd, market.buyer.workspaceId, order, listings)
    await answer(crowd, market.partner, opened.returns[0]?.return_id as string, true)
    const { rows } = await run(
      `select kind, remaining_hundredths from credit_grants where workspace_id = $1 and reason = 'Returned lead'`,
      [market.buyer.workspaceId],
    )
    expect(rows).toEqual([{ kind: 'adjustment', remaining_hundredths: '200' }])
    await expectRightLedger(world)
  })
})

describe('the limit', () => {
  it('holds under concurrency, says the numbers, and leaves at least one', async () => {
    await limitReturns(crowd, 3, 20)
    const { order, listings } = await buy(world, crowd, market, 11, { price: 1 })
    const ask = (listing: string) => openReturns(crowd, market.buyer.workspaceId, order, [listing])
    const results = await Promise.allSettled(listings.map(ask))
    // a fifth of 11, rounded up
    expect(outcomes(results)).toEqual([...Array(8).fill('AS409'), ...Array(3).fill('done')])
    const [refused] = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as RefusedReturn] : [],
    )
    expect(JSON.parse(refused?.detail ?? '')).toMatchObject({
      ...{ allowed: 3, used: 3, bought: 11, percent: 20, days: 30, asked: 1 },
    })
    expect(refused?.message).toContain('Of 11 items')
    // what the buyer took back does not count
    const { rows } = await run(`select id from returns where workspace_id = $1 limit 1`, [
      market.buyer.workspaceId,
    ])
    await cancel(crowd, market.buyer.workspaceId, rows[0].id)
    const left = await Promise.allSettled(listings.map(ask))
    expect(outcomes(left).filter((outcome) => outcome === 'done')).toHaveLength(1)

    const small = await addBuyer(world, market.operator, 10)
    const one = await buy(world, crowd, { ...market, buyer: small }, 2, { price: 1 })
    const both = openReturns(crowd, small.workspaceId, one.order, one.listings)
    await expect(both).rejects.toMatchObject({ code: 'AS409' })
    expect(
      (await openReturns(crowd, small.workspaceId, one.order, one.listings.slice(1))).returns,
    ).toHaveLength(1)
  })
})
