import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addListings, addPartner, giveCredits } from '../../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'
import { withSystem } from '../../../platform/db/index.ts'
import { refreshStandings } from './refresh-standings.ts'

let world: TestWorld
let app: TestApp
let buyer: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 10_000)
})
afterAll(() => world?.dispose())

const send = (who: Person, method: string, path: string, body?: unknown) =>
  app.client.request(method, `/api${path}`, {
    ...{ cookie: who.cookie, body, idempotencyKey: crypto.randomUUID() },
  })
const read = async (who: Person) => (await send(who, 'GET', '/partner/dashboard')).body
const lead = { industry: 'Software', seniority: 'manager' }

describe('the partner’s dashboard', () => {
  it('counts stock and sales, and compares prices where the market tells of nobody', async () => {
    const [mine, theirs, third] = [
      await addPartner(world, 'Mona'),
      await addPartner(world, 'Theo'),
      await addPartner(world, 'Tara'),
    ]
    const own = await addListings(world, mine, [lead, lead, lead], { price: 4 })
    await addListings(world, mine, [{ industry: 'Insurance', seniority: 'manager' }], { price: 9 })
    const others = await addListings(world, theirs, [lead, lead, lead], { price: 2 })
    const more = await addListings(world, third, [lead], { price: 2 })
    const sold = [own[0], others[0], more[0]].map((listing) => listing?.listingId)
    for (const id of sold) await send(buyer, 'POST', '/marketplace/orders', { listing_ids: [id] })
    await send(mine, 'POST', `/partner/listings/${own[1]?.listingId}/withdrawal`)
    await addListings(world, mine, [lead, lead], { price: 6 })
    await withSystem(world.db, refreshStandings)

    const body = await read(mine)
    expect(body.stock).toEqual({ active: 4, sold_out: 1, withdrawn: 1, expired: 0, suspended: 0 })
    expect(body.sell_through).toEqual([
      { days: 30, listed: 6, sold: 1 },
      { days: 90, listed: 6, sold: 1 },
    ])
    // 4, 6, 6 of ours and 2, 2 of theirs; the one insurance listing is nobody's market
    expect(body.prices).toEqual([
      {
        ...{ industry: 'Software', seniority: 'manager', listings: 3, median: 6 },
        ...{ market_listings: 5, market_median: 4 },
      },
    ])
    expect(body.returns).toEqual({ sales: 1, returned: 0, peers: { partners: 2, sales: 2, returned: 0 } })
    expect(body.earnings).toContainEqual({ state: 'pending', sales: 1, credits: 1.6 })
    expect(Date.parse(body.as_of)).toBeGreaterThan(Date.now() - 60_000)
    expect(body.rejections).toMatchObject({ uploads: 0, reasons: [] })
  })

  it('tells why uploads lost rows', async () => {
    const partner = await addPartner(world, 'Uma')
    const csv = 'email,full_name\nnot-an-email,Ann\n,Bob\n,Cid\nfine@people.example,Dee\n'
    const form = new FormData()
    form.append('file', new Blob([csv], { type: 'text/csv' }), 'leads.csv')
    const upload = await app.client.request('POST', '/api/partner/leads/upload', {
      ...{ cookie: partner.cookie, body: form, idempotencyKey: crypto.randomUUID() },
    })
    expect(upload.status).toBeLessThan(300)
    await expect
      .poll(async () => (await read(partner)).rejections, { timeout: 30_000 })
      .toMatchObject({ uploads: 1, rows: 4, rejected: 3, counted: null })
    const { reasons } = (await read(partner)).rejections
    expect(
      reasons.reduce((sum: number, { count }: { count: number }) => sum + count, 0),
    ).toBeGreaterThanOrEqual(3)
    expect(reasons.map(({ code }: { code: string }) => code)).toContain('no_contact')
  })

  it('is empty for who sells nothing, asks for its figures, and is for who may read', async () => {
    const nobody = await addPerson(world, { name: 'Nina' })
    const body = await read(nobody)
    expect(body).toMatchObject({ stock: { active: 0 }, as_of: null, prices: [], returns: { sales: 0 } })
    const fresh = await addPartner(world, 'Fred')
    await expect.poll(async () => (await read(fresh)).as_of, { timeout: 20_000 }).not.toBeNull()
    const key = await addKey(world, nobody.workspaceId, ['write'])
    expect((await app.client.request('GET', '/api/partner/dashboard')).status).toBe(401)
    expect((await app.client.request('GET', '/api/partner/dashboard', { key })).status).toBe(403)
  })
})
