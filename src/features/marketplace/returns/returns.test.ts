import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { type MailServer, startMailServer } from '../../../../test/mail-server.ts'
import { addListings, addPartner, giveCredits } from '../../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'

let world: TestWorld
let app: TestApp
let mails: MailServer
let operator: Person
let partner: Person
let buyer: Person
let stranger: Person

beforeAll(async () => {
  world = await createTestWorld()
  mails = await startMailServer()
  app = await world.startApp({ SMTP_URL: mails.url })
  operator = await addPerson(world, { name: 'Opal', operator: true })
  partner = await addPartner(world)
  stranger = await addPartner(world, 'Stella')
  buyer = await addPerson(world, { name: 'Bert' })
  await giveCredits(world, buyer.workspaceId, 100)
})
afterAll(async () => {
  await world?.dispose()
  await mails?.close()
})

const send = (
  method: string,
  path: string,
  body: unknown,
  who: Person = buyer,
  idempotencyKey: string = randomUUID(),
) =>
  app.client.request(method, `/api${path}`, {
    ...{ cookie: who.cookie, idempotencyKey },
    ...(body === undefined ? {} : { body }),
  })
const get = (path: string, who?: Person) => send('GET', path, undefined, who)
const post = (path: string, body: unknown, who?: Person) => send('POST', path, body, who)
const evidence = 'Rang twice: somebody else answers'

/** An order of the buyer, and how to ask for the return of its items. */
async function order(count: number) {
  const sold = await addListings(world, partner, Array(count).fill({}), { price: 2 })
  const ids = sold.map(({ listingId }) => listingId)
  const { body } = await post('/marketplace/orders', { listing_ids: ids })
  return { id: body.order_id as string, ids, leads: sold.map(({ leadId }) => leadId) }
}

