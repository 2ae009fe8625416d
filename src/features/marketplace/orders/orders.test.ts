import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addLeads, addListings, addPartner, giveCredits } from '../../../../test/market.ts'
import { addKey, addMember, addPerson, type Person } from '../../../../test/people.ts'

let world: TestWorld
let app: TestApp
let partner: Person
let buyer: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  partner = await addPartner(world)
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 1_000)
})
afterAll(() => world?.dispose())

interface Options {
  cookie?: string
  key?: string
  idempotencyKey?: string
}

function order(listingIds: unknown, more: object = {}, options: Options = {}) {
  return app.client.request('POST', '/api/marketplace/orders', {
    ...(options.cookie || options.key ? {} : { cookie: buyer.cookie }),
    ...options,
    idempotencyKey: options.idempotencyKey ?? crypto.randomUUID(),
    body: { listing_ids: listingIds, ...more },
  })
}

const balance = async () =>
  (await app.client.request('GET', '/api/credits', { cookie: buyer.cookie })).body.balance
const get = (path: string, cookie = buyer.cookie) => app.client.request('GET', path, { cookie })

describe('an order', () => {
  it('turns listings into leads for credits, and says what was skipped and why', async () => {
    const known = 'known@people.example'
    await addLeads(world, buyer.workspaceId, [{ email: known }])
    const [a, owned, gone] = await addListings(
      world,
      partner,
      [
        { email: 'bought@people.example', full_name: 'Bea Bought', company_name: 'Fiction Ltd' },
        { email: known },
        { email: 'gone@people.example' },
      ],
      { price: 2.5 },
    )
    await world.db.system.query(`update listings set status = 'withdrawn' where id = $1`, [gone?.listingId])
    const before = await balance()
    const ids = [a, owned, gone].map((sold) => sold?.listingId)
    const { status, body } = await order(ids)
    expect(status).toBe(201)
    expect(body.items).toEqual([{ listing_id: a?.listingId, lead_id: expect.any(String), price: 2.5 }])
    expect(body.skipped).toEqual([
      { listing_id: owned?.listingId, reason: 'already_owned' },
      { listing_id: gone?.listingId, reason: 'withdrawn' },
    ])
    expect(body).toMatchObject({ credits_charged: 2.5, balance: before - 2.5 })
    expect(await balance()).toBe(before - 2.5)

    const detail = await get(`/api/marketplace/orders/${body.order_id}`)
    expect(detail.body).toMatchObject({
      ...{ id: body.order_id, item_count: 1, skipped_count: 2, credits_charged: 2.5 },
      actor: { id: buyer.id, name: 'Bert' },
      items: [
        { lead: { full_name: 'Bea Bought', company_name: 'Fiction Ltd', email: 'bought@people.example' } },
      ],
    })
    for (const skip of detail.body.skipped) expect(skip.message).toMatch(/\.$/)
    const history = await get('/api/credits/history')
    expect(history.body.data[0]).toMatchObject({ kind: 'purchase', amount: -2.5, order_id: body.order_id })
    const csv = await get(`/api/marketplace/orders/${body.order_id}/export`)
    expect(csv.headers.get('content-disposition')).toContain(`order-${body.order_id}.csv`)
    expect(csv.headers.get('x-total-count')).toBe('1')
    expect(csv.text.trim().split('\n')).toHaveLength(2)
    expect(csv.text).toContain('bought@people.example')
    const listed = await get('/api/marketplace/orders?limit=1')
    expect(listed.body.data[0]).toMatchObject({ id: body.order_id, skipped_count: 2 })
  })

  it('charges nothing with on_unavailable=fail when one is gone', async () => {
    const [a, gone] = await addListings(world, partner, [{}, {}])
    await world.db.system.query(`update listings set status = 'withdrawn' where id = $1`, [gone?.listingId])
    const before = await balance()
    const answer = await order([a?.listingId, gone?.listingId], { on_unavailable: 'fail' })
    expect(answer.status).toBe(409)
    expect(answer.body.skipped).toEqual([{ listing_id: gone?.listingId, reason: 'withdrawn' }])
    expect(await balance()).toBe(before)
  })

  it('takes no more than max_total', async () => {
    const [a] = await addListings(world, partner, [{}], { price: 3 })
    const refused = await order([a?.listingId], { max_total: 2.99 })
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ required: 3, max_total: 2.99 })
    expect((await order([a?.listingId], { max_total: 3 })).status).toBe(201)
  })

  it('says what is missing when credits do not suffice, and does nothing', async () => {
    const poor = await addPerson(world, { name: 'Poul' })
    await giveCredits(world, poor.workspaceId, 1)
    const [a] = await addListings(world, partner, [{}], { price: 4 })
    const answer = await order([a?.listingId], {}, { cookie: poor.cookie })
    expect(answer.status).toBe(402)
    expect(answer.body).toMatchObject({
      ...{ code: 'insufficient_credits', required: 4, balance: 1, shortfall: 3 },
    })
    expect((await get('/api/marketplace/orders', poor.cookie)).body.data).toEqual([])
    expect((await get(`/api/marketplace/listings/${a?.listingId}`)).status).toBe(200)
  })

  it('answers a repeated key with the first answer, once charged; 50 at once too', async () => {
    const [a, b] = await addListings(world, partner, [{}, {}])
    const before = await balance()
    const idempotencyKey = 'fifty'
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => order([a?.listingId], {}, { idempotencyKey })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await balance()).toBe(before - 1)
    expect((await order([b?.listingId], {}, { idempotencyKey })).status).toBe(409)
  })

  it('hides nothing of what another buyer did, and nothing of another workspace', async () => {
    const [a] = await addListings(world, partner, [{}])
    const { body } = await order([a?.listingId])
    const stranger = await addPerson(world, { name: 'Stan' })
    expect((await get(`/api/marketplace/orders/${body.order_id}`, stranger.cookie)).status).toBe(404)
    const csv = `/api/marketplace/orders/${body.order_id}/export`
    expect((await get(csv, stranger.cookie)).status).toBe(404)
    expect((await get('/api/marketplace/orders', stranger.cookie)).body.data).toEqual([])
    expect((await get(`/api/marketplace/orders/${body.order_id}`, partner.cookie)).status).toBe(404)
  })

  it('counts an unknown listing as not found, and own ones as own', async () => {
    expect((await order([crypto.randomUUID()])).status).toBe(404)
    const [own] = await addListings(world, partner, [{}])
    const { status, body } = await order([own?.listingId], {}, { cookie: partner.cookie })
    expect(status).toBe(201)
    expect(body.skipped).toEqual([{ listing_id: own?.listingId, reason: 'own_listing' }])
  })

  it('refuses what it cannot take', async () => {
    const id = crypto.randomUUID()
    const bad: [unknown, object?][] = [
      [[]],
      ['no'],
      [[id, id]],
      [[id, id.toUpperCase()]],
      [['x']],
      [Array.from({ length: 1_001 }, () => crypto.randomUUID())],
      [[id], { on_unavailable: 'maybe' }],
      [[id], { max_total: -1 }],
      [[id], { max_total: 0.001 }],
    ]
    for (const [ids, more] of bad) {
      expect((await order(ids, more)).status, JSON.stringify([ids, more]).slice(0, 80)).toBe(422)
    }
    expect((await order([id], {}, { idempotencyKey: 'x'.repeat(201) })).status).toBe(422)
    const noKey = { cookie: buyer.cookie, body: { listing_ids: [id] } }
    expect((await app.client.request('POST', '/api/marketplace/orders', noKey)).status).toBe(422)
    expect((await get('/api/marketplace/orders?cursor=x')).status).toBe(422)
    expect((await get('/api/marketplace/orders/x')).status).toBe(422)
  })

  it('is for members, and for keys that may write', async () => {
    const [a] = await addListings(world, partner, [{}])
    const reads = await addKey(world, buyer.workspaceId, ['read'])
    const writes = await addKey(world, buyer.workspaceId, ['write'])
    const body = { listing_ids: [a?.listingId] }
    const path = '/api/marketplace/orders'
    const idempotencyKey = crypto.randomUUID()
    expect((await app.client.request('POST', path, { idempotencyKey, body })).status).toBe(401)
    expect((await order([a?.listingId], {}, { key: reads })).status).toBe(403)
    expect((await order([a?.listingId], {}, { key: writes })).status).toBe(201)
    expect((await app.client.request('GET', path)).status).toBe(401)
    expect((await app.client.request('GET', path, { key: writes })).status).toBe(403)
    const colleague = await addPerson(world, { name: 'Carl' })
    await addMember(world, buyer.workspaceId, colleague.id, 'member')
    const headers = { 'X-Workspace-Id': buyer.workspaceId }
    const seen = await app.client.request('GET', path, { cookie: colleague.cookie, headers })
    expect(seen.body.data[0]).toMatchObject({ actor: null, item_count: 1 })
  })
})
