import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson } from '../../../../test/people.ts'
import { withSystem } from '../../../platform/db/index.ts'
import { addPixel, idAt, type TestPixel } from '../ingest/ingest.test-kit.ts'
import { storeTaken } from '../ingest/store-taken.ts'
import type { Hit } from '../ingest/taken.ts'
import { makePixelPartitions } from './make-partitions.ts'
import { dropDays, readKeeping, sweepWorkspace } from './sweep-events.ts'

const DAY_MS = 86_400_000

let world: TestWorld
let short: TestPixel
let usual: TestPixel
beforeAll(async () => {
  world = await createTestWorld()
  await makePixelPartitions(world.db)
  short = await addPixel(world, (await addPerson(world)).workspaceId)
  usual = await addPixel(world, (await addPerson(world)).workspaceId)
  await ask('insert into pixel_settings (workspace_id, retention_days) values ($1, 3)', [short.workspaceId])
  await ask('select make_pixel_partitions(current_date - 120, current_date - 115)')
})
afterAll(() => world.dispose())

const ask = (sql: string, values: unknown[] = []) => asOwner(world, sql, values)
const days = async () =>
  (
    await ask(
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'pixel_events'::regclass`,
    )
  ).length

/** A visitor who came once, so many days ago. */
async function visit({ workspaceId, id }: TestPixel, daysAgo: number) {
  const at = Date.now() - daysAgo * DAY_MS
  const [v, s, i] = [idAt(at), idAt(at), idAt(at)]
  const url = 'https://shop.example.com/'
  const hit: Hit = {
    ...{ w: workspaceId, p: id, v, s, i, f: at, t: at, eu: url, xu: url, r: null },
    ...{ d: null, b: null, o: null, c: null, g: null, a: null },
    events: [{ i, n: 'page_view', u: url, l: null, d: null }],
    named: [],
  }
  const drops = [{ w: workspaceId, p: id, reason: 'bot', events: 1 }]
  await storeTaken(world.db, [{ hits: [hit], drops }], world.log)
}

const sweepAll = async () => {
  const keeping = await withSystem(world.db, readKeeping)
  for (const workspace of keeping) while (await withSystem(world.db, (tx) => sweepWorkspace(tx, workspace)));
  await withSystem(world.db, (tx) => dropDays(tx, keeping))
}

it('makes the days into which an event may come, any number of times and processes', async () => {
  const before = await days()
  await Promise.all(Array.from({ length: 4 }, () => makePixelPartitions(world.db)))
  expect(await days()).toBe(before)
  await visit(usual, 7)
  await visit(usual, -1)
})

it('shows the rows of a partition through the table only', async () => {
  const name = `pixel_events_${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`
  for (const pool of [world.db.app, world.db.system])
    await expect(pool.query(`select from ${name}`)).rejects.toThrow(/permission denied/)
  expect(
    await ask('select relrowsecurity, relforcerowsecurity from pg_class where relname = $1', [name]),
  ).toEqual([{ relrowsecurity: true, relforcerowsecurity: true }])
})

it('forgets what a workspace keeps no longer, and drops days that nobody keeps', async () => {
  for (const pixel of [short, usual]) for (const daysAgo of [117, 5, 1]) await visit(pixel, daysAgo)
  await ask(`update pixel_drops set hour = now() - interval '5 days'`)
  const before = await days()
  await sweepAll()
  const left = async (table: string, { workspaceId }: TestPixel) =>
    (await ask(`select count(*)::int as n from ${table} where workspace_id = $1`, [workspaceId]))[0]?.n
  for (const table of ['pixel_events', 'visitor_sessions', 'visitors']) {
    expect([table, await left(table, short)]).toEqual([table, 1])
    expect([table, await left(table, usual)]).toEqual([table, 4])
  }
  expect([await left('pixel_drops', short), await left('pixel_drops', usual)]).toEqual([0, 1])
  expect(await days()).toBe(before - 6)
})

it('never drops a day into which an event may still come', async () => {
  const before = await days()
  const { rows } = await world.db.system.query('select drop_pixel_partitions(current_date + 30) as dropped')
  expect(rows[0]?.dropped).toBeLessThanOrEqual(1)
  expect(await days()).toBeGreaterThanOrEqual(before - 1)
  await visit(usual, 7)
  await expect(world.db.app.query('select drop_pixel_partitions(current_date)')).rejects.toThrow(
    /permission denied/,
  )
})
