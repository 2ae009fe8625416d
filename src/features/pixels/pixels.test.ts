import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from '../../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { listen } from '../../../test/listen.ts'
import { addKey, addMember, addPerson, type Person } from '../../../test/people.ts'
import { batchOf, send } from './ingest/ingest.test-kit.ts'
import { MAX_PIXELS } from './schema.ts'
import { seedVisit } from './visits.test-kit.ts'

let world: TestWorld
let app: TestApp
let ada: Person
let bob: Person
let stranger: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  ada = await addPerson(world, { name: 'Ada' })
  bob = await addPerson(world, { name: 'Bob' })
  stranger = await addPerson(world, { name: 'Stranger' })
  await addMember(world, ada.workspaceId, bob.id, 'member')
})
afterAll(() => world.dispose())

type Credentials = { cookie?: string; key?: string; headers?: Record<string, string> }
const call = (method: string, path: string, body?: unknown, by: Credentials = { cookie: ada.cookie }) =>
  app.client.request(method, `/api/pixels${path}`, { body, ...by })
const asBob = () => ({ cookie: bob.cookie, headers: { 'X-Workspace-Id': ada.workspaceId } })
const asStranger = () => ({ cookie: stranger.cookie })

async function add(name = 'Shop', website_url = 'https://shop.example.com/', by?: Credentials) {
  const { status, body } = await call('POST', '', { name, website_url }, by)
  expect(status, JSON.stringify(body)).toBe(201)
  return body as { id: string; key: string }
}

