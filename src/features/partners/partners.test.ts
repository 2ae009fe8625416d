import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { addLeads, addListings, addPartner, giveCredits } from '../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../test/people.ts'

let world: TestWorld
let app: TestApp
let operator: Person
let partner: Person
let other: Person
let buyer: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  operator = await addPerson(world, { name: 'Opal', operator: true })
  partner = await addPartner(world)
  other = await addPartner(world, 'Paul')
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 1_000)
})
afterAll(() => world?.dispose())

const send = (method: string, path: string, body?: unknown, cookie = partner.cookie) =>
  app.client.request(method, `/api${path}`, { cookie, body, idempotencyKey: crypto.randomUUID() })
const statusOf = async (listingId?: string) =>
  (await world.db.system.query('select status from listings where id = $1', [listingId])).rows[0]?.status
const decide = (workspaceId: string, what: string, body: object = {}) =>
  send('POST', `/operator/partners/${workspaceId}/${what}`, body, operator.cookie)

describe('becoming a partner', () => {
  it('goes by application and the operator’s word', async () => {
    const applicant = await addPerson(world, { name: 'Anna' })
    const none = await send('GET', '/partner', undefined, applicant.cookie)
    expect(none.body).toMatchObject({ status: null, commission: null })
    const apply = (body: object) => send('POST', '/partner/applications', body, applicant.cookie)
    expect((await apply({ company: ' ' })).status).toBe(422)
    expect((await apply({ company: 'Fiction Data', website: 'https://fiction.example' })).status).toBe(201)
    expect((await apply({ company: 'Fiction Data Ltd' })).body).toEqual({ status: 'applied' })
    const applied = await send('GET', '/partner', undefined, applicant.cookie)
    expect(applied.body).toMatchObject({ status: 'applied', company: 'Fiction Data Ltd' })

    const [lead] = await addLeads(world, applicant.workspaceId, [{}])
    const offer = () => send('POST', '/partner/listings', { lead_ids: [lead], price: 2 }, applicant.cookie)
    expect((await offer()).status).toBe(403)
    expect((await decide(applicant.workspaceId, 'approval')).body).toEqual({ status: 'approved' })
    expect((await offer()).body).toEqual({ listed: 1, asked: 1 })
    expect((await apply({ company: 'Again' })).status).toBe(409)
    const approved = await send('GET', '/partner', undefined, applicant.cookie)
    expect(approved.body.listings.active).toBe(1)
    const { commission } = approved.body
    expect(commission).toMatchObject({ percent: 40, max_percent: 50, holdback_days: 14 })
    const applies = commission.parts.filter((part: { applies: boolean }) => part.applies)
    expect(applies.map((part: { name: string }) => part.name)).toEqual(['base', 'fresh'])
  })
})

