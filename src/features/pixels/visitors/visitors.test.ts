import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { createPixel } from '../create-pixel.ts'
import { seedVisit } from '../visits.test-kit.ts'

let world: TestWorld
let app: TestApp
let ada: Person
let stranger: Person
let shop: string
let blog: string

const acme = { name: 'Acme Ltd', domain: 'acme.example' }
const visitors: Record<string, string> = {}

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  ada = await addPerson(world, { name: 'Ada' })
  stranger = await addPerson(world, { name: 'Stranger' })
  shop = await addPixel(ada, 'Shop')
  blog = await addPixel(ada, 'Blog')
  const leadId = await addLead('Grace Hopper')
  const visit = async (name: string, more: Partial<Parameters<typeof seedVisit>[1]>) => {
    const seeded = await seedVisit(world, {
      workspaceId: ada.workspaceId,
      pixelId: shop,
      pages: ['/'],
      ...more,
    })
    visitors[name] = seeded.visitorId
  }
  await visit('now', { pages: ['/', '/pricing'], company: acme, country: 'DE', minutesAgo: 1 })
  await visit('known', { leadId, country: 'US', minutesAgo: 2 })
  await visit('reader', { pixelId: blog, pages: ['/posts/PRICING-models'], minutesAgo: 60 })
  await visit('old', { pages: ['/pricing'], country: 'US', minutesAgo: 3 * 24 * 60 })
  await visit('old', { visitorId: visitors.old, pages: ['/about'], minutesAgo: 2 * 24 * 60 })
})
afterAll(() => world.dispose())

function addPixel({ workspaceId }: Person, name: string): Promise<string> {
  return withWorkspace(world.db, workspaceId, async (tx) => {
    const wish = { name, website_url: 'https://shop.example.com' }
    return (await createPixel(tx, workspaceId, wish, app.url)).id
  })
}

