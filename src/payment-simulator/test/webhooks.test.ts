import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runSimulator, sessionParams, startReceiver, temporaryDir } from './run-simulator.ts'

type Simulator = Awaited<ReturnType<typeof runSimulator>>
let folder: ReturnType<typeof temporaryDir>
let receiver: Awaited<ReturnType<typeof startReceiver>>
let simulator: Simulator

beforeEach(async () => {
  folder = temporaryDir()
  receiver = await startReceiver()
  simulator = await runSimulator(folder.dir, receiver)
})
afterEach(async () => {
  await simulator.stop()
  receiver.stop()
  folder.remove()
})

async function buy() {
  const { id } = await simulator.stripe.checkout.sessions.create(sessionParams())
  return simulator.control.pay(id)
}
const types = () => receiver.received.map(({ type }) => type)
const LIFE = [
  'payment_intent.created',
  'charge.succeeded',
  'payment_intent.succeeded',
  'checkout.session.completed',
]

describe('webhooks', () => {
  it('come as often as is set, each with a signature of its own', async () => {
    await simulator.control.webhooks.duplicate(3)
    await buy()
    await simulator.control.webhooks.settled()
    expect(types().sort()).toEqual([...LIFE, ...LIFE, ...LIFE].sort())
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(4)
  })

  it('come the newest first when out of order', async () => {
    const { webhooks } = simulator.control
    await webhooks.hold()
    await webhooks.reorder()
    await buy()
    expect(types()).toEqual([])
    expect((await simulator.control.state()).waiting).toBe(4)
    await webhooks.release()
    await webhooks.settled()
    expect(types()).toEqual(LIFE.toReversed())
  })

  it('that were dropped are listed still and can be sent again', async () => {
    const { webhooks } = simulator.control
    await webhooks.drop()
    await buy()
    await webhooks.drop(false)
    expect(types()).toEqual([])
    const [event] = (await simulator.stripe.events.list({ type: 'checkout.session.completed' })).data
    await webhooks.resend(String(event?.id))
    await webhooks.settled()
    expect(receiver.received).toEqual(
      [{ ...event, lastResponse: undefined }].map(({ lastResponse: _, ...rest }) => rest),
    )
  })

  it('are tried again until they are taken', async () => {
    receiver.answer = 500
    await buy()
    await expect.poll(() => receiver.refused, { timeout: 10_000 }).toBeGreaterThan(4)
    receiver.answer = 200
    await simulator.control.webhooks.settled()
    expect(types().sort()).toEqual([...LIFE].sort())
  })

  it('outlive a restart, as does everything else, whatever was half written', async () => {
    receiver.answer = 503
    const { stripe } = simulator
    const customer = await stripe.customers.create({ email: 'kept@example.com' }, { idempotencyKey: 'kept' })
    const session = await buy()
    const { secretKey, webhookSecret } = simulator
    await simulator.stop()
    appendFileSync(join(folder.dir, 'journal.jsonl'), '[["customer","cus_torn",{"id":"cus_to')
    receiver.answer = 200
    simulator = await runSimulator(folder.dir, receiver)
    expect(simulator).toMatchObject({ secretKey, webhookSecret })
    await simulator.control.webhooks.settled()
    expect(types()).toEqual(expect.arrayContaining(['customer.created', ...LIFE]))
    const paid = await simulator.stripe.checkout.sessions.retrieve(session.id)
    expect(paid).toMatchObject({ payment_status: 'paid', payment_intent: session.payment_intent })
    const again = await simulator.stripe.customers.create(
      { email: 'kept@example.com' },
      { idempotencyKey: 'kept' },
    )
    expect(again.id).toBe(customer.id)
    await expect(simulator.stripe.customers.retrieve('cus_torn')).rejects.toMatchObject({ statusCode: 404 })
    await simulator.stop()
    simulator = await runSimulator(folder.dir, receiver)
    expect(await simulator.stripe.customers.retrieve(customer.id)).toMatchObject({ id: customer.id })
  })

  it('of a payment that arrives later come also after a restart', async () => {
    await simulator.control.set({ async_seconds: 1 })
    const { id } = await simulator.stripe.checkout.sessions.create(sessionParams())
    await simulator.control.pay(id, 'later')
    await simulator.stop()
    simulator = await runSimulator(folder.dir, receiver)
    await expect.poll(types, { timeout: 10_000 }).toContain('checkout.session.async_payment_succeeded')
  })
})

describe('the control endpoints', () => {
  it('want the secret key and a name they know', async () => {
    const { url, secretKey } = simulator
    expect((await fetch(`${url}/_control/state`)).status).toBe(401)
    expect((await fetch(`${url}/_control/pay/cs_test_1`, { method: 'POST' })).status).toBe(401)
    const headers = { authorization: `Bearer ${secretKey}` }
    expect((await fetch(`${url}/_control/constructor/x`, { method: 'POST', headers })).status).toBe(404)
    expect((await fetch(`${url}/_control/pay/cs_none`, { method: 'POST', headers })).status).toBe(404)
    expect((await fetch(`${url}/_control/pay/cs_none`, { method: 'POST', headers, body: '[' })).status).toBe(
      400,
    )
  })
})
