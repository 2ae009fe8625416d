import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { topUp } from '../../src/features/credits/top-ups/top-up.ts'
import { addKey, addPerson, type Person } from '../people.ts'
import { addListings, addPartner, type Crowd, expectRightLedger, openCrowd } from './kit.ts'
import { as, asOwner, begin, createPayWorld, type PayWorld, until } from './pay-world.ts'

let world: PayWorld
let partner: Person
let crowd: Crowd

beforeAll(async () => {
  world = await createPayWorld()
  const operator = await addPerson(world, { name: 'Olga', operator: true })
  partner = await addPartner(world, operator)
  crowd = openCrowd(world, 4)
})
afterAll(async () => {
  await crowd?.close()
  await world?.dispose()
})

const topUpsOf = ({ workspaceId }: Person) =>
  asOwner(
    world,
    `select status, last_error from checkouts where workspace_id = $1 and kind = 'top_up' order by id`,
    [workspaceId],
  )

const eventsOf = ({ workspaceId }: Person, type: string) =>
  asOwner(world, 'select payload from events where workspace_id = $1 and type = $2 order by id', [
    workspaceId,
    type,
  ])

/** Somebody who bought a Starter package and left the card; 100 credits. */
async function addPayer(): Promise<{ payer: Person; starter: string; method: string }> {
  const payer = await addPerson(world, { name: 'Pia' })
  const { sessionId } = await begin(world, payer, 'Starter', { keep_method: true })
  await world.stripe.pay(sessionId)
  await until(async () => (await settings(payer)).payment_method !== null)
  const [row] = await asOwner(
    world,
    'select stripe_payment_method_id as id from wallet_controls where workspace_id = $1',
    [payer.workspaceId],
  )
  const { body } = await as(world, payer).get('/api/credits/checkout')
  return { payer, starter: body.data[0].id, method: row.id }
}

const settings = async (payer: Person) => (await as(world, payer).get('/api/credits/top-up')).body
const balanceOf = async (payer: Person) => (await as(world, payer).get('/api/credits')).body.balance

async function spend(payer: Person, credits: number) {
  const listings = await addListings(world, partner, 1, { price: credits })
  await crowd.buy(payer.workspaceId, { listings })
}

/** Waits until every job has run. */
const idle = () =>
  until(
    async () =>
      (
        await asOwner(
          world,
          `select from graphile_worker.jobs where task_identifier like 'credits.%' and attempts = 0`,
        )
      ).length === 0,
  )

