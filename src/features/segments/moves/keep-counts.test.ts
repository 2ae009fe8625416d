import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import type { Person } from '../../../../test/people.ts'
import { makePeople } from '../../audience/providers/memory.test-kit.ts'
import { createPullWorld, type PullWorld } from '../../audience/pulls/pull-world.test-kit.ts'
import { keepCounts, purgeMoves } from './keep-counts.ts'

let world: PullWorld
let ada: Person

beforeAll(async () => {
  world = await createPullWorld(makePeople(20))
  ada = await world.buyer(0)
})
afterAll(() => world.dispose())

const call = (method: string, path: string, body?: unknown) =>
  world.app.client.request(method, `/api/segments${path}`, {
    ...{ body, cookie: ada.cookie, headers: { origin: world.app.client.url } },
  })
const keep = () =>
  keepCounts(world.db, world.provider, { signal: new AbortController().signal, log: world.log })
const add = async (more: object) =>
  (await call('POST', '', { name: 'S', target: 'audience', filters: { seniorities: ['director'] }, ...more }))
    .body.id
const historyOf = async (id: string) => (await call('GET', `/${id}/history`)).body.data

it('a segment of the audience is counted once a day, with the load it was of', async () => {
  const near = await add({ filters: { near: { lat: 1, lon: 1, km: 1 } } })
  const failing = await add({ filters: { countries: ['US'] } })
  const [id, paused, mine] = [await add({}), await add({}), await add({ target: 'leads' })]
  expect(
    await asOwner(world, `select from graphile_worker.jobs where key = 'segments.keep_counts'`),
  ).toHaveLength(1)
  await call('PATCH', `/${paused}`, { status: 'paused' })
  const count = world.provider.count
  let fails = true
  world.provider.count = (query) => {
    if (fails && 'countries' in query.filter) return Promise.reject(new Error('not now'))
    return count(query)
  }
  await keep()
  const today = new Date().toISOString().slice(0, 10)
  expect(await historyOf(id)).toEqual([{ day: today, count: 10, net_new: 10, version: 'memory' }])
  expect((await call('GET', `/${id}`)).body).toMatchObject({ last_count: 10, last_net_new: 10 })
  await call('PATCH', `/${id}`, { filters: {} })
  expect((await call('GET', `/${id}`)).body.last_count).toBe(null)
  await keep()
  expect((await call('GET', `/${id}`)).body.last_count).toBe(20)
  expect((await historyOf(id))[0].count).toBe(20)
  await call('PATCH', `/${id}`, { filters: { seniorities: ['director'] } })
  await keep()
  expect([await historyOf(paused), await historyOf(mine), await historyOf(failing)]).toEqual([[], [], []])
  fails = false
  // a day later there are more, and the one that failed is counted too
  await asOwner(world, `update segment_counts set day = day - 1`)
  world.provider.people.push(...makePeople(4, 'more'))
  await keep()
  world.provider.people.push(...makePeople(4, 'later'))
  await keep()
  expect((await historyOf(id)).map((day: { count: number }) => day.count)).toEqual([10, 12])
  expect(await historyOf(failing)).toHaveLength(1)
  expect(await historyOf(near)).toEqual([])
})

it('what is too old is forgotten', async () => {
  const id = await add({})
  await asOwner(
    world,
    `insert into segment_moves (workspace_id, id, segment_id, lead_id, move, fields)
     select $1, uuidv7_floor(now() - make_interval(days => n)), $2, uuidv7(), 'left', '{time}' from unnest('{1,89,91,400}'::int[]) n`,
    [ada.workspaceId, id],
  )
  await asOwner(
    world,
    `insert into segment_counts (workspace_id, segment_id, day, count)
     select $1, $2, current_date - n, n from unnest('{1,700,800}'::int[]) n`,
    [ada.workspaceId, id],
  )
  await purgeMoves(world.db)
  expect((await call('GET', `/${id}/moves`)).body.data).toHaveLength(2)
  expect((await call('GET', `/${id}/history?days=731`)).body.data).toHaveLength(2)
})
