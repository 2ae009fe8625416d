import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSimulator, sessionParams, startReceiver, temporaryDir } from './run-simulator.ts'

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

const get = (path: string) => fetch(new URL(path, simulator.url), { redirect: 'manual' })
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(new URL(path, simulator.url), {
    ...{ method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(form) },
  })
async function open(more: Parameters<typeof sessionParams>[0] = {}) {
  const session = await simulator.stripe.checkout.sessions.create(sessionParams(more))
  return { id: session.id, page: String(session.url) }
}

describe('the checkout page', () => {
  it('says that no money moves, what is bought and for how much, and loads nothing from elsewhere', async () => {
    const { page } = await open()
    const response = await get(page)
    const text = await response.text()
    for (const words of ['No money moves', 'Starter, 100 credits', 'Pay $50.00', 'Cancel and go back'])
      expect(text).toContain(words)
    expect(text).toContain('href="http://localhost:9/back"')
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' http://localhost:9; base-uri 'none'; frame-ancestors 'none'",
    )
    expect((await get('/style.css')).headers.get('content-type')).toContain('text/css')
  })

  it('takes a payment and leads back, and takes no second one', async () => {
    const { id, page } = await open()
    const paid = await post(page, { way: 'pay' })
    expect(paid.status).toBe(303)
    expect(paid.headers.get('location')).toBe(`http://localhost:9/done?session=${id}`)
    expect((await simulator.stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid')
    expect((await post(page, { way: 'pay' })).headers.get('location')).toBe(new URL(page).pathname)
    expect(await (await get(page)).text()).toContain('This checkout is complete')
  })

  it('stays open after a refusal, and says so', async () => {
    const { id, page } = await open()
    expect((await post(page, { way: 'decline' })).headers.get('location')).toBe(new URL(page).pathname)
    expect(await (await get(page)).text()).toContain('The card was declined')
    await post(page, { way: 'later' })
    const session = await simulator.stripe.checkout.sessions.retrieve(id)
    expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
  })

  it('shows what it is given as text', async () => {
    const item = { currency: 'usd', unit_amount: 100, product_data: { name: '<script>alert(1)</script>' } }
    const { page } = await open({
      line_items: [{ quantity: 1, price_data: item }],
      customer_email: '"><b>@x.example',
    })
    const text = await (await get(page)).text()
    expect(text).not.toContain('<script>')
    expect(text).not.toContain('<b>')
    await expect(open({ success_url: 'javascript:alert(1)' })).rejects.toMatchObject({ param: 'success_url' })
  })

  it('takes no form from another site and answers to no other name', async () => {
    const { id, page } = await open()
    expect((await post(page, { way: 'pay' }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post(page, { way: 'pay' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await simulator.stripe.checkout.sessions.retrieve(id)).status).toBe('open')
    expect((await get('/c/pay/cs_test_none')).status).toBe(404)
    expect((await get('/nothing')).status).toBe(404)
    expect((await post('/actions/refund/ch_1', { x: 'y'.repeat(300_000) })).status).toBe(413)
  })
})

describe('the onboarding page', () => {
  it('finishes or leaves unfinished, once for a link', async () => {
    const { stripe } = simulator
    const { id } = await stripe.accounts.create({ type: 'express', email: 'partner@example.com' })
    const link = async () =>
      (
        await stripe.accountLinks.create({
          ...{ account: id, type: 'account_onboarding' },
          ...{ return_url: 'http://localhost:9/return', refresh_url: 'http://localhost:9/refresh' },
        })
      ).url
    const first = await link()
    expect(await (await get(first)).text()).toContain('Get paid')
    expect((await post(first, { step: 'leave' })).headers.get('location')).toBe('http://localhost:9/return')
    expect(await stripe.accounts.retrieve(id)).toMatchObject({ details_submitted: false })
    expect((await get(first)).headers.get('location')).toBe('http://localhost:9/refresh')
    await post(await link(), { step: 'finish' })
    expect(await stripe.accounts.retrieve(id)).toMatchObject({
      details_submitted: true,
      payouts_enabled: true,
    })
  })
})

describe('the dashboard', () => {
  it('shows every tab, also with nothing in it', async () => {
    for (const path of ['/', '/cards', '/accounts', '/transfers', '/webhooks', '/settings'])
      expect((await get(path)).status).toBe(200)
  })

  it('refunds a part, opens and closes a dispute, and shows the receipt', async () => {
    const { stripe, control } = simulator
    const { id } = await open()
    const { payment_intent } = await control.pay(id)
    const [charge] = (await stripe.charges.list({ payment_intent: String(payment_intent) })).data
    const part = { major: '12.34', currency: 'usd' }
    expect((await post(`/actions/refund/${charge?.id}`, part)).headers.get('location')).toBe('/?done=refund')
    expect(await stripe.charges.retrieve(String(charge?.id))).toMatchObject({ amount_refunded: 1234 })
    expect((await post(`/actions/refund/${charge?.id}`, { major: '50', currency: 'usd' })).status).toBe(400)
    await post(`/actions/dispute/${charge?.id}`, {})
    const [dispute] = (await stripe.disputes.list({ charge: charge?.id })).data
    await post(`/actions/close-dispute/${dispute?.id}`, { outcome: 'lost' })
    expect(await stripe.disputes.retrieve(String(dispute?.id))).toMatchObject({
      status: 'lost',
      amount: 3766,
    })
    const text = await (await get('/')).text()
    expect(text).toContain('Dispute lost')
    expect(await (await get(String(charge?.receipt_url))).text()).toContain('−$12.34')
    expect((await post('/actions/constructor/x', {})).status).toBe(404)
  })

  it('keeps the settings and lists what was sent', async () => {
    const { control } = simulator
    await post('/settings', { copies: '3', reorder: 'on', delay_ms: '-5', async_seconds: 'soon' })
    expect((await control.state()).settings).toMatchObject({
      copies: 3,
      reorder: true,
      delay_ms: 0,
      async_seconds: 5,
    })
    await post('/settings', { copies: '1' })
    expect((await control.state()).settings).toMatchObject({ copies: 1, reorder: false })
    const [event] = (await simulator.stripe.events.list({ limit: 1 })).data
    expect(await (await get('/webhooks')).text()).toContain(String(event?.type))
    expect(await (await get(`/events/${event?.id}`)).text()).toContain('&quot;api_version&quot;')
    await control.webhooks.settled()
    // of this one: others may become due meanwhile
    const timesReceived = () => receiver.received.filter(({ id }) => id === event?.id).length
    const before = timesReceived()
    await post(`/actions/resend/${event?.id}`, {})
    await control.webhooks.settled()
    expect(timesReceived()).toBe(before + 1)
  })
})