describe('own listings', () => {
  it('are listed with their leads, by status, sorted, page by page', async () => {
    const seller = await addPartner(world, 'Sana')
    const leads = Array.from({ length: 5 }, (_, n) => ({
      full_name: `Person ${n}`,
      company_name: 'Fiction Ltd',
    }))
    for (const [n, lead] of leads.entries()) await addListings(world, seller, [lead], { price: 10 - n })
    const get = (query: string) => send('GET', `/partner/listings?${query}`, undefined, seller.cookie)
    const prices: number[] = []
    let cursor = ''
    do {
      const { body } = await get(`sort=price&limit=2${cursor && `&cursor=${cursor}`}`)
      prices.push(...body.data.map((row: { price: number }) => row.price))
      cursor = body.next_cursor ?? ''
    } while (cursor)
    expect(prices).toEqual([6, 7, 8, 9, 10])
    const [first] = (await get('sort=-price')).body.data
    expect(first).toMatchObject({
      status: 'active',
      lead: { full_name: 'Person 0', company_name: 'Fiction Ltd' },
    })
    expect((await get('status=withdrawn')).body.data).toEqual([])
    for (const bad of ['sort=email', 'status=sold', 'limit=0', 'cursor=x']) {
      expect((await get(bad)).status, bad).toBe(422)
    }
    for (const sort of ['score', '-times_sold', 'listed_at']) {
      const page = await get(`sort=${sort}&limit=1`)
      expect((await get(`sort=${sort}&limit=200&cursor=${page.body.next_cursor}`)).body.data).toHaveLength(4)
      expect((await get(`sort=-listed_at&cursor=${page.body.next_cursor}`)).status).toBe(422)
    }
  })

  it('change their terms, one or many', async () => {
    const [a, b] = await addListings(world, partner, [{}, {}])
    const one = await send('PATCH', `/partner/listings/${a?.listingId}`, { price: 3.25, max_buyers: 4 })
    expect(one.body).toEqual({ changed: 1, asked: 1 })
    const expires_at = new Date(Date.now() + 86_400_000).toISOString()
    const both = { listing_ids: [a?.listingId, b?.listingId], expires_at }
    expect((await send('PATCH', '/partner/listings', both)).body).toEqual({ changed: 2, asked: 2 })
    const read = async () =>
      (await send('GET', `/marketplace/listings/${a?.listingId}`, undefined, buyer.cookie)).body
    expect(await read()).toMatchObject({ price: 3.25, max_buyers: 4, expires_at })
    await send('PATCH', `/partner/listings/${a?.listingId}`, { expires_at: null })
    expect(await read()).toMatchObject({ expires_at: null })
  })

  it('are withdrawn, one or many, and can be offered again', async () => {
    const [a, b] = await addListings(world, partner, [{}, {}])
    const one = await send('POST', `/partner/listings/${a?.listingId}/withdrawal`)
    expect(one.body).toEqual({ withdrawn: 1, asked: 1 })
    const many = await send('POST', '/partner/listings/withdrawals', {
      listing_ids: [a?.listingId, b?.listingId],
    })
    expect(many.body).toEqual({ withdrawn: 1, asked: 2 })
    expect(await statusOf(b?.listingId)).toBe('withdrawn')
    expect((await send('PATCH', `/partner/listings/${a?.listingId}`, { price: 2 })).status).toBe(409)
    const again = await send('POST', '/partner/listings', { lead_ids: [a?.leadId], price: 2 })
    expect(again.body).toEqual({ listed: 1, asked: 1 })
    expect(await statusOf(a?.listingId)).toBe('active')
  })

  it('answer not found to another partner’s ids, in any number, and stay as they are', async () => {
    const [theirs] = await addListings(world, other, [{}], { price: 5 })
    const [mine] = await addListings(world, partner, [{}], { price: 5 })
    const ids = [mine?.listingId, theirs?.listingId]
    const answers = [
      await send('PATCH', `/partner/listings/${theirs?.listingId}`, { price: 1 }),
      await send('PATCH', '/partner/listings', { listing_ids: ids, price: 1 }),
      await send('POST', `/partner/listings/${theirs?.listingId}/withdrawal`),
      await send('POST', '/partner/listings/withdrawals', { listing_ids: ids }),
      await send('POST', '/partner/listings', { lead_ids: [theirs?.leadId], price: 1 }),
      await send('POST', '/partner/listings', { lead_ids: [mine?.leadId, crypto.randomUUID()], price: 1 }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
    for (const id of ids) expect(await statusOf(id)).toBe('active')
    const own = await send('GET', '/partner/listings?limit=200')
    expect(own.text).not.toContain(theirs?.listingId)
  })

  it('refuse terms that make no sense', async () => {
    const [a] = await addListings(world, partner, [{}], { maxBuyers: 3 })
    const path = `/partner/listings/${a?.listingId}`
    const past = new Date(Date.now() - 1_000).toISOString()
    const bad = [{}, { price: 0 }, { price: 1.001 }, { price: 1e9 }, { max_buyers: 0 }, { max_buyers: 1.5 }]
    for (const terms of [...bad, { expires_at: past }, { expires_at: 'soon' }]) {
      expect((await send('PATCH', path, terms)).status, JSON.stringify(terms)).toBe(422)
      const listing = { lead_ids: [a?.leadId], price: 1, ...terms }
      if (Object.keys(terms).length > 0)
        expect((await send('POST', '/partner/listings', listing)).status).toBe(422)
    }
    for (const buying of [buyer, await rich('Bob')]) {
      await send('POST', '/marketplace/orders', { listing_ids: [a?.listingId] }, buying.cookie)
    }
    expect((await send('PATCH', path, { max_buyers: 1 })).status).toBe(409)
  })

  it('leave the market at once when the operator suspends the partner, and come back', async () => {
    const seller = await addPartner(world, 'Suse')
    const [a] = await addListings(world, seller, [{}], { price: 44 })
    const found = async () =>
      (await send('GET', '/marketplace/listings?price_min=44&price_max=44', undefined, buyer.cookie)).body
        .data.length
    expect(await found()).toBe(1)
    expect((await decide(seller.workspaceId, 'suspension', { reason: 'Complaints' })).status).toBe(200)
    expect(await found()).toBe(0)
    const buy = await send('POST', '/marketplace/orders', { listing_ids: [a?.listingId] }, buyer.cookie)
    expect(buy.body.skipped).toEqual([{ listing_id: a?.listingId, reason: 'withdrawn' }])
    const change = await send('PATCH', `/partner/listings/${a?.listingId}`, { price: 1 }, seller.cookie)
    expect(change.status).toBe(403)
    const list = { lead_ids: [a?.leadId], price: 1 }
    expect((await send('POST', '/partner/listings', list, seller.cookie)).status).toBe(403)
    expect((await send('GET', '/partner', undefined, seller.cookie)).body.reason).toBe('Complaints')
    await decide(seller.workspaceId, 'approval')
    expect(await found()).toBe(1)
  })
})

describe('earnings', () => {
  it('add up to what was sold, with the rule’s inputs, held back for its days', async () => {
    const seller = await addPartner(world, 'Erna')
    const sold = await addListings(world, seller, [{}, {}, {}], { price: 10 })
    for (const { listingId } of sold) {
      await send('POST', '/marketplace/orders', { listing_ids: [listingId] }, buyer.cookie)
    }
    const get = (query = '') => send('GET', `/partner/earnings${query}`, undefined, seller.cookie)
    const { body } = await get()
    expect(body).toMatchObject({ total: 12, pending: 12, available: 0, sales: 3 })
    expect(body.months).toEqual([{ month: new Date().toISOString().slice(0, 7), sales: 3, earned: 12 }])
    expect(body.data).toHaveLength(3)
    expect(body.data[0]).toMatchObject({
      price: 10,
      earning: 4,
      rate_percent: 40,
      rule_version: 1,
      released: false,
    })
    expect(body.data[0].rule_inputs).toMatchObject({ fresh: true, quality: false, volume: false })
    const ids: string[] = []
    let cursor = ''
    do {
      const page: { data: { id: string }[]; next_cursor: string | null } = (
        await get(`?limit=1${cursor && `&cursor=${cursor}`}`)
      ).body
      ids.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor ?? ''
    } while (cursor)
    expect(new Set(ids).size).toBe(3)
    expect((await get('?cursor=x')).status).toBe(422)
    const others = await send('GET', '/partner/earnings', undefined, buyer.cookie)
    expect(others.body).toMatchObject({ total: 0, sales: 0, data: [] })
  })
})

describe('every route of partners', () => {
  it('is for members, and for keys with the right scope', async () => {
    const id = crypto.randomUUID()
    const reads: [string, string][] = [
      ['GET', '/api/partner'],
      ['GET', '/api/partner/listings'],
      ['GET', '/api/partner/earnings'],
    ]
    const writes: [string, string][] = [
      ['POST', '/api/partner/applications'],
      ['POST', '/api/partner/listings'],
      ['PATCH', '/api/partner/listings'],
      ['PATCH', `/api/partner/listings/${id}`],
      ['POST', `/api/partner/listings/${id}/withdrawal`],
      ['POST', '/api/partner/listings/withdrawals'],
    ]
    const readKey = await addKey(world, partner.workspaceId, ['read'])
    const writeKey = await addKey(world, partner.workspaceId, ['write'])
    for (const [method, path] of [...reads, ...writes]) {
      const body = method === 'GET' ? undefined : {}
      expect((await app.client.request(method, path, { body })).status, path).toBe(401)
      const wrong = method === 'GET' ? writeKey : readKey
      expect((await app.client.request(method, path, { body, key: wrong })).status, path).toBe(403)
    }
    for (const [method, path] of reads) {
      expect((await app.client.request(method, path, { key: readKey })).status, path).toBe(200)
    }
  })
})

async function rich(name: string): Promise<Person> {
  const person = await addPerson(world, { name })
  await giveCredits(world, person.workspaceId, 1_000)
  return person
}
