import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addListings, addPartner, giveCredits } from '../../../../test/market.ts'
import { addKey, addMember, addPerson, type Person } from '../../../../test/people.ts'

let world: TestWorld
let app: TestApp
let operator: Person
let buyer: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  operator = await addPerson(world, { name: 'Opal', operator: true })
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 10_000)
})
afterAll(() => world?.dispose())

const send = (who: Person, method: string, path: string, body?: unknown) =>
  app.client.request(method, `/api${path}`, {
    ...{ cookie: who.cookie, body, idempotencyKey: crypto.randomUUID() },
  })

/** A partner paid by hand, with one released sale of 200 credits' earning. */
async function earner(name = 'Erna'): Promise<Person> {
  const partner = await addPartner(world, name)
  const [sold] = await addListings(world, partner, [{}], { price: 500 })
  await send(buyer, 'POST', '/marketplace/orders', { listing_ids: [sold?.listingId] })
  await release(partner)
  return partner
}

async function release({ workspaceId }: Person) {
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  await client.query(`update order_items set released_at = now() - interval '1 hour' where partner_id = $1`, [
    workspaceId,
  ])
  await client.end()
}

const byHand = { method: 'manual', payee_name: 'Erna Data Ltd', pay_to: '=IBAN XX00 0000' }

describe('a payout by hand', () => {
  it('goes from settings over request and export to the reference', async () => {
    const partner = await earner()
    expect((await send(partner, 'GET', '/partner/payout-account')).body).toMatchObject({
      ...{ method: null, ready: false, automatic: false, stripe: { available: false, account_id: null } },
    })
    const early = await send(partner, 'POST', '/partner/payouts')
    expect([early.status, early.body.reason]).toEqual([409, 'payout_account'])
    const saved = await send(partner, 'PUT', '/partner/payout-account', { ...byHand, automatic: true })
    expect(saved.body).toMatchObject({ method: 'manual', ready: true, automatic: true })
    const before = (await send(partner, 'GET', '/partner/earnings')).body
    expect(before).toMatchObject({ available: 200, pending: 0, total: 200 })
    expect(before.payout).toMatchObject({
      credits: 200,
      amount_cents: 6_000,
      minimum_cents: 5_000,
      currency: 'usd',
    })
    expect(before.data[0]).toMatchObject({ state: 'available', payout_id: null, return_open: false })

    const key = crypto.randomUUID()
    const post = () =>
      app.client.request('POST', '/api/partner/payouts', { cookie: partner.cookie, idempotencyKey: key })
    const asked = await post()
    expect(asked.status).toBe(201)
    expect(asked.body).toMatchObject({ status: 'requested', sales: 1, credits: 200, amount_cents: 6_000 })
    expect((await post()).body).toEqual(asked.body)
    const id = asked.body.payout_id
    const after = (await send(partner, 'GET', '/partner/earnings')).body
    expect(after).toMatchObject({
      available: 0,
      total: 200,
      states: { in_payout: { sales: 1, credits: 200 } },
    })
    expect(after.data[0]).toMatchObject({ state: 'in_payout', payout_id: id })

    const queue = await send(operator, 'GET', '/operator/payouts?status=requested')
    expect(queue.body.data[0]).toMatchObject({ id, payee_name: 'Erna Data Ltd', details_changed: false })
    const csv = await send(operator, 'GET', '/operator/payouts/export')
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(csv.text).toContain(`${id},`)
    expect(csv.text).toContain("60.00,USD,200.00,1,Erna Data Ltd,'=IBAN XX00 0000,no")
    await send(partner, 'PUT', '/partner/payout-account', { ...byHand, pay_to: 'Another account' })
    const changed = await send(operator, 'GET', '/operator/payouts?status=requested')
    expect(changed.body.data[0]).toMatchObject({ pay_to: 'Another account', details_changed: true })

    const pay = await send(operator, 'POST', `/operator/payouts/${id}/payment`, { reference: 'wire 17' })
    expect(pay.body).toEqual({ status: 'paid' })
    const fail = await send(operator, 'POST', `/operator/payouts/${id}/failure`, { reason: 'late' })
    expect([fail.status, fail.body.payout_status]).toEqual([409, 'paid'])
    const own = await send(partner, 'GET', `/partner/payouts/${id}`)
    expect(own.body).toMatchObject({ status: 'paid', reference: 'wire 17', sales: 1, rule_version: 1 })
    expect((await send(partner, 'GET', '/partner/payouts')).body.data).toEqual([own.body])
    const { rows } = await world.db.system.query(
      `select action from audit_log where actor_id = $1 order by id`,
      [operator.id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['payouts.exported', 'payout.paid'])
    const events = await world.db.system.query(
      `select payload from events where workspace_id = $1 and type = 'payout.changed' order by xid, id`,
      [partner.workspaceId],
    )
    expect(events.rows.map(({ payload }) => payload)).toEqual([
      { payout_id: id, status: 'requested' },
      { payout_id: id, status: 'paid' },
    ])
  })

  it('is refused below the minimum with both amounts', async () => {
    const partner = await addPartner(world, 'Petra')
    await send(partner, 'PUT', '/partner/payout-account', byHand)
    const { status, body } = await send(partner, 'POST', '/partner/payouts')
    expect(status).toBe(409)
    expect(body).toMatchObject({ reason: 'minimum', amount_cents: 0, minimum_cents: 5_000, currency: 'usd' })
  })
})

describe('refusals', () => {
  it('of bad input', async () => {
    const partner = await addPartner(world, 'Paul')
    const bad = [
      {},
      { method: 'cheque' },
      { method: 'manual' },
      { method: 'manual', payee_name: 'A' },
      { method: 'manual', payee_name: ' ', pay_to: 'x' },
      { method: 'manual', payee_name: 'A', pay_to: 'x'.repeat(2_001) },
    ]
    for (const body of bad) {
      const { status } = await send(partner, 'PUT', '/partner/payout-account', body)
      expect(status, JSON.stringify(body)).toBe(422)
    }
    const request = (headers: Record<string, string>) =>
      app.client.request('POST', '/api/partner/payouts', { cookie: partner.cookie, headers })
    expect((await request({})).status).toBe(422)
    for (const path of ['/partner/payouts?limit=0', '/partner/payouts?cursor=x', '/partner/payouts/x']) {
      expect((await send(partner, 'GET', path)).status, path).toBe(422)
    }
    const id = crypto.randomUUID()
    expect((await send(operator, 'POST', `/operator/payouts/${id}/payment`, {})).status).toBe(422)
    expect((await send(operator, 'POST', `/operator/payouts/${id}/failure`, { reason: ' ' })).status).toBe(
      422,
    )
    expect((await send(operator, 'POST', `/operator/payouts/${id}/payment`, { reference: 'x' })).status).toBe(
      404,
    )
    expect((await send(operator, 'GET', '/operator/payouts?status=lost')).status).toBe(422)
  })

  it('without Stripe, and of who is no partner', async () => {
    const partner = await addPartner(world, 'Sina')
    expect((await send(partner, 'PUT', '/partner/payout-account', { method: 'stripe' })).status).toBe(409)
    expect((await send(partner, 'POST', '/partner/payout-account/onboarding-link')).status).toBe(409)
    expect((await send(partner, 'GET', '/partner/payout-account?refresh=true')).status).toBe(200)
    expect((await send(buyer, 'PUT', '/partner/payout-account', byHand)).status).toBe(403)
    expect((await send(buyer, 'POST', '/partner/payouts')).status).toBe(403)
  })

  it('of others: their payouts are not found, and only who handles money asks for one', async () => {
    const partner = await earner('Elsa')
    await send(partner, 'PUT', '/partner/payout-account', byHand)
    const { body } = await send(partner, 'POST', '/partner/payouts')
    const other = await addPartner(world, 'Olaf')
    expect((await send(other, 'GET', `/partner/payouts/${body.payout_id}`)).status).toBe(404)
    expect((await send(other, 'GET', '/partner/payouts')).body.data).toEqual([])
    const colleague = await addPerson(world, { name: 'Mia' })
    await addMember(world, partner.workspaceId, colleague.id, 'member')
    const as = (method: string, path: string) =>
      app.client.request(method, `/api${path}`, {
        cookie: colleague.cookie,
        idempotencyKey: crypto.randomUUID(),
        headers: { 'x-workspace-id': partner.workspaceId },
      })
    expect((await as('GET', '/partner/payouts')).body.data).toHaveLength(1)
    expect((await as('POST', '/partner/payouts')).status).toBe(403)
    expect((await as('GET', '/partner/payout-account')).status).toBe(403)
    const key = await addKey(world, partner.workspaceId, ['read', 'write'])
    const byKey = await app.client.request('POST', '/api/partner/payouts', { key, idempotencyKey: 'k' })
    expect(byKey.status).toBe(403)
  })
})
