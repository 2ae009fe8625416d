import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { listen } from '../../../../test/listen.ts'
import { addListings, addPartner, giveCredits } from '../../../../test/market.ts'
import { addKey, addMember, addPerson, type Person } from '../../../../test/people.ts'
import { withSystem } from '../../../platform/db/index.ts'
import { purgeQuotes } from './purge-quotes.ts'

let world: TestWorld
let app: TestApp
let partner: Person
let buyer: Person
let owner: pg.Pool

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  owner = new pg.Pool({ connectionString: world.ownerUrl, max: 1 })
  partner = await addPartner(world)
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 1_000)
})
afterAll(async () => {
  await owner?.end()
  await world?.dispose()
})

interface Options {
  cookie?: string
  key?: string
  idempotencyKey?: string
}

const PATH = '/api/marketplace/quotes'

function post(path: string, body: unknown, options: Options = {}) {
  return app.client.request('POST', path, {
    ...(options.cookie || options.key ? {} : { cookie: buyer.cookie }),
    ...options,
    idempotencyKey: options.idempotencyKey ?? crypto.randomUUID(),
    ...(body === undefined ? {} : { body }),
  })
}

const quote = (listingIds: unknown, options?: Options) => post(PATH, { listing_ids: listingIds }, options)
const order = (body: object, options?: Options) => post('/api/marketplace/orders', body, options)
const get = (path: string, cookie = buyer.cookie) => app.client.request('GET', path, { cookie })
const offer = async (count: number, price = 2) =>
  (await addListings(world, partner, Array(count).fill({}), { price })).map(({ listingId }) => listingId)

/** Lets time pass for a quote, without the clock coming by. */
const endNow = (id: string) => owner.query('update quotes set expires_at = now() where id = $1', [id])

