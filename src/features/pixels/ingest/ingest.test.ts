import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { addPixel, batchOf, idAt, SITE, send, type TestPixel } from './ingest.test-kit.ts'

const MINUTE = 60_000

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

const ask = (sql: string, values: unknown[] = []) => asOwner(world, sql, values)
const dropsOf = async ({ id }: TestPixel) =>
  Object.fromEntries(
    (
      await ask('select reason, sum(events)::int as n from pixel_drops where pixel_id = $1 group by 1', [id])
    ).map(({ reason, n }) => [reason, n]),
  )

describe('a batch', () => {
  it('is answered when it is stored, with its visitor and its session', async () => {
    const start = Date.now() - 5 * MINUTE
    const batch = batchOf(pixel, [
      {
        i: idAt(start),
        u: `${SITE}/?utm_source=news&utm_medium=mail&utm_campaign=may`,
        r: 'https://news.example.net/x',
      },
      { i: idAt(start + MINUTE), n: 'page_leave', d: { seconds: 41.5, percent: 80 } },
      { i: idAt(start + MINUTE + 1), u: `${SITE}/prices`, l: 'Prices' },
      { i: idAt(start + 2 * MINUTE), n: 'page_leave', u: `${SITE}/prices`, d: { seconds: 10, percent: 30 } },
    ])
    const answer = await send(app.url, batch)
    expect(answer.status).toBe(202)
    expect(answer.body).toEqual({ accepted: 4, dropped: 0 })
    const [visitor] = await ask('select * from visitors where id = $1', [batch.v])
    expect(visitor).toMatchObject({
      workspace_id: workspaceId,
      pixel_id: pixel.id,
      first_seen_at: new Date(start),
      last_seen_at: new Date(start + 2 * MINUTE),
      last_session_id: batch.s,
      sessions: 1,
      page_views: 2,
      events: '4',
    })
    const [session] = await ask('select * from visitor_sessions where id = $1', [batch.s])
    expect(session).toMatchObject({
      visitor_id: batch.v,
      entry_url: `${SITE}/?utm_source=news&utm_medium=mail&utm_campaign=may`,
      exit_url: `${SITE}/prices`,
      referrer_host: 'news.example.net',
      utm_source: 'news',
      utm_medium: 'mail',
      utm_campaign: 'may',
      page_views: 2,
      events: 4,
      engaged_ms: '51500',
      scroll_percent: 80,
      device: 'desktop',
      browser: 'Chrome',
      os: 'Windows',
      address: '127.0.0.0',
    })
  })

  it('counts once however often it is sent, also at the same time', async () => {
    const batch = batchOf(pixel, [{}, {}, {}])
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(app.url, batch)))
    const again = await send(app.url, { ...batch, e: [...batch.e, ...batchOf(pixel).e] })
    expect(answers.map(({ body }) => body.accepted).toSorted()).toEqual([0, 0, 0, 0, 3])
    expect(again.body).toEqual({ accepted: 1, dropped: 3 })
    expect(await countsOf(batch.v)).toEqual({ stored: 4, events: 4, sessions: 1 })
    expect((await dropsOf(pixel)).repeated).toBe(15)
  })

  it('may come in any order', async () => {
    const start = Date.now() - 30 * MINUTE
    const [v, s] = [randomUUID(), randomUUID()]
    const at = (minute: number, path: string) => ({ i: idAt(start + minute * MINUTE), u: SITE + path })
    for (const event of [at(12, '/c'), at(2, '/a'), at(7, '/b')]) {
      expect((await send(app.url, batchOf(pixel, [event], { v, s }))).body.accepted).toBe(1)
    }
    const [session, ...more] = await ask('select * from visitor_sessions where visitor_id = $1', [v])
    expect(more).toEqual([])
    expect(session).toMatchObject({
      ...{ id: s, entry_url: `${SITE}/a`, exit_url: `${SITE}/c`, events: 3 },
      ...{ started_at: new Date(start + 2 * MINUTE), last_at: new Date(start + 12 * MINUTE) },
    })
  })

  it('that was kept while offline falls into the visits it was made in', async () => {
    const start = Date.now() - 600 * MINUTE
    const v = randomUUID()
    const at = (minute: number) => ({ i: idAt(start + minute * MINUTE) })
    await send(app.url, batchOf(pixel, [at(300)], { v }))
    const offline = [at(0), at(20), at(100), at(110), at(290), at(325)]
    expect((await send(app.url, batchOf(pixel, offline, { v }))).body.accepted).toBe(6)
    const sessions = await ask(
      'select started_at, events from visitor_sessions where visitor_id = $1 order by started_at',
      [v],
    )
    expect(
      sessions.map(({ started_at, events }) => [(started_at.getTime() - start) / MINUTE, events]),
    ).toEqual([
      [0, 2],
      [100, 2],
      [290, 3],
    ])
    expect(await countsOf(v)).toEqual({ stored: 7, events: 7, sessions: 3 })
  })

  it('goes by our clock when the browser has a wrong one', async () => {
    const wrong = Date.now() - 600 * MINUTE
    const batch = batchOf(pixel, [{ i: idAt(wrong - 2 * MINUTE) }, { i: idAt(wrong) }], { t: wrong })
    const before = Date.now()
    expect((await send(app.url, batch)).body.accepted).toBe(2)
    const [session] = await ask('select started_at, last_at from visitor_sessions where visitor_id = $1', [
      batch.v,
    ])
    expect(session?.last_at.getTime()).toBeGreaterThanOrEqual(before)
    expect(session?.last_at.getTime() - session?.started_at.getTime()).toBe(2 * MINUTE)
    const impossible = batchOf(pixel, [
      { i: idAt(before - 8 * 1440 * MINUTE) },
      { i: idAt(before + 1500 * MINUTE) },
      {},
    ])
    expect((await send(app.url, impossible)).body).toEqual({ accepted: 1, dropped: 2 })
    expect((await send(app.url, batchOf(pixel, [{}], { t: 1e300 }))).body).toEqual({
      accepted: 0,
      dropped: 1,
    })
    expect((await send(app.url, batchOf(pixel, [{}], { t: -1e300 }))).body.accepted).toBe(1)
    expect((await dropsOf(pixel)).clock).toBe(3)
  })

  it('tells the event log and the pixel, once for a group, and of the first event once', async () => {
    const fresh = await addPixel(world, workspaceId)
    const batch = batchOf(fresh, [{}, {}])
    await send(app.url, batch)
    await send(app.url, batchOf(fresh))
    const events = await ask(
      `select type, payload from events where workspace_id = $1 and payload::text like '%' || $2 || '%' order by xid, id`,
      [workspaceId, fresh.id],
    )
    expect(events.filter(({ type }) => type === 'pixel.first_event')).toHaveLength(1)
    expect(events.filter(({ type }) => type === 'visitors.seen')).toHaveLength(2)
    expect(events.find(({ type }) => type === 'visitors.seen')?.payload).toEqual({
      ...{ pixel_ids: [fresh.id], session_ids: [batch.s], count: 2 },
    })
    const [row] = await ask('select first_event_at, last_event_at from pixels where id = $1', [fresh.id])
    expect(row?.last_event_at).toEqual(row?.first_event_at)
  })
})

