import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'
import { withIndustriesBelow } from '../../audience/index.ts'
import { makePeople } from '../../audience/providers/memory.test-kit.ts'
import { createPullWorld, type PullWorld } from '../../audience/pulls/pull-world.test-kit.ts'
import { audienceFilterSchema } from '../../audience/schema.ts'
import { addLeads, anEmail } from '../../leads/add-leads.test-kit.ts'
import { SEGMENT_TEMPLATES } from '../templates.ts'

const directors = { seniorities: ['director'] }
let world: PullWorld
let ada: Person

beforeAll(async () => {
  world = await createPullWorld(makePeople(300))
  ada = await world.buyer(100)
})
afterAll(() => world.dispose())

type Credentials = { cookie?: string; key?: string }
const call = (
  method: string,
  path: string,
  body?: unknown,
  by: Credentials = { cookie: ada.cookie },
  key?: string,
) =>
  world.app.client.request(method, `/api/segments${path}`, {
    ...{ body, headers: { origin: world.app.client.url }, ...by },
    ...(key ? { idempotencyKey: key } : {}),
  })
async function add(more: object = {}, by: Credentials = { cookie: ada.cookie }): Promise<string> {
  const { status, body } = await call(
    'POST',
    '',
    { name: 'S', target: 'audience', filters: directors, ...more },
    by,
  )
  expect(status, JSON.stringify(body)).toBe(201)
  return body.id
}
const run = (id: string, body: object, by?: Credentials, key = randomUUID()) =>
  call('POST', `/${id}/run`, body, by, key)

describe('running a segment of the audience', () => {
  it('previews as a search of its filter does, and remembers the counts', async () => {
    const id = await add()
    const { status, body } = await run(id, { action: 'preview', limit: 10 })
    expect(status).toBe(200)
    const search = await world.search(ada, { action: 'preview', filters: directors, limit: 10 })
    expect(body).toEqual(search.body)
    const segment = (await call('GET', `/${id}`)).body
    expect(segment).toMatchObject({ last_count: 150, last_net_new: body.net_new, last_run_at: null })
    const renamed = await call('PATCH', `/${id}`, { name: 'Directors' })
    expect(renamed.body.last_count).toBe(150)
    const refiltered = await call('PATCH', `/${id}`, { filters: { seniorities: ['individual'] } })
    expect(refiltered.body).toMatchObject({ last_count: null, last_net_new: null, last_counted_at: null })
  })

  it('pulls people for credits, once under a key', async () => {
    const person = await world.buyer(20)
    const by = { cookie: person.cookie }
    const id = await add({}, by)
    const key = randomUUID()
    const asked = { action: 'pull', limit: 10, tags: ['segment'] }
    const { status, body } = await run(id, asked, by, key)
    expect(status).toBe(200)
    expect(body).toMatchObject({ pulled: 10, credits_charged: 5, balance: 15 })
    expect(body.leads).toHaveLength(10)
    expect(body.leads[0].tags).toEqual(['segment'])
    expect((await run(id, asked, by, key)).body.pull_id).toBe(body.pull_id)
    expect((await run(id, { ...asked, limit: 11 }, by, key)).status).toBe(409)
    expect(await world.balance(person)).toBe(15)
    const pull = (await world.get(person, `/api/audience/pulls/${body.pull_id}`)).body
    expect(pull).toMatchObject({ segment_id: id, standing: false })
    const { rows } = await world.db.system.query(
      `select payload from events where workspace_id = $1 and type = 'segment.pulled'`,
      [person.workspaceId],
    )
    expect(rows).toEqual([
      { payload: { segment_id: id, pull_id: body.pull_id, pulled: 10, credits_charged: 5 } },
    ])
    expect((await call('GET', `/${id}`, undefined, by)).body.last_run_at).not.toBeNull()
    const large = await run(id, { action: 'pull', limit: 101, max_credits: 15 }, by)
    expect([large.status, large.body.status]).toEqual([202, 'queued'])
  })

  it('refuses an archived one, one of own leads, and who may not spend', async () => {
    const id = await add()
    const pull = { action: 'pull', limit: 1 }
    const stranger = await addPerson(world, { name: 'Stranger' })
    const reader = await addKey(world, ada.workspaceId, ['read'])
    expect((await run(id, pull, {})).status).toBe(401)
    expect((await run(id, pull, { cookie: stranger.cookie })).status).toBe(404)
    expect((await run(id, { action: 'preview' }, { cookie: stranger.cookie })).status).toBe(404)
    expect((await run(id, pull, { key: reader })).status).toBe(403)
    expect((await run(id, { action: 'preview' }, { key: reader })).status).toBe(200)
    expect((await call('POST', `/${id}/run`, pull)).status).toBe(422)
    expect((await run(id, { action: 'pull' })).status).toBe(422)
    expect((await run(id, { action: 'pull', limit: 10_001 })).status).toBe(422)
    expect((await run(id, { action: 'dance' })).status).toBe(422)
    await call('PATCH', `/${id}`, { status: 'archived' })
    expect((await run(id, pull)).status).toBe(409)
    expect((await run(await add({ target: 'leads', filters: {} }), pull)).status).toBe(422)
    const poor = await world.buyer(0)
    expect((await run(await add({}, { cookie: poor.cookie }), pull, { cookie: poor.cookie })).status).toBe(
      402,
    )
    const near = await add({ filters: { near: { lat: 1, lon: 1, km: 1 } } })
    expect((await run(near, { action: 'preview' })).body).toMatchObject({
      status: 422,
      cannot: [{ field: 'near' }],
    })
  })
})

