import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import { answerReturn } from './answer-return.ts'
import { listPartnerReturns, readPartnerReturn } from './list-partner-returns.ts'
import { readReturnRate } from './read-return-rate.ts'
import {
  answerSchema,
  partnerReturnDetailSchema,
  partnerReturnSchema,
  returnRateSchema,
  returnsQuerySchema,
} from './schema.ts'

const tags = ['partner']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
const params = z.object({ id: z.uuid() })

const list = createRoute({
  method: 'get',
  path: '/partner/returns',
  tags,
  summary: 'Returns of what this workspace sold, newest first',
  middleware: [member({ scope: 'read' })],
  request: { query: returnsQuerySchema },
  responses: { 200: json(page(partnerReturnSchema), 'Returns'), ...refusals },
})

const rate = createRoute({
  method: 'get',
  path: '/partner/return-rate',
  tags,
  summary: 'How much of the sales of 90 days came back, against the median of all partners',
  middleware: [member({ scope: 'read' })],
  responses: { 200: json(returnRateSchema, 'The rate'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/partner/returns/{id}',
  tags,
  summary: 'A return of a sale with its timeline',
  middleware: [member({ scope: 'read' })],
  request: { params },
  responses: { 200: json(partnerReturnDetailSchema, 'The return'), ...refusals },
})

const answer = createRoute({
  method: 'post',
  path: '/partner/returns/{id}/answer',
  tags,
  summary: 'Accept a return, or contest it with a note: then the operator decides',
  middleware: [member({ scope: 'write' })],
  request: {
    params,
    body: jsonBody(answerSchema),
  },
  responses: {
    200: json(partnerReturnDetailSchema, 'Answered'),
    ...refusals,
    ...problemResponses('conflict'),
  },
})

/** The side of the partner whose listing it was. */
export function partnerReturnRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listPartnerReturns(tx, query)), 200)
    })
    .openapi(rate, async (c) =>
      c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readReturnRate(tx)), 200),
    )
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readPartnerReturn(tx, id)), 200)
    })
    .openapi(answer, async (c) => {
      const { id: returnId } = c.req.valid('param')
      const wish = { returnId, actorId: identityOf(c).user?.id ?? null, ...c.req.valid('json') }
      const answered = await retryConflicts(() =>
        withWorkspace(db, workspaceOf(c).id, async (tx) => {
          await answerReturn(tx, wish)
          return readPartnerReturn(tx, returnId)
        }),
      )
      return c.json(answered, 200)
    })
}
