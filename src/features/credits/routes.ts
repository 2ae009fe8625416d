import { createRoute, z } from '@hono/zod-openapi'
import { withSystem, withWorkspace } from '../../platform/db/index.ts'
import {
  type Api,
  createApi,
  idempotencyKey,
  json,
  jsonBody,
  page,
  pageQuery,
  problemResponses,
} from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { member, operator, userOf, workspaceOf } from '../accounts/index.ts'
import { checkoutRoutes } from './checkouts/routes.ts'
import { grantCredits } from './grant-credits.ts'
import { listGrants } from './grants/list-grants.ts'
import { guardRoutes } from './guards/routes.ts'
import { historyQuery, listEntries } from './list-entries.ts'
import { readBalance } from './read-balance.ts'
import { creditEntrySchema, creditGrantSchema, creditsSchema, grantedSchema, grantSchema } from './schema.ts'
import { topUpRoutes } from './top-ups/routes.ts'

const tags = ['credits']

const balance = createRoute({
  method: 'get',
  path: '/credits',
  tags,
  summary: 'What the workspace can spend',
  middleware: [member({ scope: 'read' })],
  responses: {
    200: json(creditsSchema, 'Balance'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

const history = createRoute({
  method: 'get',
  path: '/credits/history',
  tags,
  summary: 'What moved the balance, newest first',
  middleware: [member({ scope: 'read' })],
  request: { query: historyQuery },
  responses: {
    200: json(page(creditEntrySchema), 'Entries'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const grants = createRoute({
  method: 'get',
  path: '/credits/grants',
  tags,
  summary: 'What the credits came as, what is left of each, and when it ends; newest first',
  middleware: [member({ scope: 'read' })],
  request: { query: pageQuery },
  responses: {
    200: json(page(grantSchema), 'Grants'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const grant = createRoute({
  method: 'post',
  path: '/operator/workspaces/{id}/credit-grants',
  tags: ['operator'],
  summary: 'Give a workspace credits',
  middleware: [operator()],
  request: {
    params: z.object({ id: z.uuid() }),
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: jsonBody(creditGrantSchema),
  },
  responses: {
    201: json(grantedSchema, 'Granted'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'conflict', 'invalid_input'),
  },
})

/** Mount under /api, behind authenticate(). */
export function creditRoutes(platform: Platform): Api {
  const { db } = platform
  return createApi()
    .route('/', checkoutRoutes(platform))
    .route('/', topUpRoutes(platform))
    .route('/', guardRoutes(platform))
    .openapi(balance, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => readBalance(tx, id)), 200)
    })
    .openapi(history, async (c) => {
      const { id } = workspaceOf(c)
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, id, (tx) => listEntries(tx, id, query)), 200)
    })
    .openapi(grants, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listGrants(tx, query)), 200)
    })
    .openapi(grant, async (c) => {
      const wish = {
        ...c.req.valid('json'),
        workspaceId: c.req.valid('param').id,
        operatorId: userOf(c).id,
        idempotencyKey: idempotencyKey(c),
      }
      return c.json(await withSystem(db, (tx) => grantCredits(tx, wish)), 201)
    })
}
