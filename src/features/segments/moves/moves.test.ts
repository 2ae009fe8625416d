import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { addLeads, anEmail } from '../../leads/add-leads.test-kit.ts'
import { leadCondition } from '../own-leads/lead-condition.ts'
import { refreshSegment } from './refresh-segment.ts'
import { sweepMoves } from './sweep-moves.ts'

let world: TestWorld
let app: TestApp
let ada: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp({ ROLE: 'web' })
})
beforeEach(async () => {
  ada = await addPerson(world)
})
afterAll(() => world.dispose())

const call = (method: string, path: string, body?: unknown, cookie = ada.cookie) =>
  app.client.request(method, `/api${path}`, { body, cookie })
const look = (id: string, isFull = false) => refreshSegment(world.db, ada.workspaceId, id, { isFull })
const sweepNow = () => sweepMoves(world.db, { signal: new AbortController().signal, log: world.log })
/** Where a slow machine has made a look long, nobody rests. */
async function sweep(): Promise<void> {
  await world.db.system.query('update segment_watches set rests_until = null')
  await sweepNow()
}

async function segment(filters: object): Promise<string> {
  const { body } = await call('POST', '/segments', { name: 'S', target: 'leads', filters })
  await look(body.id)
  return body.id
}
const add = (...given: Record<string, string>[]) =>
  addLeads(
    world.db,
    ada.workspaceId,
    given.map((lead) => ({ email: anEmail(), ...lead })),
  ) as Promise<[string, ...string[]]>

/** What happened since, oldest first: `entered <lead> job_title`. */
async function moves(id: string, names: Record<string, string>): Promise<string[]> {
  const { body } = await call('GET', `/segments/${id}/moves?limit=200`)
  return body.data
    .map(
      (m: { move: string; lead_id: string; fields: string[] }) =>
        `${m.move} ${names[m.lead_id] ?? '?'} ${m.fields}`,
    )
    .sort()
}
async function events(): Promise<{ type: string; payload: { count: number; ids: string[] } }[]> {
  const { rows } = await world.db.system.query(
    `select type, payload from events where workspace_id = $1 and type in ('segment.entered', 'segment.left') order by id`,
    [ada.workspaceId],
  )
  return rows
}
async function expectExact(id: string): Promise<void> {
  const { filters, last_count } = (await call('GET', `/segments/${id}`)).body
  await withWorkspace(world.db, ada.workspaceId, async (tx) => {
    const { rows } = await sql<{ members: string[]; matches: string[] }>`
      select array(select lead_id from segment_members where segment_id = ${id} order by 1) as members,
        array(select l.id from leads l where ${leadCondition(filters)} order by 1) as matches`.execute(tx)
    expect(rows[0]?.members).toEqual(rows[0]?.matches)
    expect(last_count).toBe(rows[0]?.matches.length)
  })
}

