import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addMember, addPerson, addSession } from '../../../../test/people.ts'

let world: TestWorld
let app: TestApp

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
})
afterAll(() => world?.dispose())

const call = (cookie: string, method: string, path: string, body?: unknown, headers = {}) =>
  app.client.request(method, `/api${path}`, { cookie, body, headers })
const current = async (cookie: string, headers = {}) =>
  (await call(cookie, 'GET', '/me', undefined, headers)).body.workspace?.id

describe('workspaces', () => {
  it('are made, switched between, and remembered', async () => {
    const person = await addPerson(world)
    const made = await call(person.cookie, 'POST', '/workspaces', { name: '  Second  ' })
    expect(made.status).toBe(201)
    expect(made.body).toEqual({ id: expect.any(String), name: 'Second', role: 'owner' })
    expect(await current(person.cookie)).toBe(made.body.id)
    const selection = await call(person.cookie, 'POST', `/workspaces/${person.workspaceId}/selection`)
    expect(selection.status).toBe(204)
    expect(await current(person.cookie)).toBe(person.workspaceId)
    await call(person.cookie, 'POST', `/workspaces/${made.body.id}/selection`)
    expect(await current(await addSession(world, person.id))).toBe(made.body.id)
  })

  it('are chosen per session, and per request by header', async () => {
    const person = await addPerson(world)
    const laptop = await addSession(world, person.id)
    const { body } = await call(person.cookie, 'POST', '/workspaces', { name: 'Second' })
    await call(laptop, 'POST', `/workspaces/${person.workspaceId}/selection`)
    expect(await current(person.cookie)).toBe(body.id)
    expect(await current(laptop)).toBe(person.workspaceId)
    expect(await current(laptop, { 'X-Workspace-Id': body.id })).toBe(body.id)
  })

  it("answer 404 for another tenant's, for none at all and for nonsense", async () => {
    const [person, stranger] = await Promise.all([addPerson(world), addPerson(world)])
    const select = (id: string) => call(person.cookie, 'POST', `/workspaces/${id}/selection`)
    const foreign = await select(stranger.workspaceId)
    const missing = await select('01900000-0000-7000-8000-000000000000')
    expect([foreign.status, missing.status]).toEqual([404, 404])
    expect(foreign.body.detail).toBe(missing.body.detail)
    expect((await select('nonsense')).status).toBe(422)
    for (const id of [
      stranger.workspaceId,
      '01900000-0000-7000-8000-000000000000',
      "x'; drop table members",
    ]) {
      const answer = await call(person.cookie, 'GET', '/workspaces/current', undefined, {
        'X-Workspace-Id': id,
      })
      expect(answer.status).toBe(404)
    }
    expect(await current(person.cookie)).toBe(person.workspaceId)
  })

  it('are renamed and given priority industries by admins', async () => {
    const person = await addPerson(world)
    const change = { name: 'Renamed', priority_industries: ['Software ', 'software', 'Mining'] }
    const answer = await call(person.cookie, 'PATCH', '/workspaces/current', change)
    expect(answer.body).toMatchObject({ name: 'Renamed', priority_industries: ['software', 'mining'] })
    expect((await call(person.cookie, 'GET', '/workspaces/current')).body).toEqual(answer.body)
    expect((await call(person.cookie, 'PATCH', '/workspaces/current', {})).status).toBe(422)
    expect((await call(person.cookie, 'PATCH', '/workspaces/current', { name: '' })).status).toBe(422)
    const plain = await addPerson(world)
    await addMember(world, person.workspaceId, plain.id, 'member')
    const headers = { 'X-Workspace-Id': person.workspaceId }
    expect((await call(plain.cookie, 'PATCH', '/workspaces/current', change, headers)).status).toBe(403)
  })

  it('leave a person without any able to sign in and make one', async () => {
    const person = await addPerson(world)
    const other = await addPerson(world)
    await addMember(world, person.workspaceId, other.id, 'owner')
    await call(person.cookie, 'DELETE', `/members/${person.id}`)
    expect((await call(person.cookie, 'GET', '/me')).body).toMatchObject({ workspace: null, workspaces: [] })
    expect((await call(person.cookie, 'GET', '/members')).status).toBe(403)
    expect((await call(person.cookie, 'POST', '/workspaces', { name: 'Anew' })).status).toBe(201)
    expect((await call(person.cookie, 'GET', '/members')).status).toBe(200)
  })

  it('are at most fifty a person', async () => {
    const person = await addPerson(world)
    await world.db.system.query(`select create_workspace($1, 'one more') from generate_series(1, 49)`, [
      person.id,
    ])
    expect((await call(person.cookie, 'POST', '/workspaces', { name: 'The 51st' })).status).toBe(409)
  })
})

describe('a name', () => {
  it('is the person’s to change', async () => {
    const person = await addPerson(world)
    const answer = await call(person.cookie, 'PATCH', '/me', { name: ' Countess ' })
    expect(answer.body.user.name).toBe('Countess')
    expect((await call(person.cookie, 'GET', '/me')).body).toEqual(answer.body)
    expect((await call(person.cookie, 'PATCH', '/me', { name: '' })).status).toBe(422)
    expect((await call('', 'PATCH', '/me', { name: 'X' })).status).toBe(401)
  })
})
