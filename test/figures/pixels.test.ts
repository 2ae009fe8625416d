import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { foldFigures } from '../../src/features/analytics/fold-figures.ts'
import { identifyVisitors } from '../../src/features/pixels/identity/identify-visitors.ts'
import {
  addPixel,
  batchOf,
  idAt,
  SITE,
  send,
  type TestPixel,
} from '../../src/features/pixels/ingest/ingest.test-kit.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../harness/index.ts'
import { addPerson, type Person } from '../people.ts'

const MINUTE = 60_000
const signal = new AbortController().signal

let world: TestWorld
let app: TestApp
let person: Person
let pixels: TestPixel[]

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  person = await addPerson(world)
  pixels = [await addPixel(world, person.workspaceId), await addPixel(world, person.workspaceId)]
})
afterAll(() => world?.dispose())

const visits = fc.array(
  fc.record({
    browser: fc.nat(5),
    // also events that come late, before those that are there
    minutesAgo: fc.nat(3 * 24 * 60),
    pages: fc.integer({ min: 1, max: 4 }),
    again: fc.boolean(),
    says: fc.option(fc.nat(3)),
  }),
  { minLength: 10, maxLength: 20 },
)
const browsers = Array.from({ length: 6 }, () => randomUUID())

/** Figures by day and pixel, and the same counted from what is stored. */
async function compare() {
  const { rows } = await world.db.system.query(
    `with kept as (
       select starts as day, key, counts from figures where workspace_id = $1 and kind = 'pixel' and span = 'day'
       union all
       select (at at time zone 'UTC')::date, key, counts from figure_deltas where workspace_id = $1 and kind = 'pixel'
     ), rows as (
       select (uuidv7_time(id) at time zone 'UTC')::date as day, pixel_id::text as key,
         array[(type = 'page_view')::int, 1, 0, 0, 0] as counts from pixel_events where workspace_id = $1
       union all select (started_at at time zone 'UTC')::date, pixel_id::text, '{0,0,1,0,0}' from visitor_sessions where workspace_id = $1
       union all select (first_seen_at at time zone 'UTC')::date, pixel_id::text, '{0,0,0,1,0}' from visitors where workspace_id = $1
       union all select (identified_at at time zone 'UTC')::date, pixel_id::text, '{0,0,0,0,1}' from visitors
         where workspace_id = $1 and identified_at is not null
     ), both_sides as (
       select day, key, counts, 1 as side from kept union all select day, key, counts, -1 from rows
     )
     select day::text, key, array[sum(side * counts[1]), sum(side * counts[2]), sum(side * counts[3]), sum(side * counts[4]),
       sum(side * counts[5])]::int[] as more
     from both_sides group by 1, 2`,
    [person.workspaceId],
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { more } of rows) expect(more).toEqual([0, 0, 0, 0, 0])
}

it('figures of pixels are those of their events after any traffic', async () => {
  await fc.assert(
    fc.asyncProperty(visits, async (traffic) => {
      const now = Date.now()
      const batches = traffic.map(({ browser, minutesAgo, pages, again, says }) => {
        const at = now - minutesAgo * MINUTE - 10_000
        const views = Array.from({ length: pages }, (_, n) => ({
          ...{ i: idAt(at + n * 1000), n: 'page_view', u: `${SITE}/${n}` },
        }))
        const named =
          says === null
            ? []
            : [{ i: idAt(at + 9000), n: 'identify', u: SITE, d: { email: `v${says}@people.example` } }]
        const pixel = pixels[browser % 2] as TestPixel
        const batch = batchOf(pixel, [...views, ...named], {
          v: browsers[browser] as string,
          s: randomUUID(),
        })
        return again ? [batch, batch] : [batch]
      })
      const answers = await Promise.all(batches.flat().map((batch) => send(app.url, batch)))
      for (const { status } of answers) expect(status).toBe(202)
      await identifyVisitors(world.db, person.workspaceId, signal)
      await compare()
      await foldFigures(world.db, signal)
      await compare()
    }),
    { numRuns: 4, endOnFailure: true },
  )
  const { body } = await app.client.request('GET', '/api/analytics/pixels', { cookie: person.cookie })
  const { rows } = await world.db.system.query(
    `select (select sum(page_views)::int from visitor_sessions where workspace_id = $1) as page_views,
       (select count(*)::int from visitors where workspace_id = $1) as visitors,
       (select count(*)::int from leads where workspace_id = $1 and source = 'pixel') as leads`,
    [person.workspaceId],
  )
  const sum = (name: string) =>
    body.pixels.reduce((total: number, row: Record<string, number>) => total + (row[name] ?? 0), 0)
  expect({ page_views: sum('page_views'), visitors: sum('visitors'), leads: sum('leads') }).toEqual(rows[0])
})
