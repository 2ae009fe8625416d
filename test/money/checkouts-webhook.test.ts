import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportStrays } from '../../src/features/credits/checkouts/report-strays.ts'
import { creditStripeHandlers } from '../../src/features/credits/index.ts'
import { withSystem } from '../../src/platform/db/index.ts'
import { drainEvents, type StripeHandlers } from '../../src/platform/stripe/index.ts'
import { storeEvent } from '../../src/platform/stripe/store-event.ts'
import { createTestWorld, type TestApp, type TestWorld } from '../harness/index.ts'
import { addPerson, type Person } from '../people.ts'
import {
  disputeEvent,
  eventOf,
  exceptionsOf,
  intentEvent,
  openCheckout,
  paidEvent,
  refundEvent,
  sessionEvent,
  signed,
  stateOf,
  takeIn,
  WEBHOOK_SECRET,
} from './checkout-kit.ts'
import { expectRightLedger } from './kit.ts'
import { asOwner, until } from './pay-world.ts'

const PATH = '/api/webhooks/stripe'

let world: TestWorld
let app: TestApp
let buyer: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp({
    ...{ STRIPE_SECRET_KEY: 'sk_test_of_the_tests', STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET },
    STRIPE_API_BASE: 'http://127.0.0.1:9',
  })
  buyer = await addPerson(world, { name: 'Berta' })
})
afterAll(() => world?.dispose())

const send = (event: Parameters<typeof signed>[0], options?: Parameters<typeof signed>[1]) =>
  app.client.request('POST', PATH, signed(event, options))

const stored = (id: string) =>
  world.db.system
    .query('select applied_at, outcome, attempts, error, next_attempt_at from stripe_events where id = $1', [
      id,
    ])
    .then(({ rows }) => rows)

async function applied(id: string) {
  await until(async () => (await stored(id))[0]?.applied_at !== null)
  return (await stored(id))[0]
}

describe('a webhook', () => {
  it('is kept once, answered at once, and applied', async () => {
    const checkout = await openCheckout(world, buyer.workspaceId)
    const event = paidEvent(checkout)
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(event)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect((await applied(event.id)).outcome).toBe('applied')
    expect((await send(event)).status).toBe(200)
    expect(await stored(event.id)).toHaveLength(1)
    expect(await stateOf(world, checkout)).toMatchObject({ status: 'paid', balance: 10_000 })
    await expectRightLedger(world)
  })

  it.each([
    ['another secret', { secret: 'whsec_of_somebody_else' }],
    ['an old signature, sent again', { timestamp: Math.floor(Date.now() / 1000) - 301 }],
  ])('is refused with %s', async (_name, options) => {
    const checkout = await openCheckout(world, buyer.workspaceId)
    const event = paidEvent(checkout)
    expect((await send(event, options)).status).toBe(400)
    expect(await stored(event.id)).toEqual([])
  })

  it('is refused without a signature, with one of another body, and when it is no event', async () => {
    const checkout = await openCheckout(world, buyer.workspaceId)
    const { body, headers } = signed(paidEvent(checkout))
    const post = (options: object) => app.client.request('POST', PATH, options)
    expect((await post({ body, headers: { 'content-type': 'application/json' } })).status).toBe(400)
    expect((await post({ body: body.replace('5000', '9000'), headers })).status).toBe(400)
    expect((await post({ body: `${body} `, headers })).status).toBe(400)
    expect((await post({ body: '', headers })).status).toBe(400)
    expect(await stateOf(world, checkout)).toMatchObject({ status: 'open' })
  })

  it('has a largest size, declared or streamed', async () => {
    const event = eventOf('charge.refunded', { padding: 'x'.repeat(1_100_000) })
    expect((await send(event)).status).toBe(413)
    const { body, headers } = signed(event)
    const streamed = await fetch(app.url + PATH, {
      ...{ method: 'POST', headers, duplex: 'half' },
      body: new Blob([body]).stream(),
    } as RequestInit)
    expect(streamed.status).toBe(413)
  })

  it('of a type that nobody takes in is thanked for and not kept', async () => {
    const event = eventOf('customer.created', { id: 'cus_1' })
    expect((await send(event)).status).toBe(200)
    expect(await stored(event.id)).toEqual([])
  })

  it('is nothing where no payments are configured', async () => {
    const other = await createTestWorld()
    try {
      const { client } = await other.startApp()
      const person = await addPerson(other, { name: 'Ada' })
      expect((await client.request('POST', PATH, signed(eventOf('charge.refunded', {})))).status).toBe(404)
      const { body } = await client.request('GET', '/api/credits/checkout', { cookie: person.cookie })
      expect(body).toMatchObject({ available: false, simulated: false })
      expect(body.unavailable_reason).toContain('STRIPE_SECRET_KEY')
      const wish = { package_id: body.data[0].id }
      const answer = await client.request('POST', '/api/credits/checkout', {
        cookie: person.cookie,
        body: wish,
      })
      expect(answer.status).toBe(409)
    } finally {
      await other.dispose()
    }
  })
})

