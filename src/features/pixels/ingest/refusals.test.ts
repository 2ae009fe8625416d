import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { addPixel, batchOf, CHROME, SITE, send, type TestPixel } from './ingest.test-kit.ts'

let world: TestWorld
let app: TestApp
let workspaceId: string
let pixel: TestPixel
beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  workspaceId = (await addPerson(world)).workspaceId
  pixel = await addPixel(world, workspaceId)
})
afterAll(() => world.dispose())

async function dropsOf({ id }: TestPixel) {
  const rows = await asOwner(world, 'select reason, events::int from pixel_drops where pixel_id = $1', [id])
  return Object.fromEntries(rows.map(({ reason, events }) => [reason, events]))
}

describe('the sending page', () => {
  it('is one of the domains of the pixel, else it is refused and counted', async () => {
    const status = async (headers: Record<string, string | undefined>, events = [{}]) =>
      (await send(app.url, batchOf(pixel, events), headers)).status
    expect(await status({})).toBe(202)
    expect(await status({ Origin: 'https://a.b.example.org' })).toBe(202)
    expect(await status({ Origin: 'https://shop.example.com:8443' })).toBe(202)
    expect(await status({ Origin: undefined, Referer: `${SITE}/x` })).toBe(202)
    for (const Origin of [
      'https://example.org',
      'https://shop.example.com.evil.test',
      'https://evil.test',
      'nonsense',
    ])
      expect([Origin, await status({ Origin })]).toEqual([Origin, 403])
    expect(await status({ Origin: undefined, Referer: 'https://evil.test/' })).toBe(403)
    // a page whose policy hides it is believed about its own address
    expect(await status({ Origin: 'null' })).toBe(202)
    expect(await status({ Origin: 'null' }, [{ u: 'https://evil.test/' }])).toBe(403)
    expect((await dropsOf(pixel)).domain).toBe(6)
  })

  it('may read the answer, also a refusal, without any credentials', async () => {
    const answer = await send(app.url, batchOf(pixel))
    expect(answer.headers.get('access-control-allow-origin')).toBe(SITE)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const unknown = await send(app.url, batchOf({ key: '0000000000000000' }))
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found'])
    expect(unknown.headers.get('access-control-allow-origin')).toBe(SITE)
    const preflight = await app.client.request('OPTIONS', '/px/e', {
      headers: { Origin: SITE, 'Access-Control-Request-Method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(SITE)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Content-Type')
  })

  it('is answered with what every answer has, and by the id of the request', async () => {
    const id = randomUUID()
    for (const batch of [batchOf(pixel), batchOf({ key: '0000000000000000' })]) {
      const answer = await send(app.url, batch, { 'X-Request-Id': id })
      expect(answer.headers.get('x-request-id')).toBe(id)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      if (answer.status !== 202) expect(answer.body.request_id).toBe(id)
    }
  })

  it('reaches nothing else from another site', async () => {
    const answer = await app.client.request('POST', '/api/pixels', { body: {}, headers: { Origin: SITE } })
    expect(answer.status).toBe(403)
  })
})

describe('what the pixel does not want', () => {
  const dropped = { accepted: 0, dropped: 1 }

  it('is dropped and counted: paused, own people, paths', async () => {
    const paused = await addPixel(world, workspaceId, { status: 'paused' })
    expect((await send(app.url, batchOf(paused))).body).toEqual(dropped)
    expect(await dropsOf(paused)).toEqual({ paused: 1 })
    const choosy = await addPixel(world, workspaceId, {
      internal_addresses: ['198.51.100.0/24', '2001:db8:1::/48'],
      excluded_paths: ['/admin*', '*/private/*'],
      excluded_params: ['ref'],
    })
    const from = async (address: string, events = [{}]) =>
      (await send(app.url, batchOf(choosy, events), { 'X-Forwarded-For': address })).body.accepted
    expect(await from('198.51.100.200')).toBe(0)
    expect(await from('2001:db8:1:2::3')).toBe(0)
    expect(await from('1.1.1.1, 198.51.101.1')).toBe(1)
    const pages = ['/admin', '/admin/users', '/a/private/b', '/administrate?x=1', '/shop?ref=abc&id=7'].map(
      (path) => ({
        u: SITE + path,
      }),
    )
    expect(await from('203.0.113.1', pages)).toBe(1)
    expect(await dropsOf(choosy)).toEqual({ internal: 2, path: 4 })
    const [event] = await asOwner(
      world,
      `select url from pixel_events where pixel_id = $1 and url like '%shop?%'`,
      [choosy.id],
    )
    expect(event?.url).toBe(`${SITE}/shop?id=7`)
  })

  it('keeps of an address what the workspace says', async () => {
    for (const [addresses, kept] of [
      ['none', /^null$/],
      ['hashed', /^[\w-]{22}$/],
      ['shortened', /^203\.0\.113\.0$/],
    ] as const) {
      const other = (await addPerson(world)).workspaceId
      await asOwner(world, 'insert into pixel_settings (workspace_id, addresses) values ($1, $2)', [
        other,
        addresses,
      ])
      const batch = batchOf(await addPixel(world, other))
      await send(app.url, batch, { 'X-Forwarded-For': '203.0.113.77' })
      const [session] = await asOwner(world, 'select address from visitor_sessions where id = $1', [batch.s])
      expect(String(session?.address)).toMatch(kept)
    }
  })

  it('sees pages faster than people do', async () => {
    const busy = await addPixel(world, workspaceId)
    const v = randomUUID()
    let accepted = 0
    for (let n = 0; n < 3; n++) {
      const batch = batchOf(busy, Array(100).fill({}), { v })
      accepted += (await send(app.url, batch)).body.accepted
    }
    // a minute may end between two of them
    expect(accepted).toBeGreaterThanOrEqual(200)
    expect(accepted + ((await dropsOf(busy)).bot ?? 0)).toBe(300)
  })
})

describe('other workspaces', () => {
  it('are not reached by their ids: visitor, session and event of another stay as they are', async () => {
    const other = await addPerson(world, { name: 'Other' })
    const theirs = await addPixel(world, other.workspaceId)
    const batch = batchOf(theirs, [{}, {}])
    await send(app.url, batch)
    const before = await asOwner(world, 'select * from visitors where workspace_id = $1', [other.workspaceId])
    expect((await send(app.url, { ...batch, k: pixel.key })).body).toEqual({ accepted: 2, dropped: 0 })
    expect(
      await asOwner(world, 'select * from visitors where workspace_id = $1', [other.workspaceId]),
    ).toEqual(before)
    const rows = await asOwner(
      world,
      'select workspace_id, events::int from visitors where id = $1 order by 1',
      [batch.v],
    )
    expect(rows.map(({ events }) => events)).toEqual([2, 2])
    const seen = await world.db.app
      .query(
        `select ingest_pixel_events('{}', '{}', '{}', '[]', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '[]', '[]')`,
      )
      .catch((error) => error)
    expect(seen.message).toMatch(/permission denied/)
  })

  it('nor is the visit of another visitor by its id', async () => {
    const [mine, forged] = [batchOf(pixel), batchOf(pixel)]
    await send(app.url, mine)
    forged.s = mine.s
    const both = { ...batchOf(pixel), s: forged.s }
    await Promise.all([send(app.url, forged), send(app.url, both)])
    const [session] = await asOwner(world, 'select visitor_id, events from visitor_sessions where id = $1', [
      mine.s,
    ])
    expect(session).toEqual({ visitor_id: mine.v, events: 1 })
    const own = await asOwner(
      world,
      'select count(*)::int as n from visitor_sessions where visitor_id = any ($1)',
      [[forged.v, both.v]],
    )
    expect(own[0]?.n).toBe(2)
  })
})

describe('who is no browser', () => {
  it('is dropped: crawlers by their names, and who has none', async () => {
    const shy = await addPixel(world, workspaceId)
    for (const agent of ['Googlebot/2.1 (+http://www.google.com/bot.html)', 'curl/8.5.0', ' '])
      expect((await send(app.url, batchOf(shy), { 'User-Agent': agent })).body.accepted).toBe(0)
    expect((await send(app.url, batchOf(shy), { 'User-Agent': CHROME })).body.accepted).toBe(1)
    expect(await dropsOf(shy)).toEqual({ bot: 3 })
  })
})
