import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, runSimulator, sessionParams, startReceiver, temporaryDir } from './run-simulator.ts'

const folder = temporaryDir()
const receiver = await startReceiver()
let simulator: Awaited<ReturnType<typeof runSimulator>>
beforeAll(async () => {
  simulator = await runSimulator(folder.dir, receiver)
})
afterAll(async () => {
  await simulator.stop()
  receiver.stop()
  folder.remove()
})

async function pay(amount = 5000) {
  const { stripe, control } = simulator
  const item = { currency: 'usd', unit_amount: amount, product_data: { name: 'Credits' } }
  const { id } = await stripe.checkout.sessions.create(
    sessionParams({ line_items: [{ quantity: 1, price_data: item }] }),
  )
  return String((await control.pay(id)).payment_intent)
}

describe('the API', () => {
  it('answers a wrong key, an unknown thing and a wrong parameter as Stripe does', async () => {
    const { stripe } = simulator
    const stranger = clientOf({ ...simulator, secretKey: 'sk_test_wrong' })
    await expect(stranger.customers.list()).rejects.toMatchObject({
      ...{ type: 'StripeAuthenticationError', statusCode: 401 },
    })
    await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
      ...{ type: 'StripeInvalidRequestError', code: 'resource_missing', statusCode: 404 },
    })
    const wrong = { ...sessionParams(), colour: 'red' }
    await expect(stripe.checkout.sessions.create(wrong)).rejects.toMatchObject({
      ...{ code: 'parameter_unknown', param: 'colour' },
    })
    await expect(stripe.refunds.create({ payment_intent: 'pi_none' })).rejects.toMatchObject({
      statusCode: 404,
    })
    await expect(stripe.products.list()).rejects.toMatchObject({ statusCode: 404 })
    const soon = sessionParams({ expires_at: Math.floor(Date.now() / 1000) + 60 })
    await expect(stripe.checkout.sessions.create(soon)).rejects.toMatchObject({ param: 'expires_at' })
  })

  it('does a thing once for one idempotency key', async () => {
    const { stripe, control } = simulator
    const options = { idempotencyKey: 'once' }
    const first = await stripe.customers.create({ email: 'once@example.com' }, options)
    const again = await stripe.customers.create({ email: 'once@example.com' }, options)
    expect(again.id).toBe(first.id)
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    await expect(stripe.customers.create({ email: 'other@example.com' }, options)).rejects.toMatchObject({
      ...{ type: 'StripeIdempotencyError', statusCode: 400 },
    })
    expect((await stripe.customers.list({ email: 'once@example.com' })).data).toHaveLength(1)
    await control.loseAnswers()
    const lost = { idempotencyKey: 'lost' }
    await expect(stripe.customers.create({ email: 'lost@example.com' }, lost)).rejects.toMatchObject({
      statusCode: 500,
    })
    const found = await stripe.customers.create({ email: 'lost@example.com' }, lost)
    expect((await stripe.customers.list({ email: 'lost@example.com' })).data).toMatchObject([
      { id: found.id },
    ])
  })

  it('repeats a declined payment for its key and leaves the key of a refused request free', async () => {
    const { stripe } = simulator
    const params = { amount: 900, currency: 'usd', payment_method: 'pm_card_chargeDeclined', confirm: true }
    const before = (await stripe.paymentIntents.list({ limit: 100 })).data.length
    for (let time = 0; time < 3; time++) {
      await expect(
        stripe.paymentIntents.create(params, { idempotencyKey: 'declined' }),
      ).rejects.toMatchObject({
        ...{ type: 'StripeCardError', code: 'card_declined' },
      })
    }
    expect((await stripe.paymentIntents.list({ limit: 100 })).data.length).toBe(before + 1)
    const free = { idempotencyKey: 'free' }
    await expect(stripe.customers.retrieve('x')).rejects.toThrow()
    await expect(stripe.paymentIntents.create({ amount: 1, currency: 'usd' }, free)).rejects.toThrow()
    expect(await stripe.paymentIntents.create({ amount: 100, currency: 'usd' }, free)).toMatchObject({
      amount: 100,
    })
  })

  it('pages through a list, newest first, within a span of time', async () => {
    const { stripe } = simulator
    const made: string[] = []
    for (let index = 0; index < 7; index++) {
      made.push((await stripe.customers.create({ name: `Pager ${index}`, email: 'pager@example.com' })).id)
    }
    const first = await stripe.customers.list({ email: 'pager@example.com', limit: 3 })
    expect(first).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' })
    const all: string[] = []
    for await (const { id } of stripe.customers.list({ email: 'pager@example.com', limit: 3 })) all.push(id)
    expect(all).toEqual(made.reverse())
    const later = Math.floor(Date.now() / 1000) + 100
    expect((await stripe.customers.list({ created: { gte: later } })).data).toEqual([])
    expect((await stripe.customers.list({ created: { lt: later }, limit: 1 })).data).toHaveLength(1)
    await expect(stripe.customers.list({ limit: 1000 })).rejects.toMatchObject({ param: 'limit' })
  })

  it('refunds in parts, never more than was paid, and takes a failed refund back', async () => {
    const { stripe, control } = simulator
    const payment_intent = await pay()
    await stripe.refunds.create({ payment_intent, amount: 1000 })
    const rest = await control.refund(payment_intent)
    expect(rest.amount).toBe(4000)
    await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
    const [charge] = (await stripe.charges.list({ payment_intent, expand: ['data.refunds'] })).data
    expect(charge).toMatchObject({ amount_refunded: 5000, refunded: true })
    expect(charge?.refunds?.data.map(({ amount }) => amount)).toEqual([4000, 1000])
    await control.failRefund(rest.id)
    expect(await stripe.charges.retrieve(String(charge?.id))).toMatchObject({
      amount_refunded: 1000,
      refunded: false,
    })
    const entries = await stripe.balanceTransactions.list({ source: rest.id })
    expect(entries.data.map(({ type, amount }) => [type, amount])).toEqual([
      ['refund_failure', 4000],
      ['refund', -4000],
    ])
  })

  it('opens and closes disputes', async () => {
    const { stripe, control } = simulator
    const payment_intent = await pay()
    const opened = await control.dispute(payment_intent)
    await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({ code: 'charge_disputed' })
    expect(await stripe.disputes.retrieve(opened.id)).toMatchObject({
      status: 'needs_response',
      amount: 5000,
    })
    await control.closeDispute(opened.id, 'won')
    expect((await stripe.disputes.list({ payment_intent })).data).toMatchObject([{ status: 'won' }])
    const types = (await stripe.events.list({ type: 'charge.dispute.*' })).data.map(({ type }) => type)
    expect(types).toEqual([
      ...['charge.dispute.closed', 'charge.dispute.funds_reinstated'],
      ...['charge.dispute.funds_withdrawn', 'charge.dispute.created'],
    ])
    const lost = await control.dispute(await pay(), 2000)
    expect(await control.closeDispute(lost.id, 'lost')).toMatchObject({ status: 'lost', amount: 2000 })
  })

  it('refuses a request whole when asked to, and takes the next', async () => {
    const { stripe, control } = simulator
    await control.refuseRequests()
    await expect(stripe.customers.create({ email: 'refused@example.com' })).rejects.toMatchObject({
      statusCode: 500,
    })
    expect((await stripe.customers.list({ email: 'refused@example.com' })).data).toEqual([])
  })
})