describe('an event that is not of a payment we asked for', () => {
  it('grants nothing, answers 2xx and is in the list of exceptions', async () => {
    const checkout = await openCheckout(world, buyer.workspaceId)
    const stranger = await addPerson(world, { name: 'Stan' })
    const strange = [
      [
        'setup_session',
        paidEvent(checkout, { mode: 'setup', id: 'cs_setup', payment_status: 'no_payment_required' }),
      ],
      ['subscription_session', paidEvent(checkout, { mode: 'subscription', id: 'cs_subscription' })],
      ['foreign_payment', paidEvent(checkout, { metadata: null, id: 'cs_nobody' })],
      ['foreign_payment', paidEvent(checkout, { client_reference_id: 'x', id: 'cs_reference' })],
      ['foreign_payment', paidEvent(checkout, { id: 'cs_of_another_app' })],
      [
        'foreign_payment',
        paidEvent(checkout, {
          id: 'cs_of_another_workspace',
          metadata: { checkout_id: checkout.id, workspace_id: stranger.workspaceId },
        }),
      ],
      ['other_amount', paidEvent(checkout, { amount_total: 4_999 })],
    ] as const
    const before = await stateOf(world, checkout)
    for (const [kind, event] of strange) {
      expect((await send(event)).status, kind).toBe(200)
      await applied(event.id)
      const { id } = event.data.object as { id: string }
      expect(await exceptionsOf(world, id), id).toMatchObject([{ kind }])
    }
    expect(await stateOf(world, checkout)).toEqual(before)
    await expectRightLedger(world)
  })

  it('such as a dispute of an unknown payment waits, and is reported after a day', async () => {
    const checkout = await openCheckout(world, buyer.workspaceId)
    const event = disputeEvent({ ...checkout, intent: 'pi_unknown' }, 'needs_response', {
      dispute: 'dp_unknown',
    })
    expect(await takeIn(world, event)).toBe('waits for its payment')
    await withSystem(world.db, reportStrays)
    expect(await exceptionsOf(world, 'dp_unknown')).toEqual([])
    await asOwner(
      world,
      `update payment_claims set created_at = now() - interval '25 hours' where id = 'dp_unknown'`,
    )
    await withSystem(world.db, reportStrays)
    expect(await exceptionsOf(world, 'dp_unknown')).toMatchObject([{ kind: 'unknown_dispute' }])
  })

  it('such as a refund in another currency takes everything and tells the operator', async () => {
    const checkout = await openCheckout(world, buyer.workspaceId)
    await takeIn(world, paidEvent(checkout))
    await takeIn(world, refundEvent(checkout, 1, { currency: 'eur' }))
    expect(await stateOf(world, checkout)).toMatchObject({ status: 'refunded', taken: 10_000 })
    expect(await exceptionsOf(world, checkout.charge)).toMatchObject([{ kind: 'claim_currency' }])
  })
})

