import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askStripe } from '../../src/features/credits/checkouts/ask-stripe.ts'
import { addKey, addMember, addPerson, type Person } from '../people.ts'
import { exceptionsOf } from './checkout-kit.ts'
import { expectRightLedger } from './kit.ts'
import { as, asOwner, begin, createPayWorld, type PayWorld, until } from './pay-world.ts'

let world: PayWorld
let buyer: Person
let stranger: Person

beforeAll(async () => {
  world = await createPayWorld()
  buyer = await addPerson(world, { name: 'Berta' })
  stranger = await addPerson(world, { name: 'Stan' })
})
afterAll(() => world?.dispose())

const balanceOf = async (person: Person) => (await as(world, person).get('/api/credits')).body.balance
const read = async (id: string) => (await as(world, buyer).get(`/api/credits/checkouts/${id}`)).body

describe('packages', () => {
  it('are shown with what they save', async () => {
    const { body } = await as(world, buyer).get('/api/credits/checkout')
    expect(body).toMatchObject({ available: true, unavailable_reason: null, simulated: false })
    const shown = body.data.map((item: Record<string, unknown>) => ({ ...item, id: '' }))
    const usd = { id: '', currency: 'usd' }
    expect(shown).toEqual([
      {
        ...usd,
        name: 'Starter',
        credits: 100,
        price_cents: 5_000,
        price_per_credit_cents: 50,
        saving_percent: 0,
      },
      {
        ...usd,
        name: 'Pro',
        credits: 500,
        price_cents: 20_000,
        price_per_credit_cents: 40,
        saving_percent: 20,
      },
      {
        ...usd,
        name: 'Enterprise',
        credits: 1_000,
        price_cents: 35_000,
        price_per_credit_cents: 35,
        saving_percent: 30,
      },
    ])
  })
})

