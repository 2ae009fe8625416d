import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { type Crowd, createMarket, decidePartner, expectRightLedger, type Market, openCrowd } from './kit.ts'
import { accountsOf, ask, call, decide, payByHand, payoutOf, sell, statesOf } from './payouts-kit.ts'
import { answer, openReturns } from './returns-kit.ts'

let world: TestWorld
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  crowd = openCrowd(world, 20)
})
afterAll(async () => {
  await expectRightLedger(world)
  await crowd.close()
  await world.dispose()
})

async function market(): Promise<Market> {
  const made = await createMarket(world, { credits: 10_000 })
  await payByHand(crowd, made.partner)
  return made
}

describe('asking for a payout', () => {
  it('takes up what is available and nothing else, at the rule’s rate, rounded down', async () => {
    const m = await market()
    await sell(world, crowd, m, 3, { price: 333.33 })
    await sell(world, crowd, m, 1, { released: false })
    expect(await statesOf(crowd, m.partner)).toEqual({ available: 3, pending: 1 })
    const asked = await ask(crowd, m.partner)
    // 40% of 333.33 is 133.33; three of them at 30 cents are 11,999.7 cents
    expect(asked).toMatchObject({ status: 'requested', method: 'manual', sales: 3, credits: 399.99 })
    expect(asked).toMatchObject({ amount_cents: 11_999, currency: 'usd' })
    expect(await statesOf(crowd, m.partner)).toEqual({ in_payout: 3, pending: 1 })
    expect(await accountsOf(crowd, m.partner)).toEqual({ earning: 40, payout: 399.99 })
    await decide(crowd, m.operator, asked.payout_id, 'paid', 'wire 17')
    expect(await statesOf(crowd, m.partner)).toEqual({ paid: 3, pending: 1 })
    expect(await accountsOf(crowd, m.partner)).toEqual({ earning: 40, payout: 0 })
  })

  it('answers the same under one key, and refuses the key for another request', async () => {
    const m = await market()
    await sell(world, crowd, m, 2, { price: 500 })
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(crowd, m.partner, key)))
    expect(new Set(answers.map(({ payout_id }) => payout_id)).size).toBe(1)
    expect(await accountsOf(crowd, m.partner)).toEqual({ earning: 0, payout: 400 })
    const other = call(crowd, m.partner.workspaceId, 'request_payout(null, $1, $2)', [key, Buffer.from('x')])
    await expect(other).rejects.toMatchObject({ code: 'AS409' })
  })

  it('20 times at once takes every sale once', async () => {
    const m = await market()
    await sell(world, crowd, m, 6, { price: 200 })
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => ask(crowd, m.partner)))
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled')
    expect(won).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'AS409' })
    }
    expect(await accountsOf(crowd, m.partner)).toEqual({ earning: 0, payout: 480 })
    await expectRightLedger(world)
  })

  it('is refused below the minimum with both amounts, and leaves everything as it was', async () => {
    const m = await market()
    await sell(world, crowd, m, 1, { price: 400 })
    const refused = await ask(crowd, m.partner).catch((error) => error)
    expect(refused).toMatchObject({ code: 'AS409' })
    expect(JSON.parse(refused.detail)).toMatchObject({
      ...{ reason: 'minimum', credits: 160, amount_cents: 4_800, minimum_cents: 5_000, currency: 'usd' },
    })
    expect(await statesOf(crowd, m.partner)).toEqual({ available: 1 })
    await sell(world, crowd, m, 1, { price: 20 })
    expect(await ask(crowd, m.partner)).toMatchObject({ credits: 168, amount_cents: 5_040, sales: 2 })
  })

  it('is for approved partners who have said how they are paid', async () => {
    const m = await createMarket(world, { credits: 1_000 })
    await sell(world, crowd, m, 1, { price: 500 })
    const unready = await ask(crowd, m.partner).catch((error) => error)
    expect(JSON.parse(unready.detail)).toMatchObject({ reason: 'payout_account' })
    await call(crowd, null, 'keep_stripe_account($1, $2)', [m.partner.workspaceId, `acct_${randomUUID()}`])
    await expect(ask(crowd, m.partner)).rejects.toMatchObject({ code: 'AS409' })
    await payByHand(crowd, m.partner)
    await decidePartner(world, m.operator, m.partner, 'suspended')
    await expect(ask(crowd, m.partner)).rejects.toMatchObject({ code: 'AS403' })
    await expect(ask(crowd, m.buyer)).rejects.toMatchObject({ code: 'AS403' })
    await expect(payByHand(crowd, m.buyer)).rejects.toMatchObject({ code: 'AS403' })
    expect(await statesOf(crowd, m.partner)).toEqual({ available: 1 })
  })
})

describe('a sale that its buyer returns', () => {
  it('is pending while the return is open, and reversed once it was accepted', async () => {
    const m = await market()
    const { listings, orders } = await sell(world, crowd, m, 6, { price: 200 })
    const [order] = orders
    if (!order) throw new Error('no order')
    const opened = await openReturns(crowd, m.buyer.workspaceId, order, listings.slice(0, 1))
    expect(await statesOf(crowd, m.partner)).toEqual({ available: 5, pending: 1 })
    const asked = await ask(crowd, m.partner)
    expect(asked).toMatchObject({ sales: 5, credits: 400 })
    await answer(crowd, m.partner, opened.returns[0]?.return_id ?? '', true)
    expect(await statesOf(crowd, m.partner)).toEqual({ in_payout: 5, reversed: 1 })
    expect(await accountsOf(crowd, m.partner)).toEqual({ earning: 0, payout: 400 })
  })

  it('is either paid out or given back when both are asked for at once, never both', async () => {
    const outcomes: Record<string, number> = {}
    for (let round = 0; round < 6; round++) {
      const m = await market()
      const { listings, orders } = await sell(world, crowd, m, 2, { price: 500 })
      const [order] = orders
      if (!order) throw new Error('no order')
      const open = async () => {
        const { returns } = await openReturns(crowd, m.buyer.workspaceId, order, listings.slice(0, 1))
        await answer(crowd, m.partner, returns[0]?.return_id ?? '', true)
      }
      const both = await Promise.allSettled(
        round % 2 ? [ask(crowd, m.partner), open()] : [open(), ask(crowd, m.partner)],
      )
      for (const outcome of both) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'AS409' })
      }
      const states = JSON.stringify(await statesOf(crowd, m.partner))
      outcomes[states] = (outcomes[states] ?? 0) + 1
      await expectRightLedger(world)
    }
    const allowed = [{ in_payout: 2 }, { in_payout: 1, reversed: 1 }, { available: 1, reversed: 1 }]
    for (const states of Object.keys(outcomes)) expect(allowed).toContainEqual(JSON.parse(states))
  })
})

