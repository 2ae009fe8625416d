import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addPerson } from '../people.ts'
import {
  disputeEvent,
  intentEvent,
  type OpenedCheckout,
  openCheckout,
  paidEvent,
  refundEvent,
  sessionEvent,
  signed,
  stateOf,
} from './checkout-kit.ts'
import { expectRightLedger } from './kit.ts'
import { createPayWorld, type PayWorld } from './pay-world.ts'

let world: PayWorld
beforeAll(async () => {
  world = await createPayWorld()
})
afterAll(() => world?.dispose())

/** One whole life: paid late, partly refunded, disputed for 40 of 100 credits. */
const lifeOf = (checkout: OpenedCheckout, end: 'won' | 'lost') => [
  sessionEvent(checkout, 'completed'),
  intentEvent(checkout, 'payment_failed'),
  intentEvent(checkout, 'succeeded'),
  sessionEvent(checkout, 'async_payment_succeeded'),
  paidEvent(checkout),
  refundEvent(checkout, 500),
  refundEvent(checkout, 1_000),
  disputeEvent(checkout, 'needs_response', { cents: 2_000 }),
  disputeEvent(checkout, 'under_review', { cents: 2_000 }),
  disputeEvent(checkout, end, { cents: 2_000 }),
]
const LENGTH = 10

it('of a whole life, delivered in any order, five times over and at once, the credits end the same', async () => {
  const places = Array.from({ length: LENGTH }, (_, place) => place)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('won', 'lost'),
      fc.shuffledSubarray(places, { minLength: LENGTH }),
      fc.array(fc.constantFrom(...places), { maxLength: LENGTH }),
      fc.boolean(),
      async (end, order, again, isAtOnce) => {
        const { workspaceId } = await addPerson(world, { name: 'Berta' })
        const checkout = await openCheckout(world, workspaceId)
        const life = lifeOf(checkout, end)
        const deliver = async (place: number) => {
          const { body, headers } = signed(life[place] as (typeof life)[number], {
            secret: world.webhookSecret,
          })
          const answer = await world.app.client.request('POST', '/api/webhooks/stripe', { body, headers })
          expect(answer.status).toBe(200)
        }
        const [first] = order as [number]
        const deliveries = [...order, ...again, ...Array.from({ length: 4 }, () => first)]
        if (isAtOnce) await Promise.all(deliveries.map(deliver))
        else for (const place of deliveries) await deliver(place)
        await world.settled()
        expect(await stateOf(world, checkout)).toMatchObject(
          end === 'won'
            ? {
                status: 'paid',
                balance: 8_000,
                taken: 2_000,
                owed: 0,
                refunded_cents: 1_000,
                disputed_cents: 0,
              }
            : { status: 'disputed', balance: 4_000, taken: 6_000, owed: 0, disputed_cents: 2_000 },
        )
      },
    ),
    { numRuns: 10 },
  )
  await expectRightLedger(world)
}, 240_000)
