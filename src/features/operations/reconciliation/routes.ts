import { createRoute } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { type Api, createApi, json, jsonBody } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { userOf } from '../../accounts/index.ts'
import { middleware, refusals, refusalsOfChange, tags } from '../answers.ts'
import { listReconciliations, readReconciliation } from './list-reconciliations.ts'
import { requestRun } from './request-run.ts'
import {
  dayParams,
  newRunSchema,
  queuedSchema,
  reconciliationDetailSchema,
  reconciliationsQuerySchema,
  reconciliationsSchema,
} from './schema.ts'

const list = createRoute({
  method: 'get',
  path: '/operator/reconciliations',
  tags,
  summary: 'Days of the ledger compared with Stripe',
  middleware,
  request: { query: reconciliationsQuerySchema },
  responses: { 200: json(reconciliationsSchema, 'Days'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/operator/reconciliations/{day}',
  tags,
  summary: 'A day with its differences',
  middleware,
  request: { params: dayParams },
  responses: { 200: json(reconciliationDetailSchema, 'The day'), ...refusals },
})

const run = createRoute({
  method: 'post',
  path: '/operator/reconciliations',
  tags,
  summary: 'Compare a day now; without one today so far',
  middleware,
  request: { body: jsonBody(newRunSchema) },
  responses: { 202: json(queuedSchema, 'Soon'), ...refusalsOfChange },
})

export function reconciliationRoutes(platform: Platform): Api {
  const { db } = platform
  return createApi()
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      const days = await withSystem(db, (tx) => listReconciliations(tx, query))
      return c.json({ available: platform.stripe !== null, ...days }, 200)
    })
    .openapi(read, async (c) => {
      const { day } = c.req.valid('param')
      return c.json(await withSystem(db, (tx) => readReconciliation(tx, day)), 200)
    })
    .openapi(run, async (c) => {
      if (!platform.stripe)
        throw new Problem(
          'conflict',
          'This installation takes no payments: there is no Stripe to compare with.',
        )
      const { day } = c.req.valid('json')
      return c.json(await withSystem(db, (tx) => requestRun(tx, userOf(c).id, day)), 202)
    })
}
