import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../harness/index.ts'
import { addKey, addMember, addPerson, type Person } from '../people.ts'

let world: TestWorld
let app: TestApp
let owner: Person
let stranger: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  owner = await addPerson(world, { name: 'Olga' })
  stranger = await addPerson(world, { name: 'Stan' })
})
afterAll(() => world?.dispose())

const TAGS = ['auth', 'accounts', 'workspaces', 'members', 'invitations', 'api-keys']
const WITHOUT_SESSION = [
  'GET /api/auth-config',
  'GET /api/invitations/{token}/preview',
  'POST /api/auth/sign-up/email',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'POST /api/auth/request-password-reset',
  'POST /api/auth/reset-password',
  'POST /api/auth/verify-email',
]

/** Every route of accounts as it is documented. */
async function documentedRoutes(): Promise<{ method: string; path: string }[]> {
  const { body } = await app.client.request('GET', '/api/openapi.json')
  const paths = body.paths as Record<string, Record<string, { tags?: string[] }>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { tags }]) => tags?.some((tag) => TAGS.includes(tag)))
      .map(([method]) => ({ method: method.toUpperCase(), path })),
  )
}

describe('every route of accounts', () => {
  it('refuses who is not signed in, but for those that sign in', async () => {
    const routes = await documentedRoutes()
    expect(routes.length).toBeGreaterThan(25)
    const open: string[] = []
    for (const { method, path } of routes) {
      const url = path.replace(/\{\w+\}/g, '01900000-0000-7000-8000-000000000000')
      const answer = await app.client.request(method, url, { body: method === 'GET' ? undefined : {} })
      expect(answer.status, `${method} ${path}`).toBeLessThan(500)
      if (answer.status !== 401) open.push(`${method} ${path}`)
    }
    expect(open.sort()).toEqual(WITHOUT_SESSION.sort())
  })

  it("answers 404 to another workspace's ids and changes nothing there", async () => {
    await addKey(world, stranger.workspaceId, ['read'])
    const { body: invitation } = await app.client.request('POST', '/api/invitations', {
      cookie: stranger.cookie,
      body: { email: 'guest@example.com' },
    })
    const before = await snapshot(stranger.workspaceId)
    const key = before.api_keys[0].id
    const tries: [string, string, unknown?][] = [
      ['POST', `/workspaces/${stranger.workspaceId}/selection`],
      ['PATCH', `/members/${stranger.id}`, { role: 'member' }],
      ['DELETE', `/members/${stranger.id}`],
      ['DELETE', `/invitations/${invitation.id}`],
      ['DELETE', `/api-keys/${key}`],
    ]
    for (const [method, path, body] of tries) {
      const answer = await app.client.request(method, `/api${path}`, { cookie: owner.cookie, body })
      expect(answer.status, `${method} ${path}`).toBe(404)
    }
    const headers = { 'X-Workspace-Id': stranger.workspaceId }
    for (const { method, path } of await documentedRoutes()) {
      if (!/members|invitations(\/\{id\})?$|api-keys|workspaces\/current/.test(path)) continue
      const url = path.replace(/\{\w+\}/g, stranger.id)
      const body =
        method === 'GET' ? undefined : { name: 'Mine', role: 'owner', email: 'a@b.example', scopes: ['read'] }
      const answer = await app.client.request(method, url, { cookie: owner.cookie, headers, body })
      expect(answer.status, `${method} ${path}`).toBe(404)
    }
    expect(await snapshot(stranger.workspaceId)).toEqual(before)
  })

  it('answers strange input with a problem that tells no SQL', async () => {
    const { cookie } = await addPerson(world)
    const strange = ['a\u0000b', "'; drop table members; --", '\ud800', 'é'.repeat(200), '{{7*7}}', '\u202e']
    for (const text of strange) {
      const bodies: [string, string, unknown][] = [
        ['POST', '/workspaces', { name: text }],
        ['PATCH', '/workspaces/current', { priority_industries: [text] }],
        ['POST', '/api-keys', { name: text, scopes: [text] }],
        ['POST', '/invitations', { email: text }],
        ['POST', '/auth/sign-in/email', { email: text, password: text }],
        ['POST', '/auth/verify-email', { token: text }],
        ['POST', '/auth/reset-password', { token: text, new_password: `${text} and more` }],
        ['POST', `/invitations/${encodeURIComponent(text.replace(/\ud800/, ''))}/acceptance`, {}],
        ['PATCH', `/members/${encodeURIComponent(text.replace(/\ud800/, ''))}`, { role: text }],
      ]
      for (const [method, path, body] of bodies) {
        const answer = await app.client.request(method, `/api${path}`, { cookie, body })
        expect(answer.status, `${method} ${path} ${JSON.stringify(text)}`).toBeLessThan(500)
        if (answer.status >= 400)
          expect(answer.body).toMatchObject({ status: answer.status, code: expect.any(String) })
        expect(answer.text).not.toMatch(/syntax|relation|column|pg_|constraint|select /i)
      }
    }
  })

  it('is refused to someone whose role was taken a moment ago', async () => {
    const [boss, admin] = await Promise.all([addPerson(world), addPerson(world)])
    await addMember(world, boss.workspaceId, admin.id, 'admin')
    const rename = () =>
      app.client.request('PATCH', '/api/workspaces/current', {
        cookie: admin.cookie,
        headers: { 'X-Workspace-Id': boss.workspaceId },
        body: { name: 'Renamed' },
      })
    expect((await rename()).status).toBe(200)
    const demote = { cookie: boss.cookie, body: { role: 'member' } }
    await app.client.request('PATCH', `/api/members/${admin.id}`, demote)
    expect((await rename()).status).toBe(403)
    await app.client.request('DELETE', `/api/members/${admin.id}`, { cookie: boss.cookie })
    expect((await rename()).status).toBe(404)
  })
})

