import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { addKey, addPerson, type Person } from '../../../test/people.ts'
import { withSystem } from '../../platform/db/index.ts'
import { purgeIdempotencyKeys } from './purge-idempotency-keys.ts'

let world: TestWorld
let app: TestApp
let operator: Person
let owner: Person
let stranger: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  operator = await addPerson(world, { name: 'Opal', operator: true })
  owner = await addPerson(world, { name: 'Olga' })
  stranger = await addPerson(world, { name: 'Stan' })
})
afterAll(() => world?.dispose())

function grant(body: unknown, options: { cookie?: string; key?: string; idempotencyKey?: string } = {}) {
  const path = `/api/operator/workspaces/${owner.workspaceId}/credit-grants`
  const idempotencyKey = options.idempotencyKey ?? crypto.randomUUID()
  return app.client.request('POST', path, { cookie: operator.cookie, ...options, idempotencyKey, body })
}

const plain = { low: false, low_balance: null, frozen: null }

const balanceOf = async ({ cookie }: Person) =>
  (await app.client.request('GET', '/api/credits', { cookie })).body

describe('credits', () => {
  it('starts at zero, grows by a grant, and shows why', async () => {
    expect(await balanceOf(owner)).toEqual({ balance: 0, held: 0, ...plain })
    const answer = await grant({ credits: 12.34, reason: 'Welcome' })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ credits: 12.34, balance: 12.34 })
    expect(await balanceOf(owner)).toEqual({ balance: 12.34, held: 0, ...plain })
    const { body } = await app.client.request('GET', '/api/credits/history', { cookie: owner.cookie })
    expect(body.data).toEqual([
      expect.objectContaining({
        ...{ kind: 'grant', amount: 12.34, balance_after: 12.34, reason: 'Welcome' },
        ...{ order_id: null, actor: null },
      }),
    ])
  })

  it('takes a key once, gives the first answer again, and refuses it for another request', async () => {
    const idempotencyKey = 'grant-1'
    const before = (await balanceOf(owner)).balance
    const first = await grant({ credits: 5, reason: 'Once' }, { idempotencyKey })
    const again = await grant({ reason: 'Once', credits: 5 }, { idempotencyKey })
    expect(again.status).toBe(201)
    expect(again.body).toEqual(first.body)
    expect((await balanceOf(owner)).balance).toBe(before + 5)
    expect((await grant({ credits: 6, reason: 'Once' }, { idempotencyKey })).status).toBe(409)
  })

  it('pages through the history without gap or repeat', async () => {
    for (const credits of [1, 2, 3, 4]) await grant({ credits, reason: 'page' })
    const seen: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const path: string = `/api/credits/history?limit=2${cursor && `&cursor=${cursor}`}`
      const { body } = await app.client.request('GET', path, { cookie: owner.cookie })
      seen.push(...body.data.map((entry: { amount: number }) => entry.amount))
      cursor = body.next_cursor
    }
    expect(seen.slice(0, 4)).toEqual([4, 3, 2, 1])
    expect(seen.length).toBe(6)
  })

  it('filters the history by kind and by days of the workspace', async () => {
    const ask = (query: string) =>
      app.client.request('GET', `/api/credits/history?${query}`, { cookie: owner.cookie })
    const today = new Date().toISOString().slice(0, 10)
    const all = (await ask('limit=200')).body.data.length
    expect((await ask('limit=200&kind=grant,purchase')).body.data).toHaveLength(all)
    expect((await ask('kind=purchase')).body.data).toEqual([])
    // a day early, for when midnight passes meanwhile
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    expect((await ask(`limit=200&created_from=${yesterday}`)).body.data).toHaveLength(all)
    expect((await ask(`created_to=2026-01-01`)).body.data).toEqual([])
    for (const wrong of ['kind=theft', 'created_from=today', `created_to=${today}T00:00`])
      expect((await ask(wrong)).status).toBe(422)
  })

  it("shows nothing of another workspace's", async () => {
    expect(await balanceOf(stranger)).toEqual({ balance: 0, held: 0, ...plain })
    const { body } = await app.client.request('GET', '/api/credits/history', { cookie: stranger.cookie })
    expect(body.data).toEqual([])
  })

  it.each([
    [{ credits: 0, reason: 'x' }],
    [{ credits: -1, reason: 'x' }],
    [{ credits: 0.001, reason: 'x' }],
    [{ credits: 1.005, reason: 'x' }],
    [{ credits: 10_000_001, reason: 'x' }],
    [{ credits: '5', reason: 'x' }],
    [{ credits: 5 }],
    [{ credits: 5, reason: ' ' }],
    [{ credits: 5, reason: 'x', kind: 'paid' }],
    [{ credits: 5, reason: 'x', expires_at: '2020-01-01T00:00:00Z' }],
  ])('refuses to grant %j', async (body) => {
    expect((await grant(body)).status).toBe(422)
  })

  it('grants for operators alone, with a key, to a workspace there is', async () => {
    const body = { credits: 1, reason: 'Mine' }
    const key = await addKey(world, owner.workspaceId, ['read', 'write', 'billing'])
    expect((await grant(body, { cookie: owner.cookie })).status).toBe(403)
    expect((await grant(body, { cookie: undefined, key })).status).toBe(403)
    expect((await grant(body, { cookie: undefined })).status).toBe(401)
    const path = `/api/operator/workspaces/${crypto.randomUUID()}/credit-grants`
    const send = (idempotencyKey?: string) =>
      app.client.request('POST', path, { cookie: operator.cookie, idempotencyKey, body })
    expect((await send('x')).status).toBe(404)
    expect((await send()).status).toBe(422)
  })

  it('is for the signed in, and for keys that may read', async () => {
    const reads = await addKey(world, owner.workspaceId, ['read'])
    const writes = await addKey(world, owner.workspaceId, ['write'])
    for (const path of ['/api/credits', '/api/credits/history']) {
      expect((await app.client.request('GET', path)).status).toBe(401)
      expect((await app.client.request('GET', path, { key: writes })).status).toBe(403)
      expect((await app.client.request('GET', path, { key: reads })).status).toBe(200)
    }
    const bad = await app.client.request('GET', '/api/credits/history?cursor=nonsense', { key: reads })
    expect(bad.status).toBe(422)
  })

  it('forgets idempotency keys after a week', async () => {
    await grant({ credits: 1, reason: 'old' }, { idempotencyKey: 'old-key' })
    await grant({ credits: 1, reason: 'new' }, { idempotencyKey: 'new-key' })

    const client = new pg.Client({ connectionString: world.ownerUrl })
    await client.connect()
    await client.query(
      `update idempotency_keys set created_at = now() - interval '8 days' where key = 'old-key'`,
    )
    expect(await withSystem(world.db, purgeIdempotencyKeys)).toBe(false)
    const { rows } = await client.query(
      `select key from idempotency_keys where key in ('old-key', 'new-key')`,
    )
    await client.end()
    expect(rows).toEqual([{ key: 'new-key' }])
  })
})
