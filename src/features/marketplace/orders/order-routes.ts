import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import {
  type Api,
  createApi,
  idempotencyKey,
  json,
  jsonBody,
  page,
  pageQuery,
  problemResponses,
} from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import { DEFAULT_EXPORT, exportLeads } from '../../leads/index.ts'
import { boughtSchema, orderDetailSchema, orderRequestSchema, orderSchema } from '../schema.ts'
import { buyListings } from './buy-listings.ts'
import { leadsOfOrder } from './leads-of-order.ts'
import { listOrders } from './list-orders.ts'
import { readOrder } from './read-order.ts'

const tags = ['marketplace']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const buy = createRoute({
  method: 'post',
  path: '/marketplace/orders',
  tags,
  summary: 'Buy listings',
  middleware: [member({ scope: 'write' })],
  request: {
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: jsonBody(orderRequestSchema),
  },
  responses: {
    201: json(boughtSchema, 'What was bought, what was skipped and why, what it cost'),
    ...refusals,
    ...problemResponses('insufficient_credits', 'conflict', 'too_large'),
  },
})

const list = createRoute({
  method: 'get',
  path: '/marketplace/orders',
  tags,
  summary: 'Orders, newest first',
  middleware: [member({ scope: 'read' })],
  request: { query: pageQuery },
  responses: { 200: json(page(orderSchema), 'Orders'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/marketplace/orders/{id}',
  tags,
  summary: 'An order with its leads, and what was skipped and why',
  middleware: [member({ scope: 'read' })],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: json(orderDetailSchema, 'The order'), ...refusals },
})

const download = createRoute({
  method: 'get',
  path: '/marketplace/orders/{id}/export',
  tags,
  summary: "The order's leads as CSV, as they are now",
  middleware: [member({ scope: 'read' })],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } }, ...refusals },
})

export function orderRoutes({ db, shutdown }: Platform): Api {
  return createApi()
    .openapi(buy, async (c) => {
      const bought = await buyListings(db, {
        workspaceId: workspaceOf(c).id,
        actorId: identityOf(c).user?.id ?? null,
        idempotencyKey: idempotencyKey(c),
        request: c.req.valid('json'),
      })
      return c.json(bought, 201)
    })
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, id, (tx) => listOrders(tx, id, query)), 200)
    })
    .openapi(read, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspace.id, (tx) => readOrder(tx, workspace.id, id)), 200)
    })
    .openapi(download, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      const ids = await withWorkspace(db, workspace.id, (tx) => leadsOfOrder(tx, workspace.id, id))
      const { rows, body } = await exportLeads(db, workspace.id, { ids }, DEFAULT_EXPORT, shutdown)
      return c.body(body, 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="order-${id}.csv"`,
        'X-Total-Count': String(rows),
      })
    })
}