describe('automatic top-up', () => {
  it('needs a kept payment method, a package, a threshold and a cap', async () => {
    const bare = await addPerson(world, { name: 'Ben' })
    const { body } = await as(world, bare).get('/api/credits/checkout')
    const wish = { enabled: true, package_id: body.data[0].id, below: 10, monthly_cap_cents: 10_000 }
    const patch = (change: object) => as(world, bare).patch('/api/credits/top-up', { ...wish, ...change })
    expect((await patch({})).status).toBe(409)
    expect((await patch({ package_id: null })).status).toBe(422)
    expect((await patch({ below: null })).status).toBe(422)
    expect((await patch({ monthly_cap_cents: 4_999 })).status).toBe(422)
    expect((await patch({ below: -1 })).status).toBe(422)
    expect((await patch({ enabled: false })).body).toMatchObject({
      enabled: false,
      below: 10,
      payment_method: null,
    })
    const key = await addKey(world, bare.workspaceId, ['read', 'write'])
    const answer = await world.app.client.request('PATCH', '/api/credits/top-up', { key, body: wish })
    expect(answer.status).toBe(403)
  })

  it('buys when a purchase leaves too little, once for one crossing', async () => {
    const { payer, starter } = await addPayer()
    const wish = { enabled: true, package_id: starter, below: 50, monthly_cap_cents: 20_000 }
    const answer = await as(world, payer).patch('/api/credits/top-up', wish)
    expect(answer.body).toMatchObject({
      ...wish,
      payment_method: expect.stringMatching(/ending in \d{4}/),
      off_reason: null,
    })
    await spend(payer, 40)
    await idle()
    expect(await topUpsOf(payer)).toEqual([])
    await spend(payer, 20)
    await until(async () => (await balanceOf(payer)) === 140)
    await idle()
    await world.settled()
    expect(await topUpsOf(payer)).toEqual([{ status: 'paid', last_error: null }])
    expect((await settings(payer)).charged_this_month_cents).toBe(5_000)
    await expectRightLedger(world)
  })

  it('stops at the monthly cap without going off', async () => {
    const { payer, starter } = await addPayer()
    const wish = { enabled: true, package_id: starter, below: 1_000, monthly_cap_cents: 12_000 }
    await as(world, payer).patch('/api/credits/top-up', wish)
    // still below after the first, so it buys again, and then the cap is reached
    await until(async () => (await topUpsOf(payer)).length === 2)
    await idle()
    await world.settled()
    expect(await balanceOf(payer)).toBe(300)
    expect(await topUpsOf(payer)).toHaveLength(2)
    expect(await settings(payer)).toMatchObject({ enabled: true, charged_this_month_cents: 10_000 })
  })

  it('goes off when the card is refused, and says why', async () => {
    const { payer, starter, method } = await addPayer()
    await world.stripe.setCard(method, 'declined')
    await as(world, payer).patch('/api/credits/top-up', {
      ...{ enabled: true, package_id: starter, below: 500, monthly_cap_cents: 50_000 },
    })
    await until(async () => !(await settings(payer)).enabled)
    await idle()
    await world.settled()
    expect(await settings(payer)).toMatchObject({
      enabled: false,
      off_reason: expect.stringMatching(/declined/),
    })
    expect(await topUpsOf(payer)).toMatchObject([{ status: 'failed' }])
    expect(await balanceOf(payer)).toBe(100)
  })

  it('charges once, however often and by however many it is begun', async () => {
    const { payer, starter } = await addPayer()
    await as(world, payer).patch('/api/credits/top-up', {
      ...{ enabled: true, package_id: starter, below: 50, monthly_cap_cents: 50_000 },
    })
    await asOwner(
      world,
      'update wallet_controls set top_up_below_hundredths = 15000 where workspace_id = $1',
      [payer.workspaceId],
    )
    await Promise.all(Array.from({ length: 6 }, () => topUp(world.app.platform, payer.workspaceId)))
    await world.settled()
    expect(await topUpsOf(payer)).toEqual([{ status: 'paid', last_error: null }])
    expect(await balanceOf(payer)).toBe(200)
  })

  it('goes on after a crash between the row and the answer, without charging twice', async () => {
    const { payer, starter } = await addPayer()
    await as(world, payer).patch('/api/credits/top-up', {
      ...{ enabled: true, package_id: starter, below: 50, monthly_cap_cents: 50_000 },
    })
    await asOwner(
      world,
      'update wallet_controls set top_up_below_hundredths = 15000 where workspace_id = $1',
      [payer.workspaceId],
    )
    await world.stripe.webhooks.hold()
    // It is charged, and we never hear of it: neither by the answer, nor by any repetition of the call.
    await world.stripe.loseAnswers(10)
    await expect(topUp(world.app.platform, payer.workspaceId)).rejects.toThrow()
    await world.stripe.loseAnswers(0)
    expect(await topUpsOf(payer)).toMatchObject([{ status: 'open' }])
    await topUp(world.app.platform, payer.workspaceId)
    expect(await topUpsOf(payer)).toMatchObject([{ status: 'paid' }])
    await world.stripe.webhooks.release()
    await world.settled()
    expect(await balanceOf(payer)).toBe(200)
    await expectRightLedger(world)
  }, 60_000)
})

describe('a low balance', () => {
  it('is told once for each crossing, and shown', async () => {
    const { payer } = await addPayer()
    const set = (low_balance: number | null) =>
      as(world, payer).patch('/api/credits/low-balance', { low_balance })
    expect((await set(60)).body).toMatchObject({ balance: 100, low: false, low_balance: 60 })
    await spend(payer, 30)
    expect(await eventsOf(payer, 'credits.low')).toEqual([])
    await spend(payer, 30)
    await spend(payer, 5)
    expect(await eventsOf(payer, 'credits.low')).toEqual([{ payload: { balance: 40 } }])
    expect((await as(world, payer).get('/api/credits')).body).toMatchObject({ balance: 35, low: true })
    expect((await set(null)).body).toMatchObject({ low: false, low_balance: null })
    for (const wrong of [-1, 0.001, 'x'])
      expect((await as(world, payer).patch('/api/credits/low-balance', { low_balance: wrong })).status).toBe(
        422,
      )
    const key = await addKey(world, payer.workspaceId, ['read', 'write'])
    const body = { low_balance: 1 }
    expect((await world.app.client.request('PATCH', '/api/credits/low-balance', { key, body })).status).toBe(
      403,
    )
    expect((await world.app.client.request('PATCH', '/api/credits/low-balance', { body })).status).toBe(401)
  })
})
