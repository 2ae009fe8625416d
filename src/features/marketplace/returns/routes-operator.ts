import { createRoute, z } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { operator, userOf } from '../../accounts/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import { decideReturn } from './decide-return.ts'
import { listOperatorReturns, readOperatorReturn } from './list-operator-returns.ts'
import {
  decisionSchema,
  operatorReturnDetailSchema,
  operatorReturnSchema,
  returnsQuerySchema,
} from './schema.ts'

const tags = ['operator']
const middleware = [operator()]
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
const params = z.object({ id: z.uuid() })

const list = createRoute({
  method: 'get',
  path: '/operator/returns',
  tags,
  summary: 'Returns of every workspace, newest first',
  middleware,
  request: { query: returnsQuerySchema },
  responses: { 200: json(page(operatorReturnSchema), 'Returns'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/operator/returns/{id}',
  tags,
  summary: 'A return with its timeline, and how often both sides return',
  middleware,
  request: { params },
  responses: { 200: json(operatorReturnDetailSchema, 'The return'), ...refusals },
})

const decide = createRoute({
  method: 'post',
  path: '/operator/returns/{id}/decision',
  tags,
  summary: 'Accept or refuse a return that was contested or left unanswered',
  middleware,
  request: {
    params,
    body: jsonBody(decisionSchema),
  },
  responses: {
    200: json(operatorReturnDetailSchema, 'Decided'),
    ...refusals,
    ...problemResponses('conflict'),
  },
})

/** The operator's side. */
export function operatorReturnRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listOperatorReturns(tx, query)), 200)
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withSystem(db, (tx) => readOperatorReturn(tx, id)), 200)
    })
    .openapi(decide, async (c) => {
      const { id: returnId } = c.req.valid('param')
      const decision = { operatorId: userOf(c).id, returnId, ...c.req.valid('json') }
      const decided = await retryConflicts(() =>
        withSystem(db, async (tx) => {
          await decideReturn(tx, decision)
          return readOperatorReturn(tx, returnId)
        }),
      )
      return c.json(decided, 200)
    })
}
