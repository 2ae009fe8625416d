import { randomUUID } from 'node:crypto'
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
})
