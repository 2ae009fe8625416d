import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { identityOf, workspaceOf } from '../accounts/index.ts'
import { createLead } from './changing/create-lead.ts'
import { retryConflicts } from './importing/retry-conflicts.ts'
import { countLeads } from './reading/count-leads.ts'
import { listLeads } from './reading/list-leads.ts'
import { conflicts, readers, refusals, tags, writers } from './route-docs.ts'
import { bulkRoutes } from './routes-bulk.ts'
import { oneLeadRoutes } from './routes-lead.ts'
import {
  createLeadSchema,
  leadCountSchema,
  leadFilterSchema,
  leadListQuerySchema,
  leadRowSchema,
  leadSchema,
} from './schema.ts'

const list = createRoute({
  method: 'get',
  path: '/leads',
  tags,
  summary: 'Leads that match, a page at a time',
  middleware: readers,
  request: { query: leadListQuerySchema },
  responses: { 200: json(page(leadRowSchema), 'Leads'), ...refusals },
})
const count = createRoute({
  method: 'get',
  path: '/leads/count',
  tags,
  summary: 'How many leads match, exactly',
  middleware: readers,
  request: { query: leadFilterSchema },
  responses: { 200: json(leadCountSchema, 'The count'), ...refusals },
})
const create = createRoute({
  method: 'post',
  path: '/leads',
  tags,
  summary: 'Add one lead',
  middleware: writers,
  request: { body: jsonBody(createLeadSchema) },
  responses: { 201: json(leadSchema, 'The lead'), ...refusals, ...conflicts },
})

/** Mount under /api, behind authenticate(). What matches /leads/{id} comes last. */
export function leadListRoutes(platform: Platform): Api {
  const { db } = platform
  return createApi()
    .openapi(list, async (c) => {
      const { sort, limit, cursor, ...filter } = c.req.valid('query')
      const found = await withWorkspace(db, workspaceOf(c).id, (tx) =>
        listLeads(tx, filter, { sort, limit, cursor }),
      )
      return c.json(found, 200)
    })
    .openapi(count, async (c) => {
      const filter = c.req.valid('query')
      return c.json(
        { count: await withWorkspace(db, workspaceOf(c).id, (tx) => countLeads(tx, filter)) },
        200,
      )
    })
    .openapi(create, async (c) => {
      const { user, via } = identityOf(c)
      const author = { actorId: user?.id ?? null, via }
      const typed = c.req.valid('json')
      const lead = await retryConflicts(() =>
        withWorkspace(db, workspaceOf(c).id, (tx) => createLead(tx, typed, author)),
      )
      return c.json(lead, 201)
    })
    .route('/', bulkRoutes(platform))
    .route('/', oneLeadRoutes(platform))
}
