import { createRoute, z } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, page } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { middleware, refusals, tags } from '../answers.ts'
import { listActors, listAuditLog } from './list-audit-log.ts'
import { auditActorSchema, auditEntrySchema, auditQuerySchema } from './schema.ts'

const list = createRoute({
  method: 'get',
  path: '/operator/audit-log',
  tags,
  summary: 'What operators did: who, what, before, after, why; newest first',
  middleware,
  request: { query: auditQuerySchema },
  responses: { 200: json(page(auditEntrySchema), 'The log'), ...refusals },
})

const actors = createRoute({
  method: 'get',
  path: '/operator/audit-log/actors',
  tags,
  summary: 'Everybody who is in the audit log',
  middleware,
  responses: { 200: json(z.object({ data: z.array(auditActorSchema) }), 'People'), ...refusals },
})

export function auditRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(actors, async (c) => c.json(await withSystem(db, listActors), 200))
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listAuditLog(tx, query)), 200)
    })
}
