import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addLeads, addListings, addPartner, type MarketLead } from '../../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Listing, listingFilterSchema } from '../schema.ts'
import { all, entryConditions, rowConditions } from './listing-filter.ts'

let world: TestWorld
let app: TestApp
let partner: Person
let buyer: Person
let market: Listing[]

const INDUSTRIES = ['Banking', 'Retail', 'Construction']
const SIZES = ['1-10', '51-200', '201-500']
const WORDS = ['head', 'sales', 'vp', 'engineer', 'marketing']
const pick = <T>(values: readonly T[], n: number): T => values[n % values.length] as T

/** A market with every value in many combinations, each with its own price and terms. */
async function fillMarket() {
  const leads: MarketLead[] = Array.from({ length: 120 }, (_, n) => ({
    industry: n % 7 === 0 ? null : pick(INDUSTRIES, n),
    seniority: pick(['vp', 'director', 'manager', null], n >> 1),
    department: pick(['sales', 'marketing', 'engineering'], n >> 2),
    title_words: [pick(WORDS, n), pick(WORDS, n * 3 + 1)],
    company_size: pick(SIZES, n >> 3),
    country: n % 5 === 0 ? 'GB' : 'US',
    state: n % 5 === 0 ? null : pick(['CA', 'NY'], n),
    email_status: pick(['valid', 'unverified', 'risky'], n),
    phone: n % 3 === 0 ? `+1415555${String(1000 + n)}` : null,
    linkedin_url: n % 4 === 0 ? `https://www.linkedin.com/in/fiction-${n}` : null,
    points_email: (n * 7) % 60,
    sourced_at: new Date(Date.now() - (n % 40) * 86_400_000 - 3_600_000).toISOString(),
  }))
  for (const part of [0, 1, 2, 3]) {
    const terms = { price: 1 + part * 0.75, maxBuyers: part % 2 === 0 ? 1 : 3 }
    await addListings(world, partner, leads.slice(part * 30, part * 30 + 30), terms)
  }
}

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  partner = await addPartner(world)
  buyer = await addPerson(world, { name: 'Bert' })
  await fillMarket()
  market = await listAll('sort=listed_at')
})
afterAll(() => world?.dispose())

const get = (path: string, options: { cookie?: string; key?: string } = { cookie: buyer.cookie }) =>
  app.client.request('GET', `/api/marketplace/listings${path}`, options)

async function listAll(query: string, limit = 50): Promise<Listing[]> {
  const found: Listing[] = []
  let cursor = ''
  for (;;) {
    const { status, body, text } = await get(`?${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`)
    if (status !== 200) throw new Error(text)
    found.push(...body.data)
    if (body.next_cursor === null) return found
    cursor = body.next_cursor
  }
}

/** What the filter means, said plainly. */
function matches(listing: Listing, query: Record<string, string>): boolean {
  const any = (value: string | null, wanted?: string) =>
    wanted === undefined || wanted.split(',').includes(value ?? '')
  const { score_min, score_max, price_min, price_max, age_days_max, has, verified, exclusive, title } = query
  return (
    any(listing.industry, query.industry) &&
    any(listing.seniority, query.seniority) &&
    any(listing.department, query.department) &&
    any(listing.company_size, query.company_size) &&
    any(listing.country, query.country) &&
    any(listing.state, query.state) &&
    (title ?? '').split(' ').every((word) => word === '' || listing.title_words.includes(word)) &&
    listing.score >= Number(score_min ?? 0) &&
    listing.score <= Number(score_max ?? 100) &&
    listing.price >= Number(price_min ?? 0) &&
    listing.price <= Number(price_max ?? 1e9) &&
    listing.age_days <= Number(age_days_max ?? 1e9) &&
    (has ?? '').split(',').every((contact) => contact === '' || listing[`has_${contact}` as 'has_email']) &&
    (verified === undefined || String(listing.verified) === verified) &&
    (exclusive === undefined || String(listing.exclusive) === exclusive)
  )
}