describe('a return over HTTP', () => {
  it('goes from the order to the refund; the timeline is the same on both sides', async () => {
    const { id, ids } = await order(5)
    const terms = (await get(`/marketplace/orders/${id}`)).body.return_terms
    expect(terms).toMatchObject({
      ...{ is_open: true, days: 7, answer_hours: 72 },
      limit: { percent: 20, days: 30, bought: 5, allowed: 1, used: 0, left: 1 },
      sources: [{ kind: 'promotional', credits: 10, expires_at: null }],
    })
    const asked = { listing_id: ids[0], reason: 'wrong_number', evidence }
    const opened = await post(`/marketplace/orders/${id}/returns`, asked)
    expect(opened.status).toBe(201)
    expect(opened.body).toMatchObject({
      ...{ credits_returned: 0, balance: 90 },
      returns: [{ listing_id: ids[0], status: 'with_partner', refund: 2 }],
    })
    const returnId = opened.body.returns[0].return_id
    const mail = await mails.take(partner.email)
    expect(mail.subject).toBe('A sold lead came back on Assay')
    expect(mail.link.pathname).toBe('/sell/returns')

    const waiting = await get('/partner/returns?status=with_partner,with_operator', partner)
    expect(waiting.body.data).toMatchObject([
      {
        id: returnId,
        listing_id: ids[0],
        reason: 'wrong_number',
        evidence,
        status: 'with_partner',
        price: 2,
        earning: 0.8,
      },
    ])
    const answered = await post(
      `/partner/returns/${returnId}/answer`,
      { accept: false, note: 'It rang here' },
      partner,
    )
    expect(answered.body).toMatchObject({ status: 'with_operator' })
    expect((await get('/operator/returns?status=with_operator', operator)).body.data).toMatchObject([
      {
        id: returnId,
        buyer: { workspace_id: buyer.workspaceId },
        partner: { workspace_id: partner.workspaceId },
      },
    ])
    const decided = await post(
      `/operator/returns/${returnId}/decision`,
      { accept: true, note: 'Rang too' },
      operator,
    )
    expect(decided.body).toMatchObject({
      ...{ status: 'accepted', decided_by: 'operator' },
      habits: { buyer: { sold: 5, returned: 1 }, partner: { sold: 5, returned: 1 } },
    })

    const mine = (await get(`/marketplace/returns/${returnId}`)).body
    expect(mine).toMatchObject({
      ...{ status: 'accepted', order_id: id },
      refunded: [{ kind: 'promotional', credits: 2, expires_at: null }],
      steps: [
        { side: 'buyer', action: 'opened' },
        { side: 'partner', action: 'contested', note: 'It rang here' },
        { side: 'operator', action: 'accepted', note: 'Rang too' },
      ],
    })
    const theirs = (await get(`/partner/returns/${returnId}`, partner)).body
    expect(theirs.steps).toEqual(mine.steps)
    expect((await get('/credits')).body.balance).toBe(92)
    const detail = (await get(`/marketplace/orders/${id}`)).body
    const item = detail.items.find((each: { listing_id: string }) => each.listing_id === ids[0])
    expect(item.return).toEqual({ id: returnId, status: 'accepted', reason: 'wrong_number' })
    expect(detail.return_terms).toMatchObject({ limit: { used: 1, left: 0 }, sources: [{ credits: 8 }] })
    const lead = (await get(`/leads/${item.lead_id}`)).body
    expect(lead.returned_at).toEqual(expect.any(String))
    expect((await get(`/leads/${item.lead_id}/timeline`)).body.data[0].type).toBe('returned')
    expect(
      (await get('/leads?limit=200')).body.data.filter((row: { returned_at: string }) => row.returned_at),
    ).toHaveLength(1)
    expect((await get(`/marketplace/returns?lead_id=${item.lead_id}`)).body.data).toHaveLength(1)
    expect((await get('/credits/history')).body.data[0]).toMatchObject({
      kind: 'return',
      amount: 2,
      order_id: id,
    })
    expect((await get('/partner/return-rate', partner)).body).toEqual({
      sold: 5,
      returned: 1,
      rate: 0.2,
      median: null,
    })
  })

  it('tells the partner nothing of the buyer but the evidence', async () => {
    const { id, ids } = await order(5)
    const asked = { items: [{ listing_id: ids[0], reason: 'out_of_scope', evidence }] }
    const { body } = await post(`/marketplace/orders/${id}/returns`, asked)
    const returnId = body.returns[0].return_id
    const bought = (await get(`/marketplace/orders/${id}`)).body.items.map(
      (item: { lead_id: string }) => item.lead_id,
    )
    const answers = [
      await get('/partner/returns?limit=1', partner),
      await get(`/partner/returns/${returnId}`, partner),
      await get('/partner/return-rate', partner),
      await post(`/partner/returns/${returnId}/answer`, { accept: true, note: 'Fine' }, partner),
      await post(`/partner/returns/${returnId}/answer`, { accept: true }, partner),
      await get('/partner/earnings', partner),
    ]
    for (const { text } of answers)
      for (const secret of [buyer.workspaceId, buyer.id, buyer.email, 'Bert', id, ...bought])
        expect(text).not.toContain(secret)
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 409, 200])
    const events = await world.db.system.query(
      `select payload::text from events where workspace_id = $1 and type = 'return.changed'`,
      [partner.workspaceId],
    )
    for (const { payload } of events.rows)
      expect(Object.keys(JSON.parse(payload)).sort()).toEqual(['return_id', 'status'])
    expect(answers[3]?.body).toMatchObject({ status: 'accepted', relisted: true })
    const mine = await get(`/marketplace/returns/${returnId}`)
    for (const secret of [partner.workspaceId, partner.id, partner.email, 'Petra'])
      expect(mine.text).not.toContain(secret)
  })

  it('lists page by page, can be cancelled, and says what is refused', async () => {
    const { id, ids } = await order(10)
    const path = `/marketplace/orders/${id}/returns`
    const item = (n: number, more: object = {}) => ({
      listing_id: ids[n],
      reason: 'wrong_person',
      evidence,
      ...more,
    })
    const both = await post(path, { items: [item(0), item(1)] })
    expect(both.status).toBe(201)
    const first = (await get('/marketplace/returns?limit=1')).body
    expect(first.data).toHaveLength(1)
    const next = (await get(`/marketplace/returns?limit=1&cursor=${first.next_cursor}`)).body
    expect(next.data[0].id).not.toBe(first.data[0].id)
    expect((await get(`/marketplace/returns?order_id=${id}&status=accepted`)).body.data).toEqual([])
    const returnId = both.body.returns[0].return_id
    const cancelled = await post(`/marketplace/returns/${returnId}/cancellation`, {})
    expect(cancelled.body).toMatchObject({ status: 'cancelled', decided_by: null })
    expect((await post(`/marketplace/returns/${returnId}/cancellation`, {})).status).toBe(409)
    expect((await post(path, item(0))).body).toMatchObject({ status: 409, return_id: returnId })
    const many = await post(path, { items: [item(2), item(3), item(4)] })
    expect(many.body).toMatchObject({ status: 409, allowed: 4, used: 3, bought: 20, asked: 3 })
    const blank = await post(path, { items: [item(2, { evidence: '' })] })
    expect(blank.body).toMatchObject({ status: 422, errors: [{ path: 'items.0.evidence' }] })

    const wrong: [object | string, number][] = [
      [{}, 422],
      ['{', 400],
      [{ items: [] }, 422],
      [{ items: [item(2), item(2)] }, 422],
      [item(2, { reason: 'bored' }), 422],
      [item(2, { evidence: 'x'.repeat(2_001) }), 422],
      [item(2, { evidence: 'a\0b' }), 422],
      [item(2, { listing_id: randomUUID() }), 404],
    ]
    for (const [body, status] of wrong)
      expect((await post(path, body)).status, JSON.stringify(body)).toBe(status)
    const keyless = await app.client.request('POST', `/api${path}`, { cookie: buyer.cookie, body: item(2) })
    expect(keyless.status).toBe(422)
    expect((await get('/marketplace/returns?status=gone')).status).toBe(422)
    expect((await get('/marketplace/returns?cursor=abc')).status).toBe(422)
  })

  it('is nobody else’s business, and needs the right to write', async () => {
    const { id, ids } = await order(5)
    const asked = { listing_id: ids[0], reason: 'wrong_person', evidence }
    const { body } = await post(`/marketplace/orders/${id}/returns`, asked)
    const returnId = body.returns[0].return_id
    const strangers: [string, string, object | undefined, Person][] = [
      ['POST', `/marketplace/orders/${id}/returns`, { ...asked, listing_id: ids[1] }, stranger],
      ['GET', `/marketplace/returns/${returnId}`, undefined, stranger],
      ['GET', `/marketplace/returns/${returnId}`, undefined, partner],
      ['POST', `/marketplace/returns/${returnId}/cancellation`, {}, partner],
      ['GET', `/partner/returns/${returnId}`, undefined, stranger],
      ['GET', `/partner/returns/${returnId}`, undefined, buyer],
      ['POST', `/partner/returns/${returnId}/answer`, { accept: true }, stranger],
      ['POST', `/partner/returns/${returnId}/answer`, { accept: true }, buyer],
      ['GET', `/operator/returns/${randomUUID()}`, undefined, operator],
      ['POST', `/operator/returns/${randomUUID()}/decision`, { accept: true, note: 'x' }, operator],
    ]
    for (const [method, path, sent, who] of strangers)
      expect((await send(method, path, sent, who)).status, `${method} ${path}`).toBe(404)
    expect((await get('/marketplace/returns', stranger)).body.data).toEqual([])
    expect((await get('/partner/returns', stranger)).body.data).toEqual([])
    expect(
      (await post(`/operator/returns/${returnId}/decision`, { accept: true, note: 'x' }, partner)).status,
    ).toBe(403)
    expect(
      (await post(`/operator/returns/${returnId}/decision`, { accept: true, note: 'x' }, operator)).status,
    ).toBe(409)
    expect((await post(`/operator/returns/${returnId}/decision`, { accept: true }, operator)).status).toBe(
      422,
    )

    const reader = await addKey(world, buyer.workspaceId, ['read'])
    const keyed = await app.client.request('POST', `/api/marketplace/returns/${returnId}/cancellation`, {
      key: reader,
    })
    expect(keyed.status).toBe(403)
    expect((await app.client.request('GET', '/api/marketplace/returns', { key: reader })).status).toBe(200)
    expect((await app.client.request('GET', '/api/marketplace/returns')).status).toBe(401)
  })

  it('answers a repeated key with the first answer', async () => {
    const { id, ids } = await order(5)
    const asked = { listing_id: ids[0], reason: 'wrong_person', evidence }
    const ask = (body: object) => send('POST', `/marketplace/orders/${id}/returns`, body, buyer, 'same')
    const answers = await Promise.all([ask(asked), ask(asked), ask(asked)])
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect((await ask({ ...asked, reason: 'duplicate' })).status).toBe(409)
  })
})