describe('buying credits', () => {
  it('grants once when it is paid, with a receipt and an invoice', async () => {
    const before = await balanceOf(buyer)
    const { checkoutId, sessionId, answer } = await begin(world, buyer, 'Pro', {
      return_to: '/marketplace?sort=price',
    })
    expect(answer.status).toBe(201)
    expect(await read(checkoutId)).toMatchObject({ status: 'open', credits: 500, url: answer.body.url })
    await world.stripe.webhooks.duplicate(3)
    const session = await world.stripe.pay(sessionId)
    await world.settled()
    await world.stripe.webhooks.duplicate(1)
    expect(session.success_url).toBe(
      `${world.app.url}/marketplace?sort=price&checkout=${checkoutId}&checkout_result=paid`,
    )
    expect(await balanceOf(buyer)).toBe(before + 500)
    const paid = await read(checkoutId)
    expect(paid).toMatchObject({
      status: 'paid',
      url: null,
      amount_cents: 20_000,
      invoice_number: 'INV-000001',
    })
    const { body } = await as(world, buyer).get('/api/credits/checkouts?paid=true')
    expect(body.data).toEqual([paid])
    const { body: grants } = await as(world, buyer).get('/api/credits/grants')
    expect(grants.data[0]).toMatchObject({
      kind: 'paid',
      amount: 500,
      remaining: 500,
      checkout_id: checkoutId,
    })
    const invoice = await as(world, buyer).get(`/api/credits/checkouts/${checkoutId}/invoice`)
    expect(invoice.status).toBe(200)
    expect(invoice.headers.get('content-type')).toBe('application/pdf')
    expect(invoice.text.slice(0, 5)).toBe('%PDF-')
    expect((await as(world, stranger).get(`/api/credits/checkouts/${checkoutId}/invoice`)).status).toBe(404)
    await expectRightLedger(world)
  })

  it('asks Stripe when the buyer is back before the webhook', async () => {
    const before = await balanceOf(buyer)
    const { checkoutId, sessionId } = await begin(world, buyer)
    await world.stripe.webhooks.hold()
    await world.stripe.pay(sessionId)
    expect(await read(checkoutId)).toMatchObject({ status: 'paid' })
    expect(await balanceOf(buyer)).toBe(before + 100)
    await world.stripe.webhooks.release()
    await world.settled()
    expect(await balanceOf(buyer)).toBe(before + 100)
  })

  it('asks not more often than every few seconds', async () => {
    const { checkoutId, sessionId } = await begin(world, buyer)
    expect(await read(checkoutId)).toMatchObject({ status: 'open' })
    await asOwner(world, `update checkouts set asked_at = now() + interval '1 minute' where id = $1`, [
      checkoutId,
    ])
    await world.stripe.webhooks.hold()
    await world.stripe.pay(sessionId)
    expect(await read(checkoutId)).toMatchObject({ status: 'open' })
    await world.stripe.webhooks.release()
    await world.settled()
    expect(await read(checkoutId)).toMatchObject({ status: 'paid' })
  })

  it('lets a refused card try again on the same page', async () => {
    const { checkoutId, sessionId } = await begin(world, buyer)
    await world.stripe.pay(sessionId, 'decline')
    await world.settled()
    expect(await read(checkoutId)).toMatchObject({
      status: 'open',
      last_error: expect.stringMatching(/declined/),
    })
    await world.stripe.pay(sessionId)
    await world.settled()
    expect(await read(checkoutId)).toMatchObject({ status: 'paid', last_error: null })
  })

  it('waits for a slow bank, whether it pays or not', async () => {
    await world.stripe.set({ async_seconds: 3_600 })
    const before = await balanceOf(buyer)
    const [pays, fails] = [await begin(world, buyer), await begin(world, buyer)]
    await world.stripe.pay(pays.sessionId, 'later')
    await world.stripe.pay(fails.sessionId, 'later_fails')
    await world.settled()
    expect(await read(pays.checkoutId)).toMatchObject({ status: 'open', is_processing: true })
    expect(await balanceOf(buyer)).toBe(before)
    await world.stripe.settleAsync(pays.sessionId, 'succeed')
    await world.stripe.settleAsync(fails.sessionId, 'fail')
    await world.settled()
    expect(await read(pays.checkoutId)).toMatchObject({ status: 'paid' })
    expect(await read(fails.checkoutId)).toMatchObject({ status: 'failed', url: null })
    expect(await balanceOf(buyer)).toBe(before + 100)
  })

  it('is over when its page is', async () => {
    const { checkoutId, sessionId } = await begin(world, buyer)
    await world.stripe.expire(sessionId)
    await world.settled()
    expect(await read(checkoutId)).toMatchObject({ status: 'expired', invoice_number: null })
    expect((await as(world, buyer).get(`/api/credits/checkouts/${checkoutId}/invoice`)).status).toBe(404)
  })

  it('begins once for a key, also when the answer of Stripe was lost', async () => {
    const { body } = await as(world, buyer).get('/api/credits/checkout')
    const wish = { package_id: body.data[0].id }
    await world.stripe.refuseRequests(20)
    const lost = await as(world, buyer).post('/api/credits/checkout', wish, 'buy-once')
    expect(lost.status).toBe(502)
    expect(lost.text).not.toMatch(/simulat|sk_test/)
    await world.stripe.refuseRequests(0)
    const first = await as(world, buyer).post('/api/credits/checkout', wish, 'buy-once')
    const again = await as(world, buyer).post('/api/credits/checkout', wish, 'buy-once')
    expect(first.status).toBe(201)
    expect(again.body).toEqual(first.body)
    const other = { package_id: body.data[1].id }
    expect((await as(world, buyer).post('/api/credits/checkout', other, 'buy-once')).status).toBe(409)
  }, 30_000)

  it('goes on with a new customer when Stripe has lost the old one', async () => {
    await begin(world, stranger)
    const lose = `update wallet_controls set stripe_customer_id = 'cus_gone' where workspace_id = $1`
    await asOwner(world, lose, [stranger.workspaceId])
    const { answer } = await begin(world, stranger)
    expect(answer.status).toBe(201)
  })
})

describe('refunds and disputes', () => {
  it('take credits back in proportion, and a dispute won gives them back', async () => {
    const before = await balanceOf(buyer)
    const { checkoutId, sessionId } = await begin(world, buyer)
    const session = await world.stripe.pay(sessionId)
    await world.settled()
    const intent = session.payment_intent as string
    await world.stripe.refund(intent, 1_000)
    await world.settled()
    expect(await read(checkoutId)).toMatchObject({
      status: 'paid',
      refunded_cents: 1_000,
      credits_taken_back: 20,
    })
    expect(await balanceOf(buyer)).toBe(before + 80)
    const dispute = await world.stripe.dispute(intent, 4_000)
    await world.settled()
    expect(await read(checkoutId)).toMatchObject({
      status: 'disputed',
      credits_taken_back: 100,
      credits_owed: 0,
    })
    expect(await balanceOf(buyer)).toBe(before)
    await world.stripe.closeDispute(dispute.id, 'won')
    await world.settled()
    expect(await read(checkoutId)).toMatchObject({
      status: 'paid',
      disputed_cents: 0,
      credits_taken_back: 20,
    })
    expect(await balanceOf(buyer)).toBe(before + 80)
    await expectRightLedger(world)
  })

  it('tells the operator of a refund that failed', async () => {
    const { sessionId } = await begin(world, buyer)
    const session = await world.stripe.pay(sessionId)
    const refund = await world.stripe.refund(session.payment_intent as string, 500)
    await world.stripe.failRefund(refund.id)
    await world.settled()
    expect(await exceptionsOf(world, refund.id)).toMatchObject([{ kind: 'refund_failed' }])
  })
})