describe('without consent to keep an id', () => {
  const cookieless = (events = [{}]) => batchOf(pixel, events, { m: 'cookieless', v: null, s: null })
  const visitorsOf = async (batch: { e: { i: string }[] }) =>
    (
      await ask('select distinct visitor_id from pixel_events where id = any ($1)', [
        batch.e.map(({ i }) => i),
      ])
    ).map(({ visitor_id }) => visitor_id)

  it('a browser is told from others by a keyed hash of the day', async () => {
    const [first, second, other, yesterday] = [cookieless(), cookieless(), cookieless(), cookieless()]
    for (const batch of [first, second]) await send(app.url, batch)
    await send(app.url, other, { 'X-Forwarded-For': '203.0.113.7' })
    yesterday.e = [{ i: idAt(Date.now() - 1440 * MINUTE), n: 'page_view', u: `${SITE}/` }]
    await send(app.url, yesterday)
    const [a] = await visitorsOf(first)
    expect(await visitorsOf(second)).toEqual([a])
    expect(await visitorsOf(other)).not.toEqual([a])
    expect(await visitorsOf(yesterday)).not.toEqual([a])
    const sessions = await ask('select id, events from visitor_sessions where visitor_id = $1', [a])
    expect(sessions).toHaveLength(1)
    expect(sessions[0]?.events).toBe(2)
    const otherPixel = await addPixel(world, workspaceId)
    const elsewhere = batchOf(otherPixel, [{}], { m: 'cookieless', v: null, s: null })
    await send(app.url, elsewhere)
    expect(await visitorsOf(elsewhere)).not.toEqual([a])
  })

  it('one that is sent again from another address leaves no visitor behind', async () => {
    const batch = cookieless()
    await send(app.url, batch)
    const count = async () => (await ask('select count(*)::int as n from visitors'))[0]?.n
    const before = await count()
    expect((await send(app.url, batch, { 'X-Forwarded-For': '198.51.100.9' })).body.accepted).toBe(0)
    expect(await count()).toBe(before)
  })

  it('a wish for privacy outweighs an id that is sent all the same', async () => {
    expect((await send(app.url, batchOf(pixel), { 'Sec-GPC': '1' })).body).toEqual({
      accepted: 0,
      dropped: 1,
    })
    expect((await send(app.url, batchOf(pixel), { DNT: '1' })).body).toEqual({ accepted: 0, dropped: 1 })
    expect((await send(app.url, cookieless(), { 'Sec-GPC': '1' })).body.accepted).toBe(1)
    expect((await dropsOf(pixel)).consent).toBe(2)
  })
})