describe('running a segment of own leads', () => {
  it('counts them and shows the newest', async () => {
    const person = await addPerson(world)
    const by = { cookie: person.cookie }
    const given = ['VP Sales', 'VP of Sales', 'Clerk', null].map((job_title) => ({
      email: anEmail(),
      ...(job_title ? { job_title } : {}),
    }))
    const ids = await addLeads(world.db, person.workspaceId, given)
    const id = await add(
      {
        target: 'leads',
        filters: { any: [{ job_titles: ['vp sales'] }, { none: [{ job_titles: ['sales', 'clerk'] }] }] },
      },
      by,
    )
    const { status, body } = await run(id, { action: 'preview' }, by)
    expect(status).toBe(200)
    expect(body.count).toBe(2)
    expect(body.sample.map((lead: { id: string }) => lead.id)).toEqual([ids[3], ids[0]])
    expect(body.sample[1]).toMatchObject({ job_title: 'VP Sales', source: 'upload', returned_at: null })
  })
})

describe('counts of the parts of a filter', () => {
  const filters = {
    all: [
      { seniorities: ['director'], countries: ['US'] },
      { any: [{ countries: ['DE'] }, { seniorities: ['director', 'individual'] }] },
    ],
  }

  it('tell what each part finds and what it removes, of the audience', async () => {
    const { status, body } = await call('POST', '/counts', { target: 'audience', filters })
    expect(status).toBe(200)
    expect(body).toEqual({
      count: 150,
      parts: [
        { path: 'all.0', count: 150, removes: 150 },
        { path: 'all.0.seniorities', count: 150, removes: 150 },
        { path: 'all.0.countries', count: 300, removes: 0 },
        { path: 'all.1', count: 300, removes: 0 },
        { path: 'all.1.any.0', count: 0, removes: 0 },
        { path: 'all.1.any.1', count: 300, removes: -150 },
      ],
    })
  })

  it('and of own leads, in one pass', async () => {
    const person = await addPerson(world)
    const given = ['VP Sales', 'VP Sales', 'Clerk', 'Intern'].map((job_title, n) => ({
      email: anEmail(),
      job_title,
      city: n % 2 ? 'Berlin' : 'Oslo',
    }))
    await addLeads(world.db, person.workspaceId, given)
    const asked = { target: 'leads', filters: { job_titles: ['sales'], cities: ['berlin'], has: ['email'] } }
    const { body } = await call('POST', '/counts', asked, { cookie: person.cookie })
    expect(body).toEqual({
      count: 1,
      parts: [
        { path: 'job_titles', count: 2, removes: 1 },
        { path: 'cities', count: 2, removes: 1 },
        { path: 'has', count: 4, removes: 0 },
      ],
    })
    const everybody = await call(
      'POST',
      '/counts',
      { target: 'leads', filters: {} },
      { cookie: person.cookie },
    )
    expect(everybody.body).toEqual({ count: 4, parts: [] })
  })

  it('refuse what the target does not know', async () => {
    expect((await call('POST', '/counts', { target: 'audience', filters }, {})).status).toBe(401)
    for (const [target, field] of [
      ['leads', { near: { lat: 1, lon: 1, km: 2 } }],
      ['audience', { near: { lat: 1, lon: 1, km: 2 } }],
      ['audience', { tags: ['vip'] }],
      ['leads', { colour: ['red'] }],
      ['friends', {}],
    ] as const) {
      expect((await call('POST', '/counts', { target, filters: field })).status, JSON.stringify(field)).toBe(
        422,
      )
    }
  })
})

it('templates are filters that can be run, of industries there are', async () => {
  const { status, body } = await call('GET', '/templates')
  expect([status, body.data.length]).toEqual([200, SEGMENT_TEMPLATES.length])
  expect((await call('GET', '/templates', undefined, {})).status).toBe(401)
  for (const { target, filters } of SEGMENT_TEMPLATES) {
    expect(audienceFilterSchema.parse(filters)).toEqual(filters)
    expect((await call('POST', '/counts', { target, filters })).status).toBe(200)
    const industries = 'industries' in filters ? (filters.industries ?? []) : []
    expect(industries.filter((label) => withIndustriesBelow(label).length < 2)).toEqual([])
  }
})
