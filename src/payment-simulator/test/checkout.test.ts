import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runSimulator, sessionParams, startReceiver, temporaryDir } from './run-simulator.ts'

const folder = temporaryDir()
const receiver = await startReceiver()
let simulator: Awaited<ReturnType<typeof runSimulator>>
const types = () => receiver.received.map(({ type }) => type).sort()

beforeAll(async () => {
  simulator = await runSimulator(folder.dir, receiver)
})
beforeEach(async () => {
  await simulator.control.webhooks.settled()
  receiver.received.length = 0
})
afterAll(async () => {
  await simulator.stop()
  receiver.stop()
  folder.remove()
})

describe('a checkout session', () => {
  it('is made, shown, paid and heard of', async () => {
    const { stripe, control } = simulator
    const session = await stripe.checkout.sessions.create(
      sessionParams({ customer_email: 'ann@example.com' }),
    )
    expect(session).toMatchObject({ object: 'checkout.session', status: 'open', payment_status: 'unpaid' })
    expect(session).toMatchObject({ amount_total: 5000, currency: 'usd', client_reference_id: 'checkout-1' })
    expect(session.id).toMatch(/^cs_test_/)
    expect(session.url).toBe(`${simulator.url}/c/pay/${session.id}`)
    expect(JSON.stringify(session)).not.toContain('"_')
    await control.pay(session.id)
    await control.webhooks.settled()
    expect(types()).toEqual([
      'charge.succeeded',
      'checkout.session.completed',
      'payment_intent.created',
      'payment_intent.succeeded',
    ])
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge.balance_transaction', 'line_items'],
    })
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
    expect(paid.line_items?.data[0]).toMatchObject({
      amount_total: 5000,
      description: 'Starter, 100 credits',
    })
    expect(paid.payment_intent).toMatchObject({
      ...{ status: 'succeeded', amount_received: 5000, metadata: { checkout_id: 'checkout-1' } },
      latest_charge: { paid: true, amount: 5000, balance_transaction: { amount: 5000, fee: 175, net: 4825 } },
    })
    await expect(control.pay(session.id)).rejects.toThrow('complete')
  })

  it('may be refused and tried again with the same intent', async () => {
    const { stripe, control } = simulator
    const { id } = await stripe.checkout.sessions.create(sessionParams())
    const refused = await control.pay(id, 'decline')
    expect(refused.status).toBe('open')
    const intent = await stripe.paymentIntents.retrieve(String(refused.payment_intent))
    expect(intent).toMatchObject({ status: 'requires_payment_method' })
    expect(intent.last_payment_error).toMatchObject({ code: 'card_declined', type: 'card_error' })
    const paid = await control.pay(id)
    expect(paid).toMatchObject({ payment_intent: intent.id, payment_status: 'paid' })
    await control.webhooks.settled()
    expect(types()).toContain('payment_intent.payment_failed')
    expect(types()).toContain('checkout.session.completed')
  })

  it('may be paid later, with either end', async () => {
    const { stripe, control } = simulator
    await control.set({ async_seconds: 1 })
    for (const [way, end] of [
      ['later', 'checkout.session.async_payment_succeeded'],
      ['later_fails', 'checkout.session.async_payment_failed'],
    ] as const) {
      const { id } = await stripe.checkout.sessions.create(sessionParams())
      expect(await control.pay(id, way)).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
      await expect.poll(types, { timeout: 10_000 }).toContain(end)
    }
    const { id } = await stripe.checkout.sessions.create(sessionParams())
    await control.pay(id, 'later')
    expect(await control.settleAsync(id)).toMatchObject({ payment_status: 'paid' })
    await expect(control.settleAsync(id)).rejects.toThrow('on its way')
  })

  it('expires when asked, and can then not be paid', async () => {
    const { stripe, control } = simulator
    const { id } = await stripe.checkout.sessions.create(sessionParams())
    expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null })
    await expect(control.pay(id)).rejects.toThrow('expired')
    await expect(stripe.checkout.sessions.expire(id)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
    })
  })

  it('keeps a card for payments without the buyer', async () => {
    const { stripe, control } = simulator
    const customer = await stripe.customers.create({
      email: 'ann@example.com',
      metadata: { workspace: 'w1' },
    })
    const { id } = await stripe.checkout.sessions.create(
      sessionParams({ customer: customer.id, payment_intent_data: { setup_future_usage: 'off_session' } }),
    )
    await control.pay(id)
    const { data } = await stripe.customers.listPaymentMethods(customer.id, { type: 'card' })
    expect(data).toMatchObject([{ customer: customer.id, card: { last4: '4242' } }])
    const method = String(data[0]?.id)
    const off = { amount: 20_000, currency: 'usd', customer: customer.id, payment_method: method }
    const intent = await stripe.paymentIntents.create({ ...off, off_session: true, confirm: true })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 20_000 })
    await control.setCard(method, 'declined')
    const refused = stripe.paymentIntents.create({ ...off, off_session: true, confirm: true })
    await expect(refused).rejects.toMatchObject({
      ...{ type: 'StripeCardError', code: 'card_declined', statusCode: 402 },
      payment_intent: { status: 'requires_payment_method', amount: 20_000 },
    })
    await control.webhooks.settled()
    expect(types()).toContain('payment_intent.payment_failed')
  })

  it('in setup mode charges nothing', async () => {
    const { stripe, control } = simulator
    const { id } = await stripe.checkout.sessions.create({
      ...{ mode: 'setup', currency: 'usd', success_url: 'http://localhost:9/done' },
      setup_intent_data: { metadata: { workspace: 'w1' } },
    })
    const done = await control.pay(id)
    expect(done).toMatchObject({
      payment_status: 'no_payment_required',
      payment_intent: null,
      amount_total: null,
    })
    const intent = await stripe.setupIntents.retrieve(String(done.setup_intent), {
      expand: ['payment_method'],
    })
    expect(intent).toMatchObject({
      status: 'succeeded',
      metadata: { workspace: 'w1' },
      payment_method: { type: 'card' },
    })
  })

  it('may be paid with another amount than was asked', async () => {
    const { stripe, control } = simulator
    const { id } = await stripe.checkout.sessions.create(sessionParams())
    expect(await control.pay(id, 'pay', { amount_total: 100, currency: 'eur' })).toMatchObject({
      ...{ amount_total: 100, currency: 'eur', payment_status: 'paid' },
    })
  })
})
