import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addMember, addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { changeRole } from './change-role.ts'
import { removeMember } from './remove-member.ts'

let world: TestWorld
let app: TestApp

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
})
afterAll(() => world?.dispose())

/** A workspace with an owner and one more person, who works in it now. */
async function team(role: 'owner' | 'admin' | 'member'): Promise<{ owner: Person; other: Person }> {
  const [owner, other] = await Promise.all([addPerson(world), addPerson(world)])
  await addMember(world, owner.workspaceId, other.id, role)
  return { owner, other: { ...other, workspaceId: owner.workspaceId } }
}

const call = (person: Person, method: string, path: string, body?: unknown) =>
  app.client.request(method, `/api${path}`, {
    cookie: person.cookie,
    headers: { 'X-Workspace-Id': person.workspaceId },
    body,
  })

async function rolesOf(workspaceId: string): Promise<string[]> {
  const { rows } = await world.db.system.query<{ role: string }>(
    'select role from members where workspace_id = $1 order by role',
    [workspaceId],
  )
  return rows.map(({ role }) => role)
}

describe('members', () => {
  it('are listed for everyone who works there', async () => {
    const { owner, other } = await team('member')
    const { body } = await call(other, 'GET', '/members')
    expect(body.data).toMatchObject([
      { user_id: owner.id, email: owner.email, role: 'owner' },
      { user_id: other.id, email: other.email, role: 'member' },
    ])
  })

  it('leave, and then have no way back in', async () => {
    const { other } = await team('member')
    expect((await call(other, 'DELETE', `/members/${other.id}`)).status).toBe(204)
    expect((await call(other, 'GET', '/members')).status).toBe(404)
  })

  it('are removed by admins, owners only by owners, nobody by a member', async () => {
    const { owner, other: admin } = await team('admin')
    const plain = { ...(await addPerson(world)), workspaceId: owner.workspaceId }
    await addMember(world, owner.workspaceId, plain.id, 'member')
    expect((await call(plain, 'DELETE', `/members/${admin.id}`)).status).toBe(403)
    expect((await call(admin, 'DELETE', `/members/${owner.id}`)).status).toBe(403)
    expect((await call(admin, 'DELETE', `/members/${plain.id}`)).status).toBe(204)
    expect((await call(owner, 'DELETE', `/members/${admin.id}`)).status).toBe(204)
    expect(await rolesOf(owner.workspaceId)).toEqual(['owner'])
  })

  it('take the keys they made with them', async () => {
    const { owner, other: admin } = await team('admin')
    const { body } = await call(admin, 'POST', '/api-keys', { name: 'robot', scopes: ['read'] })
    const use = () => app.client.request('GET', '/api/me', { key: body.key })
    expect((await use()).status).toBe(200)
    await call(owner, 'DELETE', `/members/${admin.id}`)
    expect((await use()).status).toBe(401)
  })

  it('change role by admins, to and from owner only by owners', async () => {
    const { owner, other: admin } = await team('admin')
    const change = (by: Person, of: Person, role: string) => call(by, 'PATCH', `/members/${of.id}`, { role })
    expect((await change(admin, admin, 'owner')).status).toBe(403)
    expect((await change(admin, owner, 'member')).status).toBe(403)
    expect((await change(owner, admin, 'king')).status).toBe(422)
    expect((await change(owner, admin, 'owner')).status).toBe(204)
    expect((await change(admin, owner, 'member')).status).toBe(204)
    expect((await change(owner, admin, 'member')).status).toBe(403)
  })
})

describe('a workspace', () => {
  it('keeps its last owner', async () => {
    const { owner } = await team('admin')
    const left = await call(owner, 'DELETE', `/members/${owner.id}`)
    expect(left.status).toBe(409)
    expect(left.body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('owner') })
    expect((await call(owner, 'PATCH', `/members/${owner.id}`, { role: 'admin' })).status).toBe(409)
    expect(await rolesOf(owner.workspaceId)).toEqual(['admin', 'owner'])
  })

  it('keeps one of two owners who leave, step down or remove each other at once', async () => {
    for (let round = 0; round < 15; round++) {
      const { owner, other } = await team('owner')
      const workspaceId = owner.workspaceId
      const leave = (person: Person, target: Person) =>
        withWorkspace(world.db, workspaceId, (tx) =>
          removeMember(tx, { workspaceId, actor: { userId: person.id, role: 'owner' }, userId: target.id }),
        )
      const stepDown = (person: Person) =>
        withWorkspace(world.db, workspaceId, (tx) =>
          changeRole(tx, { workspaceId, actorRole: 'owner', userId: person.id, role: 'member' }),
        )
      const rivals = [
        () => [leave(owner, owner), leave(other, other)],
        () => [leave(owner, other), leave(other, owner)],
        () => [stepDown(owner), leave(other, other)],
      ][round % 3]
      const results = await Promise.allSettled(rivals?.() ?? [])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect((await rolesOf(workspaceId)).filter((role) => role === 'owner')).toHaveLength(1)
    }
  })

  it('cannot even be made without an owner', async () => {
    await expect(world.db.system.query(`insert into workspaces (name) values ('orphan')`)).rejects.toThrow(
      /owner/,
    )
  })
})
