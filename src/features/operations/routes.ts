import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { withSystem } from '../../platform/db/index.ts'
import {
  type Api,
  createApi,
  type Env,
  json,
  jsonBody,
  page,
  problemResponses,
} from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { operator, userOf } from '../accounts/index.ts'
import { decidePartner } from '../partners/index.ts'
import { auditRoutes } from './audit/routes.ts'
import { exceptionRoutes } from './exceptions/routes.ts'
import { listPartners } from './list-partners.ts'
import { listWorkspaces } from './list-workspaces.ts'
import { moneyRoutes } from './money/routes.ts'
import { reconciliationRoutes } from './reconciliation/routes.ts'
import { packageRoutes } from './rules/package-routes.ts'
import { ruleRoutes } from './rules/routes.ts'
import {
  approvalSchema,
  decidedSchema,
  operatorPartnerSchema,
  operatorWorkspaceSchema,
  partnersQuerySchema,
  suspensionSchema,
  workspacesQuerySchema,
} from './schema.ts'

const tags = ['operator']
const middleware = [operator()]
const params = z.object({ workspace_id: z.uuid() })
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const workspaces = createRoute({
  method: 'get',
  path: '/operator/workspaces',
  tags,
  summary: 'Every workspace with its balance',
  middleware,
  request: { query: workspacesQuerySchema },
  responses: { 200: json(page(operatorWorkspaceSchema), 'Workspaces'), ...refusals },
})

const partners = createRoute({
  method: 'get',
  path: '/operator/partners',
  tags,
  summary: 'Who sells or asks to',
  middleware,
  request: { query: partnersQuerySchema },
  responses: { 200: json(page(operatorPartnerSchema), 'Partners'), ...refusals },
})

const approve = createRoute({
  method: 'post',
  path: '/operator/partners/{workspace_id}/approval',
  tags,
  summary: 'Let a workspace sell; its suspended listings come back',
  middleware,
  request: { params, body: { content: { 'application/json': { schema: approvalSchema } } } },
  responses: { 200: json(decidedSchema, 'Approved'), ...refusals },
})

const suspend = createRoute({
  method: 'post',
  path: '/operator/partners/{workspace_id}/suspension',
  tags,
  summary: 'Stop a partner; its listings leave the market at once',
  middleware,
  request: {
    params,
    body: jsonBody(suspensionSchema),
  },
  responses: { 200: json(decidedSchema, 'Suspended'), ...refusals },
})

/** Mount under /api, behind authenticate(). */
export function operationRoutes(platform: Platform): Api {
  const { db } = platform
  const decide = (c: Context<Env>, workspaceId: string, status: 'approved' | 'suspended', reason?: string) =>
    withSystem(db, (tx) =>
      decidePartner(tx, { operatorId: userOf(c).id, workspaceId, status, reason: reason || null }),
    )
  return createApi()
    .route('/', moneyRoutes(platform))
    .route('/', exceptionRoutes(platform))
    .route('/', reconciliationRoutes(platform))
    .route('/', auditRoutes(platform))
    .route('/', ruleRoutes(platform))
    .route('/', packageRoutes(platform))
    .openapi(workspaces, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listWorkspaces(tx, query)), 200)
    })
    .openapi(partners, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listPartners(tx, query)), 200)
    })
    .openapi(approve, async (c) => {
      const { reason } = c.req.valid('json') ?? {}
      return c.json(await decide(c, c.req.valid('param').workspace_id, 'approved', reason), 200)
    })
    .openapi(suspend, async (c) => {
      const { reason } = c.req.valid('json')
      return c.json(await decide(c, c.req.valid('param').workspace_id, 'suspended', reason), 200)
    })
}