describe('the operator’s word on a payout', () => {
  it('frees its sales when it failed, and they are paid by the next one', async () => {
    const m = await market()
    await sell(world, crowd, m, 2, { price: 500 })
    const first = await ask(crowd, m.partner)
    expect(await decide(crowd, m.operator, first.payout_id, 'failed', 'No such account')).toBe('failed')
    expect(await payoutOf(crowd, first.payout_id)).toMatchObject({ items: 0, failure: 'No such account' })
    expect(await statesOf(crowd, m.partner)).toEqual({ available: 2 })
    expect(await accountsOf(crowd, m.partner)).toEqual({ earning: 400, payout: 0 })
    const second = await ask(crowd, m.partner)
    expect(second).toMatchObject({ sales: 2, credits: 400 })
    await decide(crowd, m.operator, second.payout_id, 'paid', 'wire 18')
    expect(await statesOf(crowd, m.partner)).toEqual({ paid: 2 })
    await expectRightLedger(world)
  })

  it('counts once, whoever says what at the same time, and is in the audit log', async () => {
    const m = await market()
    await sell(world, crowd, m, 1, { price: 500 })
    const { payout_id } = await ask(crowd, m.partner)
    const words = Array.from({ length: 20 }, (_, n) => (n % 2 ? 'paid' : 'failed'))
    const said = await Promise.allSettled(
      words.map((word) => decide(crowd, m.operator, payout_id, word, 'word')),
    )
    const { status } = await payoutOf(crowd, payout_id)
    for (const [n, outcome] of said.entries()) {
      if (words[n] === status) expect(outcome).toMatchObject({ status: 'fulfilled', value: status })
      else expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'AS409' } })
    }
    const { rows } = await crowd.pool.query(
      'select action, reason, actor_id from audit_log where subject_id = $1',
      [payout_id],
    )
    expect(rows).toEqual([{ action: `payout.${status}`, reason: 'word', actor_id: m.operator.id }])
    await expect(decide(crowd, m.operator, payout_id, String(status), 'other')).rejects.toMatchObject({
      code: 'AS409',
    })
    await expect(decide(crowd, m.partner, payout_id, 'paid', 'mine')).rejects.toMatchObject({ code: 'AS403' })
    await expect(decide(crowd, m.operator, randomUUID(), 'paid', 'x')).rejects.toMatchObject({
      code: 'AS404',
    })
  })
})

describe('the weekly payout', () => {
  it('is asked for by those who want it and reach the minimum, once', async () => {
    const [rich, poor, manual] = [await market(), await market(), await market()]
    for (const [m, price] of [
      [rich, 500],
      [poor, 10],
      [manual, 500],
    ] as const) {
      await sell(world, crowd, m, 1, { price })
    }
    for (const m of [rich, poor]) await payByHand(crowd, m.partner, true)
    const weekly = (m: Market) =>
      call(crowd, null, 'request_automatic_payout($1)', [m.partner.workspaceId]) as Promise<string | null>
    const asked = await Promise.all([weekly(rich), weekly(rich), weekly(poor), weekly(manual)])
    expect(asked.filter(Boolean)).toHaveLength(1)
    expect(await statesOf(crowd, rich.partner)).toEqual({ in_payout: 1 })
    expect(await statesOf(crowd, poor.partner)).toEqual({ available: 1 })
    expect(await statesOf(crowd, manual.partner)).toEqual({ available: 1 })
  })
})

describe('the database refuses', () => {
  it('a sale in a payout that is returned or about to be, and the tables to the request role', async () => {
    const m = await market()
    const { listings } = await sell(world, crowd, m, 1, { price: 500 })
    await ask(crowd, m.partner)
    for (const change of ['return_open = true', 'returned_at = now()']) {
      const damage = crowd.pool.query(`update order_items set ${change} where listing_id = $1`, [listings[0]])
      await expect(damage).rejects.toMatchObject({ code: '23514' })
    }
    const attempts = [
      `update payouts set status = 'paid'`,
      `insert into payout_accounts (workspace_id, method) values ('${m.buyer.workspaceId}', 'manual')`,
      'select * from payout_items',
      `select start_payout('${m.partner.workspaceId}', null, false)`,
      `select request_automatic_payout('${m.partner.workspaceId}')`,
      `select apply_transfer('${randomUUID()}', 'tr', 'acct', 1, 'usd', 0)`,
      `select decide_payout('${m.operator.id}', '${randomUUID()}', 'paid', 'x')`,
    ]
    for (const attempt of attempts) {
      await expect(world.db.app.query(attempt), attempt).rejects.toMatchObject({ code: '42501' })
    }
    const seen = await call(crowd, m.buyer.workspaceId, '(select count(*)::int from payouts)', [])
    expect(seen).toBe(0)
  })
})
