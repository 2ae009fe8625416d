import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'
import { addPixel, type TestPixel } from '../ingest/ingest.test-kit.ts'
import { type Browser, browse, identify, lookups, newBrowser } from './identity.test-kit.ts'

let world: TestWorld
let app: TestApp
let look: ReturnType<typeof lookups>
let person: Person
let pixel: TestPixel
let email: string
/** Two browsers of one person, each with three pages. */
let browsers: [Browser, Browser]
let leadId: string
beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp({ ROLE: 'web' })
  look = lookups(world)
})
afterAll(() => world.dispose())
beforeEach(async () => {
  person = await addPerson(world)
  pixel = await addPixel(world, person.workspaceId)
  email = `ada-${randomBytes(4).toString('hex')}@northwind.example`
  browsers = [newBrowser(), newBrowser()]
  for (const browser of browsers) {
    await browse(app.url, pixel, browser, { pages: ['/', '/prices'], identify: { email, from: 'form' } })
  }
  await identify(world, person.workspaceId)
  leadId = (await look.leads(person.workspaceId))[0].id
})

const call = (method: string, path: string, who: { cookie?: string; key?: string } = person) =>
  app.client.request(method, path, { cookie: who.cookie, key: who.key })
const linkOf = async ({ visitor }: Browser) =>
  (await call('GET', `/api/visitors/${visitor}/links`)).body.data[0]

describe('links', () => {
  it('tell their evidence', async () => {
    const [{ visitor }] = browsers
    const { status, body } = await call('GET', `/api/visitors/${visitor}/links`)
    expect(status).toBe(200)
    expect(body.data).toMatchObject([
      {
        ...{ kind: 'form', lead_id: leadId, lead_name: email, undone_at: null, undone_by: null },
        event: { url: expect.stringContaining('/form'), at: expect.any(String) },
      },
    ])
  })

  it('can be undone, and stay undone when the browser says the same again', async () => {
    const [browser, other] = browsers
    const link = await linkOf(browser)
    const points = async () => (await look.leads(person.workspaceId))[0].points_engagement
    // two visits 2, four pages 2, today 3
    expect(await points()).toBe(7)
    for (let n = 0; n < 2; n++) {
      const undone = await call('POST', `/api/visitors/${browser.visitor}/links/${link.id}/reversal`)
      expect(undone.status).toBe(200)
      expect(undone.body).toMatchObject({ undone_at: expect.any(String), undone_by: { id: person.id } })
    }
    expect(await look.visitor(browser)).toMatchObject({ lead_id: null, identified_at: null })
    expect((await look.visitor(other)).lead_id).toBe(leadId)
    expect(await points()).toBe(5)
    await browse(app.url, pixel, browser, { pages: ['/again'], identify: { email, from: 'form' } })
    await identify(world, person.workspaceId)
    expect(await look.links(browser)).toHaveLength(1)
    expect((await look.visitor(browser)).lead_id).toBeNull()
    // another person of the same browser is believed
    await browse(app.url, pixel, browser, { identify: { email: `2-${email}`, from: 'form' } })
    await identify(world, person.workspaceId)
    expect((await look.visitor(browser)).lead_id).not.toBeNull()
  })

  it('without an address stay undone too', async () => {
    const browser = newBrowser()
    const identified = { phone: '+14155550123', first_name: 'Grace', last_name: 'Hopper', from: 'call' }
    await browse(app.url, pixel, browser, { pages: ['/'], identify: identified })
    await identify(world, person.workspaceId)
    const link = await linkOf(browser)
    await call('POST', `/api/visitors/${browser.visitor}/links/${link.id}/reversal`)
    await browse(app.url, pixel, browser, { pages: ['/'], identify: identified })
    await identify(world, person.workspaceId)
    expect((await look.visitor(browser)).lead_id).toBeNull()
    expect(await look.links(browser)).toHaveLength(1)
  })
})

