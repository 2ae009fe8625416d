import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { addListings, addPartner, giveCredits } from '../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../test/people.ts'

let world: TestWorld
let app: TestApp
let operator: Person
let partner: Person
let owner: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  operator = await addPerson(world, { name: 'Opal', operator: true })
  partner = await addPartner(world, 'Petra')
  owner = await addPerson(world, { name: 'Olga 100%' })
  await giveCredits(world, owner.workspaceId, 12.5)
  await addListings(world, partner, [{}, {}])
})
afterAll(() => world?.dispose())

const send = (method: string, path: string, body?: unknown, cookie: string | undefined = operator.cookie) =>
  app.client.request(method, `/api/operator${path}`, { cookie, body })

describe('the operator', () => {
  it('finds workspaces by name or address, with their balances', async () => {
    const by = async (search: string) =>
      (await send('GET', `/workspaces?search=${encodeURIComponent(search)}`)).body.data
    const expected = {
      id: owner.workspaceId,
      balance: 12.5,
      member_count: 1,
      owner_email: owner.email,
      partner: null,
    }
    expect(await by('olga')).toEqual([expect.objectContaining(expected)])
    expect(await by(owner.email)).toEqual([expect.objectContaining(expected)])
    expect(await by('100%')).toEqual([expect.objectContaining(expected)])
    expect(await by('o%a')).toEqual([])
    const [found] = await by('petra')
    expect(found).toMatchObject({ id: partner.workspaceId, partner: { status: 'approved' } })
  })

  it('pages through all workspaces, each once', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await send('GET', `/workspaces?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.data.map((row: { id: string }) => row.id))
      cursor = body.next_cursor ?? ''
    } while (cursor)
    const { rows } = await world.db.system.query('select id from workspaces order by id desc')
    expect(seen).toEqual(rows.map(({ id }) => id))
  })

  it('sees who sells or asks to', async () => {
    const applicant = await addPerson(world, { name: 'Anna' })
    const body = { company: 'Fiction Data', about: 'We have leads' }
    await app.client.request('POST', '/api/partner/applications', { cookie: applicant.cookie, body })
    const applied = (await send('GET', '/partners?status=applied')).body.data
    expect(applied).toEqual([
      expect.objectContaining({
        ...{ workspace_id: applicant.workspaceId, status: 'applied', company: 'Fiction Data' },
        applied_by: { name: 'Anna', email: applicant.email },
      }),
    ])
    const approved = (await send('GET', '/partners?status=approved')).body.data
    expect(approved).toEqual([
      expect.objectContaining({ workspace_id: partner.workspaceId, active_listings: 2 }),
    ])
    expect((await send('GET', '/partners?limit=1')).body.next_cursor).toEqual(expect.any(String))
  })

  it('decides, and says why when it suspends', async () => {
    const path = `/partners/${partner.workspaceId}`
    expect((await send('POST', `${path}/suspension`, {})).status).toBe(422)
    expect((await send('POST', `${path}/suspension`, { reason: 'Stale data' })).body).toEqual({
      status: 'suspended',
    })
    const [row] = (await send('GET', '/partners?status=suspended')).body.data
    expect(row).toMatchObject({ reason: 'Stale data', active_listings: 0 })
    expect((await send('POST', `${path}/approval`)).body).toEqual({ status: 'approved' })
    expect((await send('POST', `/partners/${owner.workspaceId}/approval`, {})).status).toBe(404)
    expect((await send('POST', `/partners/${crypto.randomUUID()}/approval`, {})).status).toBe(404)
    expect((await send('POST', '/partners/x/approval', {})).status).toBe(422)
  })

  it('is a person the platform knows, not a role, not a key', async () => {
    const routes: [string, string, unknown?][] = [
      ['GET', '/workspaces'],
      ['GET', '/partners'],
      ['POST', `/partners/${partner.workspaceId}/approval`, {}],
      ['POST', `/partners/${partner.workspaceId}/suspension`, { reason: 'Mine' }],
    ]
    const key = await addKey(world, operator.workspaceId, ['read', 'write', 'billing'])
    for (const [method, path, body] of routes) {
      const url = `/api/operator${path}`
      expect((await app.client.request(method, url, { body })).status, path).toBe(401)
      expect((await send(method, path, body, owner.cookie)).status, path).toBe(403)
      expect((await app.client.request(method, url, { body, key })).status, path).toBe(403)
    }
    for (const bad of [
      '/workspaces?limit=0',
      '/workspaces?cursor=x',
      '/partners?status=gone',
      '/partners?cursor=x',
    ]) {
      expect((await send('GET', bad)).status, bad).toBe(422)
    }
  })
})