describe('what differs from what was asked', () => {
  it('grants nothing and shows in the list of exceptions', async () => {
    const before = await balanceOf(buyer)
    const [less, euro] = [await begin(world, buyer), await begin(world, buyer)]
    await world.stripe.pay(less.sessionId, 'pay', { amount_total: 100 })
    await world.stripe.pay(euro.sessionId, 'pay', { currency: 'eur' })
    await world.settled()
    for (const { sessionId } of [less, euro])
      expect(await exceptionsOf(world, sessionId)).toMatchObject([
        { kind: 'other_amount', about_workspace_id: buyer.workspaceId },
      ])
    expect(await balanceOf(buyer)).toBe(before)
    expect(await read(less.checkoutId)).toMatchObject({ status: 'open' })
    await expectRightLedger(world)
  })
})

describe('the door', () => {
  const paths = [
    '/api/credits/checkouts',
    `/api/credits/checkouts/${crypto.randomUUID()}`,
    '/api/credits/top-up',
  ]

  it('is for those who may see the billing', async () => {
    const plain = await addPerson(world, { name: 'Mia' })
    await addMember(world, buyer.workspaceId, plain.id, 'member')
    const headers = { 'X-Workspace-Id': buyer.workspaceId }
    const reads = await addKey(world, buyer.workspaceId, ['read'])
    const bills = await addKey(world, buyer.workspaceId, ['billing'])
    for (const path of paths) {
      expect((await world.app.client.request('GET', path)).status).toBe(401)
      expect((await world.app.client.request('GET', path, { key: reads })).status).toBe(403)
      expect((await world.app.client.request('GET', path, { key: bills })).status).not.toBe(403)
    }
    const { body } = await as(world, buyer).get('/api/credits/checkout')
    const wish = { package_id: body.data[0].id }
    const post = (options: object) =>
      world.app.client.request('POST', '/api/credits/checkout', { ...options, body: wish })
    expect((await post({})).status).toBe(401)
    expect((await post({ key: reads })).status).toBe(403)
    expect((await post({ cookie: plain.cookie, headers })).status).toBe(403)
    expect((await post({ key: bills })).status).toBe(201)
  })

  it("shows nothing of another workspace's", async () => {
    const { checkoutId } = await begin(world, buyer)
    expect((await as(world, stranger).get(`/api/credits/checkouts/${checkoutId}`)).status).toBe(404)
    const { body } = await as(world, stranger).get('/api/credits/checkouts')
    expect(body.data.map((item: { id: string }) => item.id)).not.toContain(checkoutId)
  })

  it('refuses packages there are not and pages that are not ours', async () => {
    const { body } = await as(world, buyer).get('/api/credits/checkout')
    const post = (wish: object) => as(world, buyer).post('/api/credits/checkout', wish)
    const package_id = body.data[0].id
    expect((await post({ package_id: crypto.randomUUID() })).status).toBe(422)
    expect((await post({})).status).toBe(422)
    for (const return_to of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/a b',
      'x',
      '/\u0000',
    ])
      expect((await post({ package_id, return_to })).status, return_to).toBe(422)
  })

  it('pages through checkouts without gap or repeat', async () => {
    const all = (await as(world, buyer).get('/api/credits/checkouts')).body.data.map(
      (c: { id: string }) => c.id,
    )
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await as(world, buyer).get(
        `/api/credits/checkouts?limit=3${cursor && `&cursor=${cursor}`}`,
      )
      seen.push(...body.data.map((c: { id: string }) => c.id))
      cursor = body.next_cursor ?? ''
    } while (cursor)
    expect(seen).toEqual(all)
    expect((await as(world, buyer).get('/api/credits/checkouts?cursor=nonsense')).status).toBe(422)
  })
})

describe('a checkout nobody told us about', () => {
  it('is asked about when its page has closed', async () => {
    const { checkoutId, sessionId } = await begin(world, buyer)
    await world.stripe.webhooks.drop()
    await world.stripe.pay(sessionId)
    await world.stripe.webhooks.drop(false)
    const close = `update checkouts set expires_at = now() - interval '1 minute', asked_at = null where id = $1`
    await asOwner(world, close, [checkoutId])
    await until(async () => {
      await askStripe(world.app.platform)
      return (await read(checkoutId)).status === 'paid'
    })
    await expectRightLedger(world)
  })
})