describe('a pixel', () => {
  it('is made for a site, read, changed and told of', async () => {
    const ear = await listen(`${app.url}/api/live`, { cookie: ada.cookie })
    const { status, body } = await call('POST', '', { name: ' Shop ', website_url: 'Example.com#top' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ name: 'Shop', website_url: 'https://example.com/', domains: ['example.com', 'www.example.com'] },
      ...{ status: 'active', state: 'waiting', consent: 'cookieless', superpixel: false },
      ...{ first_event_at: null, email_selectors: [] },
      lead_rules: { enabled: true, min_page_views: 1, pages: [], countries: [], company_sizes: [] },
    })
    expect(body.key).toMatch(/^[a-z0-9]{16}$/)
    expect(body.snippet).toBe(`<script async src="${app.url}/px/${body.key}.js"></script>`)
    expect((await call('GET', `/${body.id}`, undefined, asBob())).body).toEqual(body)
    const change = {
      ...{
        status: 'paused',
        consent: 'full',
        domains: ['Shop.example.com', '*.example.com', '*.example.com'],
      },
      ...{ email_selectors: ['#email'], excluded_paths: ['/admin/*'], excluded_countries: ['de'] },
      ...{ internal_addresses: ['203.0.113.7/24', '2001:db8::1'], lead_rules: { min_page_views: 3 } },
    }
    const changed = (await call('PATCH', `/${body.id}`, change)).body
    expect(changed).toMatchObject({
      ...{ status: 'paused', state: 'paused', domains: ['shop.example.com', '*.example.com'] },
      ...{ excluded_countries: ['DE'], internal_addresses: ['203.0.113.0/24', '2001:db8::1/128'] },
      lead_rules: { enabled: true, min_page_views: 3 },
    })
    expect((await call('PATCH', `/${body.id}`, {})).body).toEqual(changed)
    const told = (events: typeof ear.events) =>
      events.filter(({ event, data }) => event === 'pixel.changed' && data.pixel_id === body.id).length === 2
    await ear.until(told)
    ear.close()
  })

  it('has the hosts of its site among its domains', async () => {
    const domains = async (website_url: string) =>
      (await call('POST', '', { name: 'D', website_url })).body.domains
    expect(await domains('www.shop.co.uk/path?q=1')).toEqual(['shop.co.uk', 'www.shop.co.uk'])
    expect(await domains('http://blog.example.com:8080')).toEqual(['blog.example.com'])
    expect(await domains('http://localhost:3000')).toEqual(['localhost'])
  })

  it.each([
    [{ name: 'x' }, 'website_url'],
    [{ name: '', website_url: 'https://a.example' }, 'name'],
    [{ name: 'x'.repeat(121), website_url: 'https://a.example' }, 'name'],
    [{ name: 'x\u0000', website_url: 'https://a.example' }, 'name'],
    [{ name: 'x', website_url: 'ftp://a.example' }, 'website_url'],
    [{ name: 'x', website_url: 'javascript:alert(1)' }, 'website_url'],
    [{ name: 'x', website_url: 'https://user:secret@a.example' }, 'website_url'],
    [{ name: 'x', website_url: 'not a site' }, 'website_url'],
    [{ name: 'x', website_url: 'https://a.example', key: 'mine' }, ''],
  ])('is not made of %j', async (body, path) => {
    const answer = await call('POST', '', body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0].path).toBe(path)
  })

  it.each([
    { domains: [] },
    { domains: ['https://a.example'] },
    { domains: ['a.*.example'] },
    { status: 'deleted' },
    { consent: 'maybe' },
    { excluded_countries: ['Germany'] },
    { excluded_paths: ['admin'] },
    { internal_addresses: ['10.0.0.0/33'] },
    { internal_addresses: ['office'] },
    { email_selectors: Array.from({ length: 21 }, (_, n) => `#e${n}`) },
    { lead_rules: { min_page_views: 0 } },
    { lead_rules: { company_sizes: ['huge'] } },
    { website_url: 'https://' },
  ])('does not become %j', async (change) => {
    const { id } = await add()
    expect((await call('PATCH', `/${id}`, change)).status).toBe(422)
  })

  it('is for owners and admins to make, for members to see, for others not there', async () => {
    const { id } = await add()
    const wish = { name: 'N', website_url: 'https://n.example' }
    const paths: [string, string, unknown][] = [
      ['GET', '', undefined],
      ['POST', '', wish],
      ['GET', '/settings', undefined],
      ['PATCH', '/settings', {}],
      ...(['GET', 'PATCH', 'DELETE'] as const).map((method): [string, string, unknown] => [
        method,
        `/${id}`,
        method === 'PATCH' ? { name: 'N' } : undefined,
      ]),
      ['GET', `/${id}/status`, undefined],
      ['POST', `/${id}/diagnoses`, undefined],
    ]
    for (const [method, path, body] of paths)
      expect(`${method} ${path} ${(await call(method, path, body, {})).status}`).toBe(`${method} ${path} 401`)
    for (const [method, path, body] of paths.filter(
      ([method, path]) => method !== 'GET' && !path.endsWith('diagnoses'),
    ))
      expect((await call(method, path, body, asBob())).status).toBe(403)
    expect((await call('GET', '/settings', undefined, asBob())).status).toBe(403)
    expect((await call('GET', `/${id}/status`, undefined, asBob())).status).toBe(200)
    for (const [method, path, body] of paths.filter(([, path]) => path.includes(id)))
      expect((await call(method, path, body, asStranger())).status).toBe(404)
    expect((await call('GET', '', undefined, asStranger())).body.data).toEqual([])
    const readOnly = { key: await addKey(world, ada.workspaceId, ['read']) }
    expect((await call('GET', `/${id}`, undefined, readOnly)).status).toBe(200)
    expect((await call('POST', '', wish, readOnly)).status).toBe(403)
    expect((await call('POST', `/${id}/diagnoses`, undefined, readOnly)).status).toBe(403)
    expect((await call('GET', '/no-uuid')).status).toBe(422)
  })

  it('is one of at most a hundred', async () => {
    const person = await addPerson(world)
    await asOwner(
      world,
      `insert into pixels (workspace_id, key, name, website_url, domains)
       select $1, lpad(n::text, 16, 'a'), 'P', 'https://p.example/', '{p.example}' from generate_series(1, $2::int) n`,
      [person.workspaceId, MAX_PIXELS],
    )
    const refused = await call('POST', '', { name: 'N', website_url: 'n.example' }, { cookie: person.cookie })
    expect(refused.status).toBe(409)
    const pages = await Promise.all([
      call('GET', '?limit=60', undefined, { cookie: person.cookie }),
      call('GET', '?cursor=nonsense', undefined, { cookie: person.cookie }),
    ])
    expect(pages.map(({ status }) => status)).toEqual([200, 422])
    const rest = await call('GET', `?limit=60&cursor=${pages[0]?.body.next_cursor}`, undefined, {
      cookie: person.cookie,
    })
    expect([...pages[0].body.data, ...rest.body.data].length).toBe(MAX_PIXELS)
    expect(rest.body.next_cursor).toBeNull()
  })
})

