import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import {
  type Api,
  createApi,
  idempotencyKey,
  json,
  jsonBody,
  page,
  problemResponses,
} from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import { cancelReturn } from './cancel-return.ts'
import { listReturns } from './list-returns.ts'
import { openReturns } from './open-returns.ts'
import { readReturn } from './read-return.ts'
import {
  openedSchema,
  ownReturnsQuerySchema,
  returnDetailSchema,
  returnRequestSchema,
  returnSchema,
} from './schema.ts'

const tags = ['marketplace']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
const params = z.object({ id: z.uuid() })

const open = createRoute({
  method: 'post',
  path: '/marketplace/orders/{id}/returns',
  tags,
  summary: 'Return items of an order: one, or several as `items`; all of them or none',
  middleware: [member({ scope: 'write' })],
  request: {
    params,
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: jsonBody(returnRequestSchema),
  },
  responses: {
    201: json(openedSchema, 'The returns; what our records prove is accepted already'),
    ...refusals,
    ...problemResponses('conflict'),
  },
})

const list = createRoute({
  method: 'get',
  path: '/marketplace/returns',
  tags,
  summary: 'Returns of this workspace, newest first',
  middleware: [member({ scope: 'read' })],
  request: { query: ownReturnsQuerySchema },
  responses: { 200: json(page(returnSchema), 'Returns'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/marketplace/returns/{id}',
  tags,
  summary: 'A return with its timeline',
  middleware: [member({ scope: 'read' })],
  request: { params },
  responses: { 200: json(returnDetailSchema, 'The return'), ...refusals },
})

const cancel = createRoute({
  method: 'post',
  path: '/marketplace/returns/{id}/cancellation',
  tags,
  summary: 'Take a return back that nobody has decided; the item cannot be returned again',
  middleware: [member({ scope: 'write' })],
  request: { params },
  responses: { 200: json(returnDetailSchema, 'Cancelled'), ...refusals, ...problemResponses('conflict') },
})

/** The buyer's side. */
export function returnRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(open, async (c) => {
      const opened = await openReturns(db, {
        workspaceId: workspaceOf(c).id,
        orderId: c.req.valid('param').id,
        actorId: identityOf(c).user?.id ?? null,
        idempotencyKey: idempotencyKey(c),
        request: c.req.valid('json'),
      })
      return c.json(opened, 201)
    })
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, id, (tx) => listReturns(tx, id, query)), 200)
    })
    .openapi(read, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspace.id, (tx) => readReturn(tx, workspace.id, id)), 200)
    })
    .openapi(cancel, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      const actorId = identityOf(c).user?.id ?? null
      const cancelled = await retryConflicts(() =>
        withWorkspace(db, workspace.id, async (tx) => {
          await cancelReturn(tx, id, actorId)
          return readReturn(tx, workspace.id, id)
        }),
      )
      return c.json(cancelled, 200)
    })
}