describe('a quote', () => {
  it('says what each listing costs and is, until when, and on what terms; and holds it', async () => {
    const ids = await offer(2)
    const { balance } = (await get('/api/credits')).body
    const { status, body } = await quote(ids)
    expect(status).toBe(201)
    expect(body).toMatchObject({ total: 4, balance: balance - 4, held: 4, skipped: [] })
    expect(body.items).toEqual(
      ids.map((listing_id) => ({
        ...{ listing_id, price: 2, score: expect.any(Number), score_version: 1, age_days: 0 },
        ...{ buyers_left: 1, return_days: 7 },
      })),
    )
    expect(body.refund_terms).toMatchObject({ return_days: 7, limit_percent: 20, limit_days: 30 })
    expect(body.refund_terms.reasons).toContain('hard_bounce')
    const left_ms = Date.parse(body.expires_at) - Date.now()
    expect(left_ms).toBeGreaterThan(9.5 * 60_000)
    expect(left_ms).toBeLessThanOrEqual(10 * 60_000)
    expect((await get('/api/credits')).body).toMatchObject({ balance: balance - 4, held: 4 })

    const listed = (await get(PATH)).body.data
    expect(listed).toEqual([
      {
        ...{ quote_id: body.quote_id, status: 'open', item_count: 2, total: 4, order_id: null },
        ...{ expires_at: body.expires_at, created_at: expect.any(String) },
        actor: { id: buyer.id, name: 'Bert' },
      },
    ])
    const detail = (await get(`${PATH}/${body.quote_id}`)).body
    expect(detail).toEqual({ ...listed[0], ...pick(body, 'items', 'skipped', 'refund_terms') })

    const bought = await order({ quote_id: body.quote_id })
    expect(bought.status).toBe(201)
    expect(bought.body).toMatchObject({ credits_charged: 4, balance: balance - 4, skipped: [] })
    expect((await get('/api/credits')).body).toMatchObject({ balance: balance - 4, held: 0 })
    expect((await get(PATH)).body.data).toEqual([])
    const used = (await get(`${PATH}/${body.quote_id}`)).body
    expect(used).toMatchObject({ status: 'used', order_id: bought.body.order_id })
    const again = await order({ quote_id: body.quote_id })
    expect(again.status).toBe(409)
    expect(again.body).toMatchObject({ code: 'quote_used', order_id: bought.body.order_id })
  })

  it('takes a key once and gives the first answer again', async () => {
    const ids = await offer(2)
    const idempotencyKey = crypto.randomUUID()
    const first = await quote(ids, { idempotencyKey })
    const again = await quote(ids, { idempotencyKey })
    expect(again.body).toEqual(first.body)
    expect((await quote(ids.slice(1), { idempotencyKey })).status).toBe(409)
    await post(`${PATH}/${first.body.quote_id}/cancellation`, undefined)
  })

  it('can be cancelled, again and again, and then not ordered', async () => {
    const { body } = await quote(await offer(1))
    for (let time = 0; time < 2; time++) {
      const answer = await post(`${PATH}/${body.quote_id}/cancellation`, undefined)
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual({ quote_id: body.quote_id, status: 'cancelled' })
    }
    expect((await get('/api/credits')).body.held).toBe(0)
    const refused = await order({ quote_id: body.quote_id })
    expect([refused.status, refused.body.code]).toEqual([409, 'quote_cancelled'])
  })

  it('gives its credits back when its time is over, whoever notices first', async () => {
    const { body } = await quote(await offer(1))
    const { balance, held } = (await get('/api/credits')).body
    expect(held).toBe(2)
    await endNow(body.quote_id)
    expect((await get(`${PATH}/${body.quote_id}`)).body.status).toBe('expired')
    expect((await get(PATH)).body.data).toEqual([])
    expect((await get('/api/credits')).body).toMatchObject({ balance: balance + 2, held: 0 })
    const refused = await order({ quote_id: body.quote_id })
    expect([refused.status, refused.body.code]).toEqual([409, 'quote_expired'])
  })

  it('ends by itself at its time, and says so', async () => {
    const ear = await listen(`${app.url}/api/live`, { cookie: buyer.cookie })
    const { body } = await quote(await offer(1))
    await endNow(body.quote_id)
    await owner.query(
      `update graphile_worker._private_jobs set run_at = now() where key = 'quote ' || $1::text`,
      [body.quote_id],
    )
    await expect
      .poll(
        () =>
          ear.events
            .filter(({ event, data }) => event === 'quote.changed' && data.quote_id === body.quote_id)
            .map(({ data }) => data.status),
        {
          timeout: 20_000,
        },
      )
      .toEqual(['open', 'expired'])
    ear.close()
    expect((await get('/api/credits')).body.held).toBe(0)
  })

  it('tells others only that a listing is held, for up to how long', async () => {
    const other = await addPerson(world, { name: 'Olaf' })
    await giveCredits(world, other.workspaceId, 100)
    const [id, free] = await offer(2)
    const { body } = await quote([id])
    const theirs = await quote([id, free], { cookie: other.cookie })
    expect(theirs.body.skipped).toEqual([{ listing_id: id, reason: 'held', up_to_minutes: 10 }])
    expect(theirs.body.total).toBe(2)
    const bought = await order({ listing_ids: [id, free] }, { cookie: other.cookie })
    expect(bought.body.skipped).toEqual([{ listing_id: id, reason: 'held', up_to_minutes: 10 }])
    const detail = await get(`/api/marketplace/orders/${bought.body.order_id}`, other.cookie)
    expect(detail.body.skipped[0].message).toMatch(/\.$/)
    const none = await quote([id], { cookie: other.cookie })
    expect([none.status, none.body.skipped[0].reason]).toEqual([409, 'held'])
    expect((await get(`${PATH}/${body.quote_id}`, other.cookie)).status).toBe(404)
    expect((await get(`${PATH}/${body.quote_id}`, partner.cookie)).status).toBe(404)
    const steal = await order({ quote_id: body.quote_id }, { cookie: other.cookie })
    expect(steal.status).toBe(404)
    const cancel = await post(`${PATH}/${body.quote_id}/cancellation`, undefined, { cookie: other.cookie })
    expect(cancel.status).toBe(404)
    await post(`${PATH}/${body.quote_id}/cancellation`, undefined)
  })

  it('says what is missing when credits do not suffice, and holds nothing', async () => {
    const poor = await addPerson(world, { name: 'Poul' })
    await giveCredits(world, poor.workspaceId, 1)
    const answer = await quote(await offer(2), { cookie: poor.cookie })
    expect(answer.status).toBe(402)
    expect(answer.body).toMatchObject({
      ...{ code: 'insufficient_credits', required: 4, balance: 1, shortfall: 3 },
    })
    expect((await get('/api/credits', poor.cookie)).body).toMatchObject({ balance: 1, held: 0 })
  })

  it('refuses what cannot be a quote or an order of one', async () => {
    const [id = ''] = await offer(1)
    const many = Array.from({ length: 1_001 }, () => crypto.randomUUID())
    for (const ids of [undefined, [], ['x'], 'x', [id, id], many]) {
      expect((await quote(ids)).status, String(ids).slice(0, 40)).toBe(422)
    }
    expect((await post(PATH, { listing_ids: [id], on_unavailable: 'wait' })).status).toBe(422)
    expect((await quote([crypto.randomUUID()])).status).toBe(404)
    for (const body of [
      { quote_id: 'x' },
      {},
      { quote_id: crypto.randomUUID(), listing_ids: [id] },
      { quote_id: crypto.randomUUID(), confirmed_total: -1 },
    ]) {
      expect((await order(body)).status, JSON.stringify(body)).toBe(422)
    }
    expect((await order({ quote_id: crypto.randomUUID() })).status).toBe(404)
    expect((await post(`${PATH}/x/cancellation`, undefined)).status).toBe(422)
    expect((await post(`${PATH}/${crypto.randomUUID()}/cancellation`, undefined)).status).toBe(404)
    const noKey = { cookie: buyer.cookie, body: { listing_ids: [id] } }
    expect((await app.client.request('POST', PATH, noKey)).status).toBe(422)
  })

  it('is for members, and for keys that may write', async () => {
    const ids = await offer(2)
    const reads = await addKey(world, buyer.workspaceId, ['read'])
    const writes = await addKey(world, buyer.workspaceId, ['write'])
    const body = { listing_ids: ids }
    const idempotencyKey = crypto.randomUUID()
    expect((await app.client.request('POST', PATH, { idempotencyKey, body })).status).toBe(401)
    expect((await quote(ids, { key: reads })).status).toBe(403)
    const quoted = await quote(ids, { key: writes })
    expect(quoted.status).toBe(201)
    const path = `${PATH}/${quoted.body.quote_id}`
    expect((await app.client.request('GET', path, { key: writes })).status).toBe(403)
    expect((await app.client.request('GET', path, { key: reads })).body.actor).toBe(null)
    expect((await app.client.request('GET', PATH)).status).toBe(401)
    expect((await post(`${path}/cancellation`, undefined, { key: reads })).status).toBe(403)
    const colleague = await addPerson(world, { name: 'Carl' })
    await addMember(world, buyer.workspaceId, colleague.id, 'member')
    const headers = { 'X-Workspace-Id': buyer.workspaceId }
    const bought = await app.client.request('POST', '/api/marketplace/orders', {
      ...{ cookie: colleague.cookie, headers, idempotencyKey: crypto.randomUUID() },
      body: { quote_id: quoted.body.quote_id },
    })
    expect(bought.status).toBe(201)
  })

  it('is forgotten a month after it ended', async () => {
    const [old, recent] = await Promise.all([quote(await offer(1)), quote(await offer(1))])
    for (const { body } of [old, recent]) await post(`${PATH}/${body.quote_id}/cancellation`, undefined)
    await owner.query(`update quotes set closed_at = now() - interval '31 days' where id = $1`, [
      old.body.quote_id,
    ])
    expect(await withSystem(world.db, purgeQuotes)).toBe(false)
    expect((await get(`${PATH}/${old.body.quote_id}`)).status).toBe(404)
    expect((await get(`${PATH}/${recent.body.quote_id}`)).status).toBe(200)
  })
})

function pick(from: Record<string, unknown>, ...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, from[name]]))
}