describe('the settings', () => {
  it('are those of the table until somebody says otherwise', async () => {
    expect((await call('GET', '/settings')).body).toEqual({ retention_days: 90, addresses: 'shortened' })
    expect((await call('PATCH', '/settings', { addresses: 'none' })).body).toEqual({
      ...{ retention_days: 90, addresses: 'none' },
    })
    expect((await call('PATCH', '/settings', { retention_days: 30 })).body).toEqual({
      ...{ retention_days: 30, addresses: 'none' },
    })
    expect((await call('GET', '/settings')).body).toEqual({ retention_days: 30, addresses: 'none' })
    for (const wrong of [{ retention_days: 0 }, { retention_days: 731 }, { addresses: 'all' }, { more: 1 }])
      expect((await call('PATCH', '/settings', wrong)).status).toBe(422)
  })
})

describe('what comes', () => {
  it('shows in the status and the list', async () => {
    const { id, key } = await add()
    const batch = batchOf({ key }, [{}, { n: 'custom', d: { name: 'chat', properties: {} } }])
    expect((await send(app.url, batch)).body).toEqual({ accepted: 2, dropped: 0 })
    await asOwner(
      world,
      `insert into pixel_drops (workspace_id, pixel_id, hour, reason, events) values
         ($1, $2, date_trunc('hour', now()), 'bot', 3), ($1, $2, date_trunc('hour', now()) - interval '3 hours', 'domain', 7),
         ($1, $2, date_trunc('hour', now()) - interval '2 days', 'domain', 100)`,
      [ada.workspaceId, id],
    )
    const status = (await call('GET', `/${id}/status`)).body
    expect(status).toMatchObject({ state: 'live', events_today: 2 })
    expect(status.drops).toEqual([
      { reason: 'domain', events: 7 },
      { reason: 'bot', events: 3 },
    ])
    const listed = (await call('GET', '?limit=200')).body.data.find((one: { id: string }) => one.id === id)
    expect(listed).toMatchObject({ state: 'live', events_today: 2, online: 1 })
  })

  it('goes with the pixel, and nothing of another', async () => {
    const [gone, kept] = [await add('Gone'), await add('Kept')]
    for (const { id } of [gone, kept])
      for (const _ of [1, 2, 3])
        await seedVisit(world, { workspaceId: ada.workspaceId, pixelId: id, pages: ['/', '/a'] })
    expect((await call('DELETE', `/${gone.id}`)).status).toBe(204)
    expect((await call('GET', `/${gone.id}`)).status).toBe(404)
    expect((await call('GET', `/${gone.id}/status`)).status).toBe(404)
    expect((await call('PATCH', `/${gone.id}`, { name: 'Back' })).status).toBe(404)
    expect((await call('DELETE', `/${gone.id}`)).status).toBe(404)
    expect((await asOwner(world, 'select find_pixel($1) as found', [gone.key]))[0]?.found).toBeNull()
    const left = async (id: string) =>
      (
        await asOwner(
          world,
          `select (select count(*) from pixels where id = $1)::int as pixels,
             (select count(*) from visitors where pixel_id = $1)::int as visitors,
             (select count(*) from visitor_sessions where pixel_id = $1)::int as sessions,
             (select count(*) from pixel_events where pixel_id = $1)::int as events`,
          [id],
        )
      )[0]
    await expect
      .poll(() => left(gone.id), { timeout: 20_000 })
      .toEqual({
        ...{ pixels: 0, visitors: 0, sessions: 0, events: 0 },
      })
    expect(await left(kept.id)).toEqual({ pixels: 1, visitors: 3, sessions: 3, events: 6 })
  })
})
