import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addKey, addMember, addPerson, type Person } from '../../../../test/people.ts'

let world: TestWorld
let app: TestApp
let owner: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  owner = await addPerson(world)
})
afterAll(() => world?.dispose())

const create = (body: unknown, cookie = owner.cookie) =>
  app.client.request('POST', '/api/api-keys', { cookie, body })
const list = () => app.client.request('GET', '/api/api-keys', { cookie: owner.cookie })
const me = (key: string, headers = {}) => app.client.request('GET', '/api/me', { key, headers })

describe('an API key', () => {
  it('is shown once and stands for its workspace', async () => {
    const { status, body } = await create({ name: 'robot', scopes: ['write', 'read', 'read'] })
    expect(status).toBe(201)
    expect(body).toEqual({ id: expect.any(String), key: expect.stringMatching(/^assay_[\w-]{43}$/) })
    const answer = await me(body.key)
    expect(answer.body).toEqual({
      user: null,
      workspace: { id: owner.workspaceId, name: "Ada's workspace", role: null, partner: null },
      workspaces: [{ id: owner.workspaceId, name: "Ada's workspace", role: null }],
    })
    const listed = (await list()).body.data.find((key: { id: string }) => key.id === body.id)
    expect(listed).toMatchObject({
      name: 'robot',
      prefix: body.key.slice(0, 12),
      scopes: ['write', 'read'],
      created_by: 'Ada',
      last_used_at: expect.any(String),
    })
    const { rows } = await world.db.system.query(`select string_agg(k::text, ' ') as all from api_keys k`)
    expect(rows[0].all).not.toContain(body.key)
    expect((await list()).text).not.toContain(body.key)
  })

  it('stops at once when it is revoked', async () => {
    const { id, key } = (await create({ name: 'short', scopes: ['read'] })).body
    expect((await me(key)).status).toBe(200)
    const revoke = () => app.client.request('DELETE', `/api/api-keys/${id}`, { cookie: owner.cookie })
    expect((await revoke()).status).toBe(204)
    expect((await me(key)).status).toBe(401)
    expect((await revoke()).status).toBe(404)
  })

  it('writes its last use at most once a minute, under any load', async () => {
    const key = await addKey(world, owner.workspaceId, ['read'])
    const writes = async () => {
      const { rows } = await world.db.system.query(`select xmin::text from api_keys where prefix = $1`, [
        key.slice(0, 12),
      ])
      return rows[0].xmin
    }
    await me(key)
    const first = await writes()
    await Promise.all(Array.from({ length: 20 }, () => me(key)))
    expect(await writes()).toBe(first)
    await world.db.system.query(`update api_keys set last_used_at = now() - interval '61 seconds'`)
    const aged = await writes()
    await me(key)
    expect(await writes()).not.toBe(aged)
  })

  it('knows no other workspace, and cannot manage keys or people', async () => {
    const stranger = await addPerson(world)
    const key = await addKey(world, owner.workspaceId, ['read', 'write', 'billing'])
    const headers = { 'X-Workspace-Id': stranger.workspaceId }
    const members = (more = {}) => app.client.request('GET', '/api/members', { key, headers: more })
    expect((await members()).status).toBe(200)
    expect((await members(headers)).status).toBe(404)
    const body = { name: 'child', scopes: ['read'] }
    expect((await app.client.request('POST', '/api/api-keys', { key, body })).status).toBe(403)
    expect((await app.client.request('GET', '/api/sessions', { key })).status).toBe(403)
    const rename = { key, body: { name: 'Mine' } }
    expect((await app.client.request('PATCH', '/api/workspaces/current', rename)).status).toBe(403)
  })

  it('that is wrong is refused, even beside a good cookie', async () => {
    const wrong = await app.client.request('GET', '/api/me', { key: 'assay_nonsense', cookie: owner.cookie })
    expect(wrong.status).toBe(401)
    const basic = { Authorization: 'Basic YTpi' }
    expect((await app.client.request('GET', '/api/me', { headers: basic })).status).toBe(401)
  })

  it('is refused with bad input, to members, and beyond a hundred', async () => {
    expect((await create({ name: '', scopes: ['read'] })).status).toBe(422)
    expect((await create({ name: 'x', scopes: [] })).status).toBe(422)
    expect((await create({ name: 'x', scopes: ['root'] })).status).toBe(422)
    const plain = await addPerson(world)
    await addMember(world, owner.workspaceId, plain.id, 'member')
    const headers = { 'X-Workspace-Id': owner.workspaceId }
    const body = { name: 'x', scopes: ['read'] }
    const refused = await app.client.request('POST', '/api/api-keys', { cookie: plain.cookie, headers, body })
    expect(refused.status).toBe(403)
    const busy = await addPerson(world)
    await world.db.system.query(
      `insert into api_keys (workspace_id, name, prefix, key_hash, scopes)
       select $1, 'x', 'x', sha256(n::text::bytea), '{read}' from generate_series(1, 99) n`,
      [busy.workspaceId],
    )
    const answers = await Promise.all(Array.from({ length: 4 }, () => create(body, busy.cookie)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
  })
})