describe('the request role', () => {
  it('reads no person, session, secret or operator', async () => {
    const tables = [
      'auth."user"',
      'auth.session',
      'auth.account',
      'auth.verification',
      'platform_secrets',
      'operators',
      'operator_claims',
    ]
    for (const table of tables) {
      await expect(world.db.app.query(`select * from ${table}`), table).rejects.toMatchObject({
        code: '42501',
      })
    }
  })

  it('lets nobody in, moves no row and makes no workspace', async () => {
    const { workspaceId } = owner
    const writes = [
      `insert into members values ('${workspaceId}', '${stranger.id}', 'owner')`,
      `update members set user_id = '${stranger.id}'`,
      `update api_keys set scopes = '{billing}'`,
      `update invitations set accepted_at = now()`,
      `insert into workspaces (name) values ('mine')`,
      'delete from workspaces',
      'delete from api_keys',
    ]
    for (const statement of writes) {
      await expect(inWorkspace(workspaceId, statement), statement).rejects.toMatchObject({ code: '42501' })
    }
    const foreign = `insert into api_keys (workspace_id, name, prefix, key_hash, scopes)
      values ('${stranger.workspaceId}', 'x', 'x', '\\x00', '{read}')`
    await expect(inWorkspace(workspaceId, foreign)).rejects.toThrow(/row-level security/)
  })

  it('sees its own workspace and none other, and nothing without one', async () => {
    for (const table of ['workspaces', 'members', 'invitations', 'api_keys']) {
      const column = table === 'workspaces' ? 'id' : 'workspace_id'
      const own = await inWorkspace(stranger.workspaceId, `select ${column} as id from ${table}`)
      expect(own.length).toBeGreaterThan(0)
      expect(own.every(({ id }) => id === stranger.workspaceId)).toBe(true)
      expect((await world.db.app.query(`select from ${table}`)).rows).toEqual([])
    }
    expect((await world.db.app.query('select * from list_members()')).rows).toEqual([])
  })
})

describe('the database', () => {
  it('runs no privileged function for just anyone, and none on a borrowed search path', async () => {
    const { rows } = await world.db.system.query(
      `select p.oid::regprocedure::text as name from pg_proc p
       where p.prosecdef and p.pronamespace = 'public'::regnamespace and (
         p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0)
         or not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false))`,
    )
    expect(rows).toEqual([])
  })
})

async function snapshot(workspaceId: string) {
  const read = async (table: string, column = 'workspace_id') =>
    (
      await world.db.system.query(`select * from ${table} where ${column} = $1 order by created_at`, [
        workspaceId,
      ])
    ).rows
  return {
    workspaces: await read('workspaces', 'id'),
    members: await read('members'),
    invitations: await read('invitations'),
    api_keys: await read('api_keys'),
  }
}

/** One statement as the request role inside a workspace. */
async function inWorkspace(workspaceId: string, statement: string): Promise<{ id?: string }[]> {
  const client = await world.db.app.connect()
  try {
    await client.query(`begin; set local app.workspace_id = '${workspaceId}'`)
    return (await client.query(statement)).rows
  } finally {
    await client.query('rollback')
    client.release()
  }
}
