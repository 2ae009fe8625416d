import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { addKey, addMember, addPerson, type Person } from '../../../test/people.ts'
import { MAX_SEGMENTS } from './schema.ts'

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
  app.client.request(method, `/api/segments${path}`, { body, ...by })
const asBob = () => ({ cookie: bob.cookie, headers: { 'X-Workspace-Id': ada.workspaceId } })

const vps = { target: 'audience', filters: { seniorities: ['vp'], countries: ['us'] } }

async function add(more: object = {}): Promise<{ id: string; updated_at: string; name: string }> {
  const { status, body } = await call('POST', '', { name: `S ${randomUUID()}`, ...vps, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

describe('a segment', () => {
  it('is saved with its filter in one shape, read, changed and deleted', async () => {
    const { status, body } = await call('POST', '', { name: ' VPs ', ...vps, description: '', folder: 'US' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      name: 'VPs',
      description: null,
      target: 'audience',
      filters: { seniorities: ['vp'], countries: ['US'] },
      status: 'active',
      folder: 'US',
      favourite: false,
      owner: { id: ada.id, name: 'Ada' },
      last_count: null,
      standing_order: null,
    })
    expect((await call('GET', `/${body.id}`)).body).toEqual(body)
    const filters = { any: [{ seniorities: ['vp'] }, { none: [{ states: ['US-CA'] }] }] }
    const changed = await call('PATCH', `/${body.id}`, { name: 'Leaders', filters, status: 'paused' })
    expect(changed.body).toMatchObject({ name: 'Leaders', filters, status: 'paused' })
    expect((await call('DELETE', `/${body.id}`)).status).toBe(204)
    expect((await call('GET', `/${body.id}`)).status).toBe(404)
    expect((await call('DELETE', `/${body.id}`)).status).toBe(404)
  })

  it('is not changed over what somebody else changed meanwhile', async () => {
    const { id, updated_at } = await add()
    const headers = { 'If-Match': `"${updated_at}"` }
    const both = await Promise.all(
      ['One', 'Two'].map((name) => call('PATCH', `/${id}`, { name }, { cookie: ada.cookie, headers })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await call('PATCH', `/${id}`, { name: 'Three', updated_at })).status).toBe(409)
    const now = (await call('GET', `/${id}`)).body
    expect((await call('PATCH', `/${id}`, { name: 'Three', updated_at: now.updated_at })).status).toBe(200)
  })

  it('has a copy of its own', async () => {
    const { id } = await add({ name: 'x'.repeat(120), folder: 'F' })
    const { status, body } = await call('POST', `/${id}/duplicates`, undefined, asBob())
    expect(status).toBe(201)
    expect(body).toMatchObject({
      folder: 'F',
      owner: { id: bob.id },
      filters: { seniorities: ['vp'], countries: ['US'] },
    })
    expect(body.name).toBe(`${'x'.repeat(113)} (copy)`)
    expect(body.id).not.toBe(id)
  })

  it('is a favourite of one person, however often it is said at once', async () => {
    const { id } = await add()
    const said = await Promise.all([1, 2, 3, 4].map(() => call('PUT', `/${id}/favourite`)))
    expect(said.map(({ status }) => status)).toEqual([204, 204, 204, 204])
    expect((await call('GET', `/${id}`)).body.favourite).toBe(true)
    expect((await call('GET', `/${id}`, undefined, asBob())).body.favourite).toBe(false)
    const favourites = (await call('GET', '?favourite=true')).body.data
    expect(favourites.map((s: { id: string }) => s.id)).toEqual([id])
    expect((await call('DELETE', `/${id}/favourite`)).status).toBe(204)
    expect((await call('GET', `/${id}`)).body.favourite).toBe(false)
  })

  it('of own leads is counted soon after it is saved', async () => {
    const { id } = await add({ target: 'leads', filters: {} })
    const count = async () => (await call('GET', `/${id}`)).body.last_count
    await expect.poll(count, { timeout: 20_000 }).toBe(0)
  })

  it('goes over to another member, and to nobody else', async () => {
    const { id } = await add()
    expect((await call('PATCH', `/${id}`, { owner_id: bob.id })).body.owner).toEqual({
      id: bob.id,
      name: 'Bob',
    })
    expect((await call('PATCH', `/${id}`, { owner_id: stranger.id })).status).toBe(422)
  })
})

describe('the list', () => {
  it('has every segment once, a page at a time, in either order', async () => {
    const person = await addPerson(world)
    const by = { cookie: person.cookie }
    const ids: string[] = []
    for (const name of ['b', 'A', 'c', 'B', 'a'])
      ids.push((await call('POST', '', { ...vps, name }, by)).body.id)
    for (const [sort, expected] of [
      ['name', ['A', 'a', 'b', 'B', 'c']],
      ['-updated_at', ['a', 'B', 'c', 'A', 'b']],
    ] as const) {
      const names: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query: string = `?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`
        const { status, body } = await call('GET', query, undefined, by)
        expect(status).toBe(200)
        names.push(...body.data.map((s: { name: string }) => s.name))
        cursor = body.next_cursor
      }
      expect(names).toEqual(expected)
    }
    await call('PATCH', `/${ids[0]}`, { status: 'archived', folder: 'Old' }, by)
    const names = async (query: string) =>
      (await call('GET', query, undefined, by)).body.data.map((s: { name: string }) => s.name)
    expect(await names('')).toEqual(['A', 'a', 'B', 'c'])
    expect(await names('?status=archived')).toEqual(['b'])
    expect(await names('?status=archived,active')).toContain('b')
    expect(await names('?status=archived,paused&folder=Old,Other')).toEqual(['b'])
    expect(await names('?status=archived&folder=Old')).toEqual(['b'])
    expect(await names('?folder=Old')).toEqual([])
    expect(await names('?q=C')).toEqual(['c'])
    expect(await names('?target=leads')).toEqual([])
  })

  it('ends at its limit', async () => {
    const person = await addPerson(world)
    const by = { cookie: person.cookie }
    await world.db.system.query(
      `insert into segments (workspace_id, name, target, filters)
       select $1, 'S ' || i, 'audience', '{}' from generate_series(1, $2::int) i`,
      [person.workspaceId, MAX_SEGMENTS - 1],
    )
    expect((await call('POST', '', { name: 'Last', ...vps }, by)).status).toBe(201)
    expect((await call('POST', '', { name: 'Beyond', ...vps }, by)).status).toBe(409)
  })
})

describe('refusals', () => {
  const routes = (id: string): [string, string, unknown?][] => [
    ['GET', ''],
    ['POST', '', { name: 'N', ...vps }],
    ['GET', `/${id}`],
    ['PATCH', `/${id}`, { name: 'N' }],
    ['DELETE', `/${id}`],
    ['POST', `/${id}/duplicates`],
    ['PUT', `/${id}/favourite`],
    ['DELETE', `/${id}/favourite`],
  ]

  it('who is nobody, a stranger or without the scope', async () => {
    const { id } = await add()
    const reader = await addKey(world, ada.workspaceId, ['read'])
    for (const [method, path, body] of routes(id)) {
      expect((await call(method, path, body, {})).status, `${method} ${path}`).toBe(401)
      if (path.includes(id)) {
        const { status } = await call(method, path, body, { cookie: stranger.cookie })
        expect(status, `${method} ${path}`).toBe(404)
      }
      const allowed = method === 'GET' ? 200 : 403
      expect((await call(method, path, body, { key: reader })).status, `${method} ${path}`).toBe(allowed)
    }
    expect((await call('GET', '', undefined, { cookie: stranger.cookie })).body.data).toEqual([])
    expect((await call('GET', `/${id}`)).status).toBe(200)
  })

  it('a program a favourite of its own', async () => {
    const key = await addKey(world, ada.workspaceId, ['read', 'write', 'billing'])
    const { id } = (await call('POST', '', { name: 'By a program', ...vps }, { key })).body
    expect((await call('GET', `/${id}`)).body.owner).toBeNull()
    expect((await call('PUT', `/${id}/favourite`, undefined, { key })).status).toBe(403)
  })

  it('what it cannot use, by field', async () => {
    const { id } = await add()
    for (const [body, path] of [
      [{ ...vps }, 'name'],
      [{ ...vps, name: ' ' }, 'name'],
      [{ ...vps, name: 'x'.repeat(121) }, 'name'],
      [{ ...vps, name: 'N', target: 'friends' }, 'target'],
      [{ ...vps, name: 'N', filters: { colour: ['red'] } }, 'filters'],
      [{ ...vps, name: 'N', filters: { all: [{ seniorities: ['boss'] }] } }, 'filters.all.0.seniorities.0'],
      [{ ...vps, name: 'N', filters: { any: [] } }, 'filters.any'],
      [{ ...vps, name: 'N', filters: { all: [{ tags: ['vip'] }] } }, 'filters.all.0.tags'],
      [{ name: 'N', target: 'leads', filters: { near: { lat: 1, lon: 1, km: 1 } } }, 'filters.near'],
      [{ name: 'N', target: 'leads', filters: { none: [{ net_new: true }] } }, 'filters.none.0.net_new'],
      [{ ...vps, name: 'N', colour: 'red' }, ''],
      [{ ...vps, name: 'N\0' }, 'name'],
      [{ ...vps, name: 'N', description: '\0' }, 'description'],
      [{ ...vps, name: 'N', folder: '\ud800' }, 'folder'],
    ] as const) {
      const { status, body: answer } = await call('POST', '', body)
      expect([status, answer.errors?.[0]?.path], JSON.stringify(body)).toEqual([422, path])
    }
    expect((await call('PATCH', `/${id}`, { target: 'leads' })).status).toBe(422)
    expect((await call('PATCH', `/${id}`, { status: 'sleeping' })).status).toBe(422)
    expect(
      (await call('PATCH', `/${id}`, { name: 'N' }, { cookie: ada.cookie, headers: { 'If-Match': 'x' } }))
        .status,
    ).toBe(422)
    expect((await call('GET', '?q=%00')).status).toBe(422)
    expect((await call('GET', '?sort=size')).status).toBe(422)
    expect((await call('GET', '?cursor=x')).status).toBe(422)
    expect((await call('GET', '/nothing')).status).toBe(422)
  })
})