const VALUE_OF = {
  listed_at: (listing: Listing) => Date.parse(listing.listed_at),
  score: (listing: Listing) => listing.score,
  price: (listing: Listing) => listing.price,
  age: (listing: Listing) => listing.age_days,
}

const some = (values: string[]) => fc.subarray(values, { minLength: 1 }).map((chosen) => chosen.join(','))
const filters = fc.record(
  {
    industry: some([...INDUSTRIES, 'Nowhere']),
    seniority: some(['vp', 'director', 'manager', 'entry']),
    department: some(['sales', 'marketing', 'engineering']),
    title: fc.subarray(WORDS, { minLength: 1, maxLength: 2 }).map((words) => words.join(' ')),
    company_size: some(SIZES),
    country: some(['US', 'GB']),
    state: some(['US-CA', 'US-NY']),
    score_min: fc.nat(60).map(String),
    score_max: fc.integer({ min: 20, max: 100 }).map(String),
    price_min: fc.constantFrom('0', '1', '1.75', '2.5'),
    price_max: fc.constantFrom('1', '1.75', '2.5', '10'),
    age_days_max: fc.nat(40).map(String),
    has: some(['phone', 'email', 'linkedin']),
    verified: fc.constantFrom('true', 'false'),
    exclusive: fc.constantFrom('true', 'false'),
  },
  { requiredKeys: [] },
)
const sorts = fc.constantFrom('score', '-score', 'price', '-price', 'age', '-age', 'listed_at', '-listed_at')

/** How many listings the index entries let through, and how many the rows themselves. */
async function letThrough(query: Record<string, string>) {
  const filter = listingFilterSchema.parse(query)
  const { rows } = await withWorkspace(world.db, buyer.workspaceId, (tx) =>
    sql<{ entries: number; rows: number; both: number }>`
      select count(*) filter (where ${all(entryConditions(filter))}) as entries,
        count(*) filter (where ${all(rowConditions(filter))}) as rows,
        count(*) filter (where ${all([...entryConditions(filter), ...rowConditions(filter)])}) as both
      from market`.execute(tx),
  )
  return rows[0]
}

