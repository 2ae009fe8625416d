import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import {
  type Api,
  createApi,
  json,
  jsonBody,
  pageQuery,
  problemResponses,
} from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../accounts/index.ts'
import { applyAsPartner } from './apply-as-partner.ts'
import { readEarnings } from './read-earnings.ts'
import { readPartner } from './read-partner.ts'
import { applicationSchema, appliedSchema, earningsSchema, partnerSchema } from './schema.ts'

const tags = ['partner']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const apply = createRoute({
  method: 'post',
  path: '/partner/applications',
  tags,
  summary: 'Ask to sell leads',
  middleware: [member({ scope: 'write' })],
  request: { body: jsonBody(applicationSchema) },
  responses: { 201: json(appliedSchema, 'Applied'), ...refusals, ...problemResponses('conflict') },
})

const read = createRoute({
  method: 'get',
  path: '/partner',
  tags,
  summary: 'How this workspace stands as a partner, and what its sales earn',
  middleware: [member({ scope: 'read' })],
  responses: { 200: json(partnerSchema, 'The partner'), ...refusals },
})

const earnings = createRoute({
  method: 'get',
  path: '/partner/earnings',
  tags,
  summary: 'What sales earned; `data` is the sales, newest first',
  middleware: [member({ scope: 'read' })],
  request: { query: pageQuery },
  responses: { 200: json(earningsSchema, 'Earnings'), ...refusals },
})

export function standingRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(apply, async (c) => {
      const { id: workspaceId } = workspaceOf(c)
      const wish = {
        workspaceId,
        actorId: identityOf(c).user?.id ?? null,
        application: c.req.valid('json'),
      }
      return c.json(await withWorkspace(db, workspaceId, (tx) => applyAsPartner(tx, wish)), 201)
    })
    .openapi(read, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => readPartner(tx, id)), 200)
    })
    .openapi(earnings, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readEarnings(tx, query)), 200)
    })
}