describe('the applier', () => {
  it('keeps an event whose handler fails, tries it again, and tells the operator in the end', async () => {
    const quiet = await createTestWorld() // no app whose own applier would be at it too
    try {
      const checkout = await openCheckout(quiet, (await addPerson(quiet)).workspaceId)
      const event = paidEvent(checkout)
      await storeEvent(quiet.db, event, JSON.stringify(event))
      let isBroken = true
      const handlers: StripeHandlers = {
        [event.type]: async (tx, given) => {
          const outcome = await creditStripeHandlers[event.type]?.(tx, given)
          if (isBroken) throw new Error('not today')
          return outcome ?? ''
        },
      }
      const read = () =>
        asOwner(quiet, 'select attempts, error, outcome, next_attempt_at > now() as later from stripe_events')
      const tryNow = async () => {
        await asOwner(quiet, 'update stripe_events set next_attempt_at = now()')
        await drainEvents(quiet.db, handlers)
      }
      for (let attempts = 1; attempts <= 5; attempts++) {
        await tryNow()
        expect(await read()).toEqual([{ attempts, error: 'not today', outcome: null, later: true }])
        expect(await exceptionsOf(quiet, event.id)).toHaveLength(attempts < 5 ? 0 : 1)
        expect(await stateOf(quiet, checkout)).toMatchObject({ status: 'open', balance: null })
      }
      isBroken = false
      await tryNow()
      expect(await read()).toMatchObject([{ outcome: 'applied', error: null }])
      expect(await stateOf(quiet, checkout)).toMatchObject({ status: 'paid', balance: 10_000 })
    } finally {
      await quiet.dispose()
    }
  })
})

describe('a checkout', () => {
  it('is committed before Stripe can say anything of it', async () => {
    // Stripe is nowhere: the call fails, and the row is there all the same.
    const { body } = await app.client.request('GET', '/api/credits/checkout', { cookie: buyer.cookie })
    const answer = await app.client.request('POST', '/api/credits/checkout', {
      cookie: buyer.cookie,
      body: { package_id: body.data[0].id },
    })
    expect(answer.status).toBe(502)
    const { rows } = await world.db.system.query(
      `select id, workspace_id, amount_cents, currency, stripe_session_id from checkouts
       where workspace_id = $1 order by id desc limit 1`,
      [buyer.workspaceId],
    )
    expect(rows[0].stripe_session_id).toBeNull()
    // An event of a session whose answer was lost, so that we never stored it, finds it.
    const checkout = { ...rows[0], session: 'cs_answer_lost', intent: `pi_${rows[0].id}`, charge: 'ch_x' }
    expect(await takeIn(world, paidEvent(checkout))).toBe('applied')
    expect(await stateOf(world, checkout)).toMatchObject({ status: 'paid' })
  })

  it('that failed or expired and is paid after all grants', async () => {
    for (const type of ['async_payment_failed', 'expired']) {
      const checkout = await openCheckout(world, buyer.workspaceId)
      await takeIn(world, sessionEvent(checkout, type))
      expect((await stateOf(world, checkout)).status).not.toBe('open')
      await takeIn(world, intentEvent(checkout, 'succeeded'))
      expect(await stateOf(world, checkout)).toMatchObject({ status: 'paid' })
    }
    await expectRightLedger(world)
  })

  it('of a package that has changed is a 409, and old versions stay', async () => {
    const operator = await addPerson(world, { name: 'Olga', operator: true })
    const change = (person: Person, id: string | null, credits: number | null, cents: number | null) =>
      withSystem(world.db, async (tx) => {
        const { rows } = await sql<{ id: string }>`
          select change_credit_package(${person.id}, ${id}, 'Starter', ${credits}, ${cents}, 'Dearer') as id`.execute(
          tx,
        )
        return rows[0]?.id as string
      })
    const { body } = await app.client.request('GET', '/api/credits/checkout', { cookie: buyer.cookie })
    const old = body.data[0].id
    await expect(change(buyer, old, 10_000, 6_000)).rejects.toMatchObject({ code: 'AS403' })
    const next = await change(operator, old, 10_000, 6_000)
    await expect(change(operator, old, 10_000, 7_000)).rejects.toMatchObject({ code: 'AS409' })
    const answer = await app.client.request('POST', '/api/credits/checkout', {
      cookie: buyer.cookie,
      body: { package_id: old },
    })
    expect(answer.status).toBe(409)
    expect(answer.body.detail).toContain('price changed')
    const after = await app.client.request('GET', '/api/credits/checkout', { cookie: buyer.cookie })
    expect(after.body.data[0]).toMatchObject({ id: next, price_cents: 6_000 })
    const { rows } = await world.db.system.query(
      'select version, retired_by, reason from credit_packages where id = any ($1) order by version',
      [[old, next]],
    )
    expect(rows).toMatchObject([
      { version: 1, retired_by: operator.id },
      { version: 2, retired_by: null, reason: 'Dearer' },
    ])
  })
})
