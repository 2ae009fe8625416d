import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addListings, addPartner, giveCredits, type Sold } from '../../../../test/market.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'

let world: TestWorld
let app: TestApp
let partner: Person
let buyer: Person
let sold: Sold[]

/** Every value of these that tells who the person is; each is unlike anything else in an answer. */
const people = [1, 2, 3].map((n) => ({
  email: `zyxemail${n}@zyxdomain${n}.example`,
  phone: `+1415555987${n}`,
  linkedin_url: `https://www.linkedin.com/in/zyxprofile${n}`,
  first_name: `Zyxfirst${n}`,
  last_name: `Zyxlast${n}`,
  full_name: `Zyxfirst${n} Zyxlast${n}`,
  job_title: `VP of zyxteam${n}`,
  title_words: ['vp'],
  company_name: `Zyxcompany${n}`,
  company_domain: `zyxdomain${n}.example`,
  industry: `Zyxindustry${n}`,
  city: `Zyxcity${n}`,
  postal_code: `ZYXPOST${n}`,
  state: 'CA',
  country: 'US',
  website: `https://zyxsite${n}.example`,
  notes: `zyxnotes${n}`,
}))
const SECRET = /zyx|555987|@/i

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  partner = await addPartner(world)
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 1)
  sold = await addListings(world, partner, people, { price: 2, maxBuyers: 2 })
})
afterAll(() => world?.dispose())

const get = (path: string) => app.client.request('GET', `/api/marketplace${path}`, { cookie: buyer.cookie })

/** A cursor is looked at for what it says: any letters may stand side by side in its code. */
const readable = (answer: string) =>
  answer.replace(/"next_cursor":"([^"]+)"/g, (_, cursor) => Buffer.from(cursor, 'base64url').toString())

function expectMasked(answer: string) {
  const text = readable(answer)
  expect(text).not.toMatch(SECRET)
  expect(text).not.toContain(partner.workspaceId)
  expect(text).not.toContain('Petra')
  for (const { leadId } of sold) expect(text).not.toContain(leadId)
}

describe('before purchase', () => {
  it('no answer, cursor, header or refusal tells who is for sale or who sells', async () => {
    const paths = ['/listings', '/listings/count', '/listings/options', '/orders']
    for (const sort of ['score', '-score', 'price', 'age', 'listed_at']) {
      paths.push(`/listings?sort=${sort}&limit=1`, `/listings?sort=${sort}&hide_owned=true`)
    }
    paths.push(...sold.map(({ listingId }) => `/listings/${listingId}`))
    for (const path of paths) {
      const { status, text, headers } = await get(path)
      expect(status, path).toBe(200)
      expectMasked(text + JSON.stringify([...headers]))
    }
    const buy = (body: object) =>
      app.client.request('POST', '/api/marketplace/orders', {
        ...{ cookie: buyer.cookie, idempotencyKey: crypto.randomUUID(), body },
      })
    const ids = sold.map(({ listingId }) => listingId)
    const refusals = [
      await buy({ listing_ids: ids }),
      await buy({ listing_ids: ids, max_total: 0.01 }),
      await buy({ listing_ids: [...ids, crypto.randomUUID()] }),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([402, 409, 404])
    for (const { text } of refusals) expectMasked(text)
  })

  it('filters cannot be used to ask for what is masked', async () => {
    const all = (await get('/listings')).text
    const ignored = [
      'email',
      'phone',
      'company_name',
      'company_domain',
      'city',
      'full_name',
      'lead_id',
      'partner_id',
    ]
    for (const name of ignored) {
      expect((await get(`/listings?${name}=${encodeURIComponent('zyx')}`)).text, name).toBe(all)
    }
    const probes = people.flatMap((person) => [
      `title=${person.first_name}`,
      `title=zyxteam${person.full_name.slice(-1)}`,
      `title=${person.company_name}`,
      `industry=${person.industry}`,
      `department=${person.city}`,
    ])
    for (const probe of probes) {
      expect((await get(`/listings?${probe}`)).body.data, probe).toEqual([])
      expect((await get(`/listings/count?${probe}`)).body.count, probe).toBe(0)
    }
    for (const sort of ['email', 'full_name', 'company_name', 'lead_id', 'workspace_id', 'id']) {
      expect((await get(`/listings?sort=${sort}`)).status, sort).toBe(422)
    }
  })

  it('the request role itself cannot read whose a listing is, nor what identifies its person', async () => {
    const as = (text: string) => withWorkspace(world.db, buyer.workspaceId, (tx) => sql.raw(text).execute(tx))
    expect((await as('select id from listings')).rows).toEqual([])
    await expect(as('select email_identities from listings')).rejects.toThrow(/permission denied/)
    await expect(as('select workspace_id from market')).rejects.toThrow(/does not exist/)
    await expect(as('select lead_id from market')).rejects.toThrow(/does not exist/)
    expectMasked(
      JSON.stringify((await as(`select to_jsonb(m) - '{code,title_bits}'::text[] from market m`)).rows),
    )
  })

  it('the events of a purchase carry ids and numbers, and tell the partner nothing of the buyer', async () => {
    await giveCredits(world, buyer.workspaceId, 10)
    const ids = sold.map(({ listingId }) => listingId)
    const { status } = await app.client.request('POST', '/api/marketplace/orders', {
      ...{ cookie: buyer.cookie, idempotencyKey: 'masked', body: { listing_ids: ids } },
    })
    expect(status).toBe(201)
    const { rows } = await world.db.system.query('select workspace_id, payload from events')
    expect(JSON.stringify(rows)).not.toMatch(SECRET)
    const partners = JSON.stringify(rows.filter((row) => row.workspace_id === partner.workspaceId))
    expect(partners).not.toContain(buyer.workspaceId)
    expect(partners).not.toContain(buyer.id)
    const earnings = await app.client.request('GET', '/api/partner/earnings', { cookie: partner.cookie })
    expect(earnings.body.sales).toBe(3)
    expect(earnings.text).not.toContain(buyer.workspaceId)
    expect(earnings.text).not.toContain(buyer.id)
    const orders = await get('/orders')
    expect(earnings.text).not.toContain(orders.body.data[0].id)
  })
})