describe('the list of listings', () => {
  it('has everything on sale', () => {
    expect(market).toHaveLength(120)
    expect(new Set(market.map(({ id }) => id)).size).toBe(120)
  })

  it('answers any filter in any order as the plain oracle does', async () => {
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 1, max: 60 }), async (filter, sort, limit) => {
        const query = new URLSearchParams({ ...filter, sort }).toString()
        const found = await listAll(query, limit)
        const expected = market.filter((listing) => matches(listing, filter as Record<string, string>))
        expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
        const value = VALUE_OF[sort.replace('-', '') as keyof typeof VALUE_OF]
        const sign = sort.startsWith('-') ? -1 : 1
        for (const [n, listing] of found.slice(1).entries()) {
          expect(sign * (value(listing) - value(found[n] as Listing))).toBeGreaterThanOrEqual(0)
        }
        const count = await get(`/count?${new URLSearchParams(filter as Record<string, string>)}`)
        expect(count.body).toEqual({ count: expected.length, exact: true })
        const { length } = expected
        expect(await letThrough(filter as Record<string, string>)).toEqual({
          ...{ entries: length, rows: length, both: length },
        })
      }),
      { numRuns: 25 },
    )
  })

  it('marks, and leaves out, whom the buyer already has', async () => {
    const reader = await addPerson(world, { name: 'Rita' })
    const email = 'known-person@people.example'
    const [listing] = await addListings(world, partner, [{ email }], { price: 9 })
    await addLeads(world, reader.workspaceId, [{ email }])
    const read = await get(`/${listing?.listingId}`, { cookie: reader.cookie })
    expect(read.body).toMatchObject({ owned: true, own: false })
    const ids = async (query: string) =>
      (await get(`?price_min=9&${query}`, { cookie: reader.cookie })).body.data.map((row: Listing) => row.id)
    expect(await ids('')).toEqual([listing?.listingId])
    expect(await ids('hide_owned=true')).toEqual([])
    const others = await get(`/${listing?.listingId}`)
    expect(others.body.owned).toBe(false)
    const mine = await get(`/${listing?.listingId}`, { cookie: partner.cookie })
    expect(mine.body.own).toBe(true)
    await world.db.system.query(`update listings set status = 'withdrawn' where id = $1`, [
      listing?.listingId,
    ])
  })

  it('pages past those the buyer already has, missing none of the others', async () => {
    const reader = await addPerson(world, { name: 'Rene' })
    const people = Array.from({ length: 30 }, (_, n) => ({ email: `page-${n}@people.example` }))
    const offered = await addListings(world, partner, people, { price: 77 })
    await addLeads(
      world,
      reader.workspaceId,
      people.filter((_, n) => n % 3 !== 0),
    )
    const found: string[] = []
    let cursor = ''
    do {
      const query = `?price_min=77&hide_owned=true&limit=4${cursor && `&cursor=${cursor}`}`
      const { body } = await get(query, { cookie: reader.cookie })
      found.push(...body.data.map((row: Listing) => row.id))
      cursor = body.next_cursor ?? ''
    } while (cursor)
    const wanted = offered.filter((_, n) => n % 3 === 0).map(({ listingId }) => listingId)
    expect(found.sort()).toEqual(wanted.sort())
    const ids = offered.map(({ listingId }) => listingId)
    await world.db.system.query(`update listings set status = 'withdrawn' where id = any ($1)`, [ids])
  })

  it('shows no listing past its date, before the clock takes it off the market', async () => {
    const expiresAt = new Date(Date.now() + 400).toISOString()
    const [listing] = await addListings(world, partner, [{}], { price: 88, expiresAt })
    expect((await get('?price_min=88')).body.data).toHaveLength(1)
    await expect.poll(async () => (await get('?price_min=88')).body.data, { timeout: 5_000 }).toEqual([])
    expect((await get(`/${listing?.listingId}`)).status).toBe(404)
  })

  it('offers the values there are', async () => {
    const { body } = await get('/options')
    expect(body.country.map(({ value }: { value: string }) => value).sort()).toEqual(['GB', 'US'])
    expect(body.state.map(({ value }: { value: string }) => value).sort()).toEqual(['US-CA', 'US-NY'])
    expect(body.total).toBeGreaterThanOrEqual(120)
  })

  it.each([
    '?sort=email',
    '?sort=company_name',
    '?limit=0',
    '?limit=1000',
    '?seniority=boss',
    '?company_size=many',
    '?state=CA',
    '?country=USA',
    '?has=money',
    '?verified=perhaps',
    '?score_min=x',
    '?price_min=-1',
    '?cursor=abc',
    `?cursor=${Buffer.from('{"sort":"-listed_at","value":"x","id":"01900000-0000-7000-8000-000000000000"}').toString('base64url')}`,
    `?cursor=${Buffer.from('{"sort":"score","value":"5","id":"01900000-0000-7000-8000-000000000000"}').toString('base64url')}`,
    '/not-an-id',
    '/count?sort=1&score_max=1000',
  ])('refuses %s', async (path) => {
    const answer = await get(path)
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })

  it('is for members, and for keys that may read', async () => {
    const reads = await addKey(world, buyer.workspaceId, ['read'])
    const writes = await addKey(world, buyer.workspaceId, ['write'])
    for (const path of ['', '/count', '/options', `/${market[0]?.id}`]) {
      expect((await get(path, {})).status, path).toBe(401)
      expect((await get(path, { key: writes })).status, path).toBe(403)
      expect((await get(path, { key: reads })).status, path).toBe(200)
    }
    expect((await get(`/${crypto.randomUUID()}`)).status).toBe(404)
  })
})