describe('a segment of own leads', () => {
  it('tells who entered or left because of which field, and of nobody at its first look', async () => {
    const [vp, clerk] = await add({ job_title: 'VP Sales', city: 'Oslo' }, { job_title: 'Clerk' })
    const id = await segment({ job_titles: ['vp'], none: undefined })
    expect(await moves(id, {})).toEqual([])
    expect((await call('GET', `/segments/${id}`)).body.last_count).toBe(1)
    await call('PATCH', `/leads/${vp}`, { job_title: 'Clerk', city: 'Berlin' })
    await call('PATCH', `/leads/${clerk}`, { job_title: 'VP' })
    const [late] = await add({ job_title: 'VP' })
    await sweep()
    expect(await moves(id, { [vp]: 'vp', [clerk as string]: 'clerk', [late]: 'late' })).toEqual([
      'entered clerk job_title',
      'entered late created',
      'left vp job_title',
    ])
    expect((await events()).map(({ type, payload }) => [type, payload.count, payload.ids])).toEqual([
      ['segment.entered', 2, [clerk, late].sort()],
      ['segment.left', 1, [vp]],
    ])
    await expectExact(id)
    await sweep()
    expect(await events()).toHaveLength(2)
  })

  it('names only what changed since the last look and what it asks for', async () => {
    const [lead] = await add({ job_title: 'VP', city: 'Oslo', country: 'NO' })
    const id = await segment({ job_titles: ['vp'], cities: ['oslo'] })
    await call('PATCH', `/leads/${lead}`, { job_title: 'VP Sales', notes: 'x' })
    await sweep()
    await call('PATCH', `/leads/${lead}`, { city: 'Bergen', notes: 'y' })
    await sweep()
    await call('PATCH', `/leads/${lead}`, { city: 'Oslo', job_title: 'VP' })
    await sweep()
    expect(await moves(id, { [lead]: 'lead' })).toEqual(['entered lead city,job_title', 'left lead city'])
    await expectExact(id)
  })

  it('hears of tags, statuses, deletion and restoration', async () => {
    const [one, two] = await add({}, {})
    const id = await segment({ statuses: ['new'], tags: ['vip'] })
    await call('POST', '/leads/bulk', { ids: [one, two], add_tags: ['vip'] })
    await sweep()
    await call('POST', '/leads/bulk', { ids: [two], status: 'won' })
    await call('DELETE', `/leads/${one}`)
    await sweep()
    await call('POST', `/leads/${one}/restoration`)
    await sweep()
    expect(await moves(id, { [one]: 'one', [two as string]: 'two' })).toEqual([
      'entered one created',
      'entered one tags',
      'entered two tags',
      'left one deleted',
      'left two status',
    ])
    await expectExact(id)
  })

  it('hears of time alone, once a day', async () => {
    const [old, young] = await add({}, {})
    const ages = (lead: string, days: number) =>
      asOwner(world, `update leads set sourced_at = now() - make_interval(days => $2) where id = $1`, [
        lead,
        days,
      ])
    await ages(old, 10)
    const id = await segment({ seen_within_days: 10 })
    expect((await call('GET', `/segments/${id}`)).body.last_count).toBe(2)
    // a day later
    await ages(old, 11)
    await asOwner(
      world,
      `update segment_watches set full_on = full_on - 1, refreshed_at = refreshed_at - interval '1 day'`,
    )
    await asOwner(
      world,
      `update leads set created_at = created_at - interval '2 days' where workspace_id = $1`,
      [ada.workspaceId],
    )
    await sweep()
    expect(await moves(id, { [old]: 'old', [young as string]: 'young' })).toEqual(['left old time'])
    await expectExact(id)
  })

  it('hears of scores that changed as a whole', async () => {
    const [lead] = await add({ industry: 'Software', company_name: 'Acme' })
    const { score } = (await call('GET', `/leads/${lead}`)).body
    const id = await segment({ score_min: score + 1 })
    await asOwner(
      world,
      `update leads set created_at = created_at - interval '1 day', points_fit = 10 where id = $1`,
      [lead],
    )
    await withWorkspace(world.db, ada.workspaceId, (tx) =>
      sql`insert into events (workspace_id, type, payload)
        values (current_workspace(), 'lead.updated', '{"ids":[],"count":1,"changed":["score"]}')`.execute(tx),
    )
    await sweep()
    expect(await moves(id, { [lead]: 'lead' })).toEqual(['entered lead score'])
  })

  it('hears of many at once with one event, its ids cut', async () => {
    const id = await segment({ has: ['email'] })
    await add(...Array.from({ length: 450 }, () => ({})))
    await sweep()
    expect((await events()).map(({ type, payload }) => [type, payload.count, payload.ids.length])).toEqual([
      ['segment.entered', 450, 200],
    ])
    const first = (await call('GET', `/segments/${id}/moves?limit=200`)).body
    expect(first.data).toHaveLength(200)
    const second = (await call('GET', `/segments/${id}/moves?limit=200&cursor=${first.next_cursor}`)).body
    const third = (await call('GET', `/segments/${id}/moves?limit=200&cursor=${second.next_cursor}`)).body
    const all = [...first.data, ...second.data, ...third.data].map((m) => m.lead_id)
    expect([new Set(all).size, third.next_cursor]).toEqual([450, null])
    await expectExact(id)
  })

  it('is looked at once by two who look at once', async () => {
    const id = await segment({})
    for (let round = 0; round < 3; round++) {
      await add({}, {}, {})
      await Promise.all([look(id), look(id, true), look(id), sweep()])
    }
    await look(id)
    expect((await events()).reduce((sum, { payload }) => sum + payload.count, 0)).toBe(9)
    expect(await moves(id, {})).toHaveLength(9)
    await expectExact(id)
  })

  it('rests after a look that failed, and does not keep the others', async () => {
    const [broken, sound] = [await segment({}), await segment({})]
    const check = `alter table segment_moves add constraint broken check (segment_id <> '${broken}') not valid`
    await asOwner(world, check)
    await add({})
    await sweep()
    await asOwner(world, 'alter table segment_moves drop constraint broken')
    await sweepNow()
    expect([await moves(broken, {}), await moves(sound, {})]).toEqual([[], ['entered ? created']])
    await sweep()
    expect(await moves(broken, {})).toEqual(['entered ? created'])
    await expectExact(broken)
  })

  it('begins anew with another filter and after a pause, and is left alone meanwhile', async () => {
    await add({ job_title: 'VP' }, { job_title: 'Clerk' })
    const id = await segment({ job_titles: ['vp'] })
    await call('PATCH', `/segments/${id}`, { filters: { job_titles: ['clerk', 'vp'] } })
    await sweep()
    await expectExact(id)
    await call('PATCH', `/segments/${id}`, { status: 'paused' })
    await add({ job_title: 'VP' })
    await sweep()
    expect((await call('GET', `/segments/${id}`)).body.last_count).toBe(2)
    await call('PATCH', `/segments/${id}`, { status: 'active' })
    await sweep()
    await expectExact(id)
    expect(await moves(id, {})).toEqual([])
    await call('DELETE', `/segments/${id}`)
    await sweep()
    expect(await events()).toEqual([])
  })

  it('keeps its count of the day', async () => {
    await add({}, {})
    const id = await segment({})
    await add({})
    await sweep()
    const today = new Date().toISOString().slice(0, 10)
    expect((await call('GET', `/segments/${id}/history`)).body.data).toEqual([
      { day: today, count: 3, net_new: null, version: null },
    ])
    for (const path of ['history', 'moves']) {
      const stranger = await addPerson(world, { name: 'Stranger' })
      expect((await app.client.request('GET', `/api/segments/${id}/${path}`)).status).toBe(401)
      expect((await call('GET', `/segments/${id}/${path}`, undefined, stranger.cookie)).status).toBe(404)
    }
    expect((await call('GET', `/segments/${id}/history?days=0`)).status).toBe(422)
    expect((await call('GET', `/segments/${id}/moves?cursor=x`)).status).toBe(422)
  })
})