describe('somebody who is named', () => {
  const links = (v: string) =>
    ask(
      `select kind, encode(email_hash, 'hex') as hash, given, event_id from visitor_links where visitor_id = $1`,
      [v],
    )
  const identify = (d: object) => ({ n: 'identify', d })

  it('is kept as a link, never in the events', async () => {
    const batch = batchOf(pixel, [
      {},
      identify({ email: ' Ada@Example.com ', first_name: 'Ada', from: 'form', card: '4111' }),
      { n: 'custom', d: { name: 'asked', properties: { mail: 'ada@example.com', n: 3, deep: {} } } },
    ])
    await send(app.url, batch)
    expect(await links(batch.v)).toEqual([
      {
        kind: 'form',
        hash: createHash('sha256').update('ada@example.com').digest('hex'),
        given: { email: 'ada@example.com', first_name: 'Ada' },
        event_id: batch.e[1]?.i,
      },
    ])
    const events = await ask('select type, detail from pixel_events where visitor_id = $1 order by id', [
      batch.v,
    ])
    expect(JSON.stringify(events).toLowerCase()).not.toMatch(/ada|4111/)
    expect(events).toContainEqual({
      type: 'custom',
      detail: { name: 'asked', properties: { mail: '[email]', n: 3 } },
    })
  })

  it('again is no second link, nor after it was undone', async () => {
    const v = randomUUID()
    const name = (email: string) => send(app.url, batchOf(pixel, [identify({ email })], { v }))
    await name('eve@example.com')
    await ask('update visitor_links set undone_at = now() where visitor_id = $1', [v])
    await Promise.all([name('eve@example.com'), name('EVE@example.com')])
    expect(await links(v)).toHaveLength(1)
    await name('other@example.com')
    expect(await links(v)).toHaveLength(2)
  })
})

async function countsOf(visitorId: string) {
  const [row] = await ask(
    `select (select count(*)::int from pixel_events where visitor_id = $1) as stored, events::int, sessions
     from visitors where id = $1`,
    [visitorId],
  )
  return row
}
