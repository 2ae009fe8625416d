import { createRoute, z } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { operator, userOf } from '../../accounts/index.ts'
import { decidePayout } from './decide-payout.ts'
import { exportPayouts } from './export-payouts.ts'
import { listOperatorPayouts } from './list-operator-payouts.ts'
import {
  decidedPayoutSchema,
  failureSchema,
  operatorPayoutSchema,
  operatorPayoutsQuery,
  paymentSchema,
} from './schema.ts'

const tags = ['operator']
const middleware = [operator()]
const params = z.object({ id: z.uuid() })
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const list = createRoute({
  method: 'get',
  path: '/operator/payouts',
  tags,
  summary: 'Payouts of every partner, newest first',
  middleware,
  request: { query: operatorPayoutsQuery },
  responses: { 200: json(page(operatorPayoutSchema), 'Payouts'), ...refusals },
})

const csv = createRoute({
  method: 'get',
  path: '/operator/payouts/export',
  tags,
  summary: 'What waits to be paid by hand, as CSV',
  middleware,
  responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } }, ...refusals },
})

const pay = createRoute({
  method: 'post',
  path: '/operator/payouts/{id}/payment',
  tags,
  summary: 'A payout was paid by hand',
  middleware,
  request: { params, body: jsonBody(paymentSchema) },
  responses: { 200: json(decidedPayoutSchema, 'Paid'), ...refusals, ...problemResponses('conflict') },
})

const fail = createRoute({
  method: 'post',
  path: '/operator/payouts/{id}/failure',
  tags,
  summary: 'A payout cannot be paid; its credits go back to the partner’s earnings',
  middleware,
  request: { params, body: jsonBody(failureSchema) },
  responses: { 200: json(decidedPayoutSchema, 'Failed'), ...refusals, ...problemResponses('conflict') },
})

export function operatorPayoutRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listOperatorPayouts(tx, query)), 200)
    })
    .openapi(csv, async (c) => {
      const text = await withSystem(db, (tx) => exportPayouts(tx, userOf(c).id))
      return c.body(text, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="payouts-${new Date().toISOString().slice(0, 10)}.csv"`,
      })
    })
    .openapi(pay, async (c) => {
      const wish = { operatorId: userOf(c).id, payoutId: c.req.valid('param').id, status: 'paid' } as const
      const words = c.req.valid('json').reference
      return c.json(await withSystem(db, (tx) => decidePayout(tx, { ...wish, words })), 200)
    })
    .openapi(fail, async (c) => {
      const wish = { operatorId: userOf(c).id, payoutId: c.req.valid('param').id, status: 'failed' } as const
      const words = c.req.valid('json').reason
      return c.json(await withSystem(db, (tx) => decidePayout(tx, { ...wish, words })), 200)
    })
}
