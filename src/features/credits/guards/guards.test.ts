import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addListings, addPartner, giveCredits } from '../../../../test/market.ts'
import { addKey, addMember, addPerson, type Person } from '../../../../test/people.ts'

let world: TestWorld
let app: TestApp
let partner: Person
let owner: Person
let colleague: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  partner = await addPartner(world)
  owner = await addPerson(world, { name: 'Olga' })
  colleague = await addPerson(world, { name: 'Carl' })
  await addMember(world, owner.workspaceId, colleague.id, 'member')
  await giveCredits(world, owner.workspaceId, 100)
})
afterAll(() => world?.dispose())

type Who = Pick<Person, 'cookie'> | { key: string } | null

function send(method: string, path: string, body?: unknown, who: Who = owner) {
  return app.client.request(method, path, {
    ...(who && 'cookie' in who ? { cookie: who.cookie } : who),
    headers: { 'X-Workspace-Id': owner.workspaceId, origin: app.url },
    idempotencyKey: crypto.randomUUID(),
    ...(body === undefined ? {} : { body }),
  })
}

const GUARDS = '/api/credits/guards'
const FREEZE = '/api/credits/freeze'
const ofCarl = () => `${GUARDS}/members/${colleague.id}`
const none = { monthly_cap: null, confirm_above: null }

async function buy(who: Who = owner, more: object = {}) {
  const [listing] = await addListings(world, partner, [{}], { price: 5 })
  return send('POST', '/api/marketplace/orders', { listing_ids: [listing?.listingId], ...more }, who)
}

it('limits what a workspace and a member spend in a month, and shows what was spent', async () => {
  expect((await send('GET', GUARDS)).body).toMatchObject({ ...none, spending: { spent: 0, held: 0 } })
  const set = await send('PUT', GUARDS, { monthly_cap: 12, confirm_above: 4.5 })
  expect(set.status).toBe(200)
  expect(set.body).toMatchObject({ monthly_cap: 12, confirm_above: 4.5 })
  const asked = await buy()
  expect(asked.status).toBe(409)
  expect(asked.body).toMatchObject({ code: 'confirmation_required', total: 5, confirm_above: 4.5 })
  expect((await buy(owner, { confirmed_total: 5 })).status).toBe(201)

  const member = { frozen: false, monthly_cap: 4, confirm_above: null }
  expect((await send('PUT', ofCarl(), member)).status).toBe(200)
  const refused = await buy(colleague, { confirmed_total: 5 })
  expect(refused.status).toBe(409)
  expect(refused.body).toMatchObject({ code: 'spend_cap', scope: 'member', cap: 4, spent: 0, required: 5 })
  expect((await send('DELETE', ofCarl())).status).toBe(200)
  expect((await send('DELETE', ofCarl())).status).toBe(404)
  expect((await buy(colleague, { confirmed_total: 5 })).status).toBe(201)
  expect((await buy(owner, { confirmed_total: 5 })).body).toMatchObject({
    ...{ code: 'spend_cap', scope: 'workspace', cap: 12, spent: 10, required: 5 },
  })

  const { body } = await send('GET', GUARDS)
  expect(body.month).toMatch(/^\d{4}-\d{2}$/)
  expect(body.spending).toEqual({ spent: 10, held: 0 })
  expect(body.members).toEqual([
    expect.objectContaining({ user_id: owner.id, role: 'owner', spending: { spent: 5, held: 0 } }),
    expect.objectContaining({ user_id: colleague.id, frozen: false, spending: { spent: 5, held: 0 } }),
  ])
  await send('PUT', GUARDS, none)
})

it('is stopped by anybody who may spend, and started again by those who answer for it', async () => {
  expect((await send('GET', FREEZE, undefined, colleague)).body).toEqual({
    ...{ frozen: false, by_workspace: null, by_payment: null, by_member: false },
  })
  const stopped = await send('POST', FREEZE, { reason: 'A key leaked' }, colleague)
  expect(stopped.status).toBe(200)
  expect(stopped.body).toMatchObject({
    frozen: true,
    by_workspace: { reason: 'A key leaked', actor: { id: colleague.id, name: 'Carl' } },
  })
  const refused = await buy()
  expect(refused.status).toBe(403)
  expect(refused.body).toMatchObject({
    ...{ code: 'wallet_frozen', frozen_by: 'workspace', reason: 'A key leaked' },
  })
  expect((await send('DELETE', FREEZE, undefined, colleague)).status).toBe(403)
  const started = await send('DELETE', FREEZE)
  expect(started.body).toMatchObject({ frozen: false, by_workspace: null })
  expect((await buy()).status).toBe(201)

  await send('PUT', ofCarl(), { ...none, frozen: true })
  expect((await send('GET', FREEZE, undefined, colleague)).body).toMatchObject({
    ...{ frozen: true, by_member: true },
  })
  expect((await buy(colleague)).body).toMatchObject({ code: 'wallet_frozen', frozen_by: 'member' })
  await send('DELETE', ofCarl())
})

it('is for admins, and the switch for those who may spend', async () => {
  const key = { key: await addKey(world, owner.workspaceId, ['read', 'write', 'billing']) }
  const reads = { key: await addKey(world, owner.workspaceId, ['read']) }
  const stranger = await addPerson(world, { name: 'Stan' })
  for (const [method, path, body] of [
    ['GET', GUARDS, undefined],
    ['PUT', GUARDS, none],
    ['PUT', ofCarl(), { ...none, frozen: true }],
    ['DELETE', ofCarl(), undefined],
    ['DELETE', FREEZE, undefined],
  ] as const) {
    expect((await send(method, path, body, null)).status, `${method} ${path}`).toBe(401)
    expect((await send(method, path, body, colleague)).status, `${method} ${path}`).toBe(403)
    expect((await send(method, path, body, key)).status, `${method} ${path}`).toBe(403)
    expect((await send(method, path, body, stranger)).status, `${method} ${path}`).toBe(404)
  }
  expect((await send('POST', FREEZE, {}, null)).status).toBe(401)
  expect((await send('POST', FREEZE, {}, reads)).status).toBe(403)
  expect((await send('POST', FREEZE, {}, stranger)).status).toBe(404)
  expect((await send('GET', FREEZE, undefined, null)).status).toBe(401)
  expect((await send('GET', FREEZE, undefined, reads)).body.frozen).toBe(false)
  expect((await send('POST', FREEZE, {}, key)).body.by_workspace.actor).toBe(null)
  await send('DELETE', FREEZE)
})

it('refuses what makes no sense', async () => {
  for (const body of [
    {},
    { monthly_cap: -1, confirm_above: null },
    { monthly_cap: 1.005, confirm_above: null },
    { monthly_cap: '5', confirm_above: null },
    { monthly_cap: 1e12, confirm_above: null },
  ]) {
    expect((await send('PUT', GUARDS, body)).status, JSON.stringify(body)).toBe(422)
  }
  expect((await send('PUT', ofCarl(), none)).status).toBe(422)
  const nobody = `${GUARDS}/members/${crypto.randomUUID()}`
  expect((await send('PUT', nobody, { ...none, frozen: true })).status).toBe(404)
  expect((await send('PUT', `${GUARDS}/members/x`, { ...none, frozen: true })).status).toBe(422)
  expect((await send('POST', FREEZE, { reason: 'x'.repeat(201) })).status).toBe(422)
})