async function addLead(full_name: string): Promise<string> {
  const { status, body } = await app.client.request('POST', '/api/leads', {
    cookie: ada.cookie,
    body: { full_name, email: 'grace@navy.example' },
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id ?? body.lead.id
}

type Credentials = { cookie?: string; key?: string }
const get = (path: string, by: Credentials = { cookie: ada.cookie }) =>
  app.client.request('GET', `/api/visitors${path}`, by)
const nameOf = (id: string) => Object.keys(visitors).find((name) => visitors[name] === id)
const found = async (query: string) =>
  (await get(query)).body.data.map(({ id }: { id: string }) => nameOf(id)).join(' ')

describe('the list of visitors', () => {
  it('has who was seen last first, each with the last visit', async () => {
    const { status, body } = await get('')
    expect(status).toBe(200)
    expect(body.data.map(({ id }: { id: string }) => nameOf(id))).toEqual(['now', 'known', 'reader', 'old'])
    expect(body.data[0]).toMatchObject({
      ...{ pixel_id: shop, pixel_name: 'Shop', sessions: 1, page_views: 2, country: 'DE' },
      ...{ company_name: 'Acme Ltd', company_domain: 'acme.example', lead_id: null, identified_at: null },
      session: {
        ...{ entry_url: 'https://shop.example.com/', exit_url: 'https://shop.example.com/pricing' },
        ...{ page_views: 2, device: 'desktop', engaged_seconds: 4, scroll_percent: 80 },
      },
    })
    expect(body.data[1]).toMatchObject({ lead_name: 'Grace Hopper' })
    expect(body.data[3]).toMatchObject({
      sessions: 2,
      session: { entry_url: 'https://shop.example.com/about' },
    })
  })

  it('has each visitor once, a page at a time, however alike their times', async () => {
    const person = await addPerson(world)
    const pixelId = await addPixel(person, 'Many')
    const ids = await Promise.all(
      Array.from(
        { length: 7 },
        async () =>
          (await seedVisit(world, { workspaceId: person.workspaceId, pixelId, pages: ['/'] })).visitorId,
      ),
    )
    await asOwner(
      world,
      `update visitors set last_seen_at = '2026-01-01T00:00:00.123456Z' where pixel_id = $1`,
      [pixelId],
    )
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { data: { id: string }[]; next_cursor: string | null } = (
        await get(`?limit=3${cursor && `&cursor=${cursor}`}`, { cookie: person.cookie })
      ).body
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor
    }
    expect(seen).toEqual([...ids].sort())
  })

  it.each([
    ['?online=true', 'now known'],
    ['?online=false', 'reader old'],
    ['?identified=true', 'known'],
    ['?identified=false&online=true', 'now'],
    ['?has_company=true', 'now'],
    ['?has_company=false&online=true', 'known'],
    ['?company=ACME', 'now'],
    ['?company=acme.ex', 'now'],
    ['?company=100%25', ''],
    ['?q=hopper', 'known'],
    ['?q=navy.EX', 'known'],
    ['?q=acme', 'now'],
    [`?until=${new Date(Date.now() - 24 * 3_600_000).toISOString()}`, 'old'],
    ['?until=2020-01-01', ''],
    ['?country=us,de', 'now known old'],
    ['?country=FR', ''],
    ['?page=pricing', 'now reader old'],
    ['?page=/about', 'old'],
    ['?page=_', ''],
    [`?since=${new Date(Date.now() - 24 * 3_600_000).toISOString()}`, 'now known reader'],
    [`?page=pricing&since=${new Date(Date.now() - 2.5 * 24 * 3_600_000).toISOString()}`, 'now reader'],
  ])('finds by %s', async (query, names) => {
    expect(await found(query)).toBe(names)
  })

  it('finds by pixel', async () => {
    expect(await found(`?pixel_id=${blog}`)).toBe('reader')
    expect(await found(`?pixel_id=${randomUUID()}`)).toBe('')
  })

  it.each([
    '?online=maybe',
    '?country=Germany',
    '?pixel_id=1',
    '?since=then',
    '?limit=201',
    '?cursor=x',
    '?page=%00',
  ])('refuses %s', async (query) => {
    expect((await get(query)).status).toBe(422)
  })
})

describe('a visitor', () => {
  it('is read with its visits, the newest first, and what happened in each in its order', async () => {
    const one = await get(`/${visitors.old}`)
    expect(one.body).toMatchObject({ id: visitors.old, sessions: 2, page_views: 2, events: 2 })
    const { body } = await get(`/${visitors.old}/sessions`)
    expect(body.data.map((s: { entry_url: string }) => new URL(s.entry_url).pathname)).toEqual([
      '/about',
      '/pricing',
    ])
    expect(body.data[0].event_list).toEqual([
      {
        ...{
          id: expect.any(String),
          at: expect.any(String),
          type: 'page_view',
          title: 'A page',
          detail: null,
        },
        url: 'https://shop.example.com/about',
      },
    ])
    expect(Date.parse(body.data[0].event_list[0].at)).toBe(Date.parse(body.data[0].started_at))
    const first = (await get(`/${visitors.old}/sessions?limit=1`)).body
    const second = (await get(`/${visitors.old}/sessions?limit=1&cursor=${first.next_cursor}`)).body
    expect([...first.data, ...second.data]).toEqual(body.data)
    expect(second.next_cursor).toBeNull()
  })

  it('is nobody to others', async () => {
    const paths = ['', '/online', `/${visitors.now}`, `/${visitors.now}/sessions`]
    for (const path of paths) expect(`${path} ${(await get(path, {})).status}`).toBe(`${path} 401`)
    const others = { cookie: stranger.cookie }
    expect((await get('', others)).body.data).toEqual([])
    expect((await get('/online', others)).body).toMatchObject({ visitors: 0, pages: [] })
    for (const path of paths.slice(2)) expect((await get(path, others)).status).toBe(404)
    expect((await get('/no-uuid')).status).toBe(422)
    const billing = { key: await addKey(world, ada.workspaceId, ['billing']) }
    for (const path of paths) expect((await get(path, billing)).status).toBe(403)
  })
})

it('tells who is there now and what they look at', async () => {
  expect((await get('/online')).body).toEqual({
    ...{ visitors: 2, identified: 1, companies: 1, minutes: 5 },
    pages: [
      { url: 'https://shop.example.com/', visitors: 1 },
      { url: 'https://shop.example.com/pricing', visitors: 1 },
    ],
  })
})
