import { createRoute, z } from '@hono/zod-openapi'
import Stripe from 'stripe'
import { Problem } from '../errors/index.ts'
import { type Api, createApi, problemResponses } from '../http/index.ts'
import type { Platform } from '../platform.ts'
import type { StripeHandlers } from './handler.ts'
import type { StripeApplier } from './start-applier.ts'
import { storeEvent } from './store-event.ts'

/** How old a signature may be: a recorded delivery cannot be sent again later. */
const TOLERANCE_SECONDS = 300

const receive = createRoute({
  method: 'post',
  path: '/webhooks/stripe',
  tags: ['webhooks'],
  summary: 'Where Stripe tells what happened; signed by it',
  responses: {
    200: {
      description: 'Kept, and applied soon',
      content: { 'application/json': { schema: z.object({ received: z.literal(true) }) } },
    },
    ...problemResponses('invalid', 'not_found', 'too_large'),
  },
})

/** Mount under /api. Answers as soon as the event is durable; `applier` does the rest. */
export function stripeWebhookRoutes(
  { db, config, log }: Platform,
  handlers: StripeHandlers,
  applier: StripeApplier,
): Api {
  return createApi().openapi(receive, async (c) => {
    if (!config.stripe) throw new Problem('not_found', 'This installation takes no payments')
    const body = await c.req.text()
    const event = readEvent(body, c.req.header('Stripe-Signature'), config.stripe.webhookSecret)
    if (event.type in handlers) {
      await storeEvent(db, event, body)
      applier.wake()
    } else {
      log.debug({ type: event.type }, 'nobody takes in this type of Stripe event')
    }
    return c.json({ received: true } as const, 200)
  })
}

function readEvent(body: string, signature: string | undefined, secret: string): Stripe.Event {
  try {
    return Stripe.webhooks.constructEvent(body, signature ?? '', secret, TOLERANCE_SECONDS)
  } catch {
    throw new Problem('invalid', 'The signature is not one of this body, or too old')
  }
}
