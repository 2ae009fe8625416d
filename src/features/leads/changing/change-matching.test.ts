import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { addLeads, anEmail } from '../add-leads.test-kit.ts'

let world: TestWorld
let app: TestApp
let person: Person
let stranger: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  person = await addPerson(world)
  stranger = await addPerson(world, { name: 'Stranger' })
})
afterAll(() => world.dispose())

const call = (method: string, path: string, body?: unknown) =>
  app.client.request(method, `/api/leads${path}`, { body, cookie: person.cookie })
const count = async (query: string) => (await call('GET', `/count?${query}`)).body.count as number

describe('POST /leads/bulk', () => {
  it('changes the status and tags of leads by id, never of another workspace', async () => {
    const ids = await addLeads(world.db, person.workspaceId, [
      { email: anEmail(), tags: 'old' },
      { email: anEmail() },
    ])
    const foreign = await addLeads(world.db, stranger.workspaceId, [{ email: anEmail() }])
    const change = { ids: [...ids, ...foreign], status: 'contacted', add_tags: ['new'], remove_tags: ['old'] }
    const { status, body } = await call('POST', '/bulk', change)
    expect([status, body]).toEqual([200, { matched: 3, updated: 2, done: true }])
    expect((await call('POST', '/bulk', change)).body.updated).toBe(0)
    const { body: lead } = await call('GET', `/${ids[0]}`)
    expect([lead.status, lead.tags]).toEqual(['contacted', ['new']])
    const { rows } = await world.db.system.query('select status, tags from leads where id = $1', [foreign[0]])
    expect(rows).toEqual([{ status: 'new', tags: [] }])
    const { body: timeline } = await call('GET', `/${ids[0]}/timeline`)
    expect(timeline.data[0].changes.tags).toEqual({ from: ['old'], to: ['new'] })
  })

  it('changes all that match, also more than one batch, and tells it in few events', async () => {
    const given = Array.from({ length: 2300 }, () => ({ email: anEmail(), tags: 'many' }))
    await addLeads(world.db, person.workspaceId, given)
    const { status, body } = await call('POST', '/bulk', {
      filter: { tag: ['many'], status: ['new'] },
      status: 'lost',
    })
    expect([status, body]).toEqual([202, { matched: 2300, updated: 1000, done: false }])
    await expect.poll(() => count('tag=many&status=lost'), { timeout: 20_000 }).toBe(2300)
    const { rows } = await world.db.system.query(
      `select (payload ->> 'count')::int as count, jsonb_array_length(payload -> 'ids') as ids from events
       where workspace_id = $1 and type = 'lead.updated' and payload -> 'changed' = '["status"]' order by id`,
      [person.workspaceId],
    )
    expect(rows.map((row) => row.count)).toEqual([1000, 1000, 300])
    expect(Math.max(...rows.map((row) => row.ids))).toBeLessThanOrEqual(200)
  })

  it('refuses a request that does not say which or what', async () => {
    const [id] = await addLeads(world.db, person.workspaceId, [{ email: anEmail() }])
    for (const body of [
      {},
      { ids: [id] },
      { status: 'won' },
      { ids: [id], filter: {}, status: 'won' },
      { ids: [], status: 'won' },
      { ids: ['x'], status: 'won' },
      { ids: [id], add_tags: ['a;b'] },
      { ids: [id], status: 'sold' },
    ]) {
      expect((await call('POST', '/bulk', body)).status, JSON.stringify(body)).toBe(422)
    }
  })
})