describe('the visits of a lead', () => {
  it('are those of all its browsers, newest first, with what happened in each', async () => {
    const { status, body } = await call('GET', `/api/leads/${leadId}/visits?limit=1`)
    expect(status).toBe(200)
    expect(body.data).toMatchObject([
      { visitor_id: browsers[1].visitor, page_views: 2, entry_url: expect.stringMatching(/\/$/) },
    ])
    expect(body.data[0].event_list.map(({ type }: { type: string }) => type)).toEqual([
      'page_view',
      'page_view',
      'identify',
    ])
    const rest = await call('GET', `/api/leads/${leadId}/visits?cursor=${body.next_cursor}`)
    expect(rest.body).toMatchObject({ data: [{ visitor_id: browsers[0].visitor }], next_cursor: null })
  })

  it('are deleted whole, the lead stays', async () => {
    expect((await call('DELETE', `/api/leads/${leadId}/visits`)).status).toBe(204)
    expect(await leftOf(browsers[0])).toEqual([0, 0, 0, 0])
    expect(await leftOf(browsers[1])).toEqual([0, 0, 0, 0])
    expect((await look.leads(person.workspaceId))[0]).toMatchObject({ id: leadId, points_engagement: 0 })
    expect((await call('GET', `/api/leads/${leadId}/visits`)).body).toEqual({ data: [], next_cursor: null })
  })
})

describe('a visitor', () => {
  it('is deleted with all it did, and comes again as a new one', async () => {
    const [browser, other] = browsers
    expect((await call('DELETE', `/api/visitors/${browser.visitor}`)).status).toBe(204)
    expect(await leftOf(browser)).toEqual([0, 0, 0, 0])
    expect(await leftOf(other)).toEqual([1, 1, 3, 1])
    await browse(app.url, pixel, browser, { pages: ['/'] })
    expect(await look.visitor(browser)).toMatchObject({ sessions: 1, lead_id: null })
  })
})

describe('who may', () => {
  it('nobody signed out, nobody of another workspace, no reader where something changes', async () => {
    const [{ visitor }] = browsers
    const link = await linkOf(browsers[0])
    const stranger = await addPerson(world)
    const reader = { key: await addKey(world, person.workspaceId, ['read']) }
    const reads = [`/api/visitors/${visitor}/links`, `/api/leads/${leadId}/visits`].map((path) => [
      'GET',
      path,
    ])
    const writes = [
      ['POST', `/api/visitors/${visitor}/links/${link.id}/reversal`],
      ['DELETE', `/api/visitors/${visitor}`],
      ['DELETE', `/api/leads/${leadId}/visits`],
    ]
    for (const [method = '', path = ''] of [...reads, ...writes]) {
      expect((await call(method, path, {})).status).toBe(401)
      expect((await call(method, path, stranger)).status).toBe(404)
      expect((await call(method, path.replace(/[0-9a-f-]{36}/, 'no-uuid'))).status).toBe(422)
    }
    for (const [method = '', path = ''] of writes) expect((await call(method, path, reader)).status).toBe(403)
    for (const [method = '', path = ''] of reads) expect((await call(method, path, reader)).status).toBe(200)
    const missing = `/api/visitors/${browsers[1].visitor}/links/${link.id}/reversal`
    expect((await call('POST', missing)).status).toBe(404)
    expect((await call('GET', `/api/leads/${leadId}/visits?cursor=nonsense`)).status).toBe(422)
    expect((await call('DELETE', `/api/visitors/${randomUUID()}`)).status).toBe(404)
    expect(await leftOf(browsers[0])).toEqual([1, 1, 3, 1])
  })
})

/** How many rows there are of a browser: itself, its visits, its events, its links. */
async function leftOf({ visitor }: Browser): Promise<number[]> {
  const counts = await Promise.all(
    [
      'visitors where id',
      'visitor_sessions where visitor_id',
      'pixel_events where visitor_id',
      'visitor_links where visitor_id',
    ].map((from) => look.ask(`select count(*)::int as n from ${from} = $1`, [visitor])),
  )
  return counts.map(([row]) => row.n)
}
