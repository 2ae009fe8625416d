import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import { createApi, page, pageQuery, problemResponses } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../accounts/index.ts'
import { changeLead } from './change-lead.ts'
import { countLeads } from './count-leads.ts'
import { createLead } from './create-lead.ts'
import { deleteLead } from './delete-lead.ts'
import { retryConflicts } from './importing/retry-conflicts.ts'
import { listLeads } from './list-leads.ts'
import { readIfMatch } from './read-if-match.ts'
import { readLead } from './read-lead.ts'
import { readTimeline } from './read-timeline.ts'
import { restoreLead } from './restore-lead.ts'
import { bulkRoutes } from './routes-bulk.ts'
import {
  changeLeadSchema,
  createLeadSchema,
  leadCountSchema,
  leadFilterSchema,
  leadListQuerySchema,
  leadRowSchema,
  leadSchema,
  timelineEntrySchema,
} from './schema.ts'

const tags = ['leads']
const params = z.object({ id: z.uuid() })
const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})
const readers = [member({ scope: 'read' })]
const writers = [member({ scope: 'write' })]
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
const conflicts = problemResponses('conflict')

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
  request: { body: body(createLeadSchema) },
  responses: { 201: json(leadSchema, 'The lead'), ...refusals, ...conflicts },
})
const get = createRoute({
  method: 'get',
  path: '/leads/{id}',
  tags,
  summary: 'Everything about one lead, with what its score is made of',
  middleware: readers,
  request: { params },
  responses: { 200: json(leadSchema, 'The lead'), ...refusals },
})
const change = createRoute({
  method: 'patch',
  path: '/leads/{id}',
  tags,
  summary: 'Change fields of a lead',
  middleware: writers,
  request: {
    params,
    headers: z.object({ 'if-match': z.string().max(100).optional() }),
    body: body(changeLeadSchema),
  },
  responses: { 200: json(leadSchema, 'The lead as it is now'), ...refusals, ...conflicts },
})
const remove = createRoute({
  method: 'delete',
  path: '/leads/{id}',
  tags,
  summary: 'Delete a lead; for a day it can be restored',
  middleware: writers,
  request: { params },
  responses: { 204: { description: 'Deleted' }, ...refusals },
})
const restore = createRoute({
  method: 'post',
  path: '/leads/{id}/restoration',
  tags,
  summary: 'Undo the deletion of a lead',
  middleware: writers,
  request: { params },
  responses: { 200: json(leadSchema, 'The lead'), ...refusals, ...conflicts },
})
const timeline = createRoute({
  method: 'get',
  path: '/leads/{id}/timeline',
  tags,
  summary: 'What happened to a lead, newest first',
  middleware: readers,
  request: { params, query: pageQuery },
  responses: { 200: json(page(timelineEntrySchema), 'Entries'), ...refusals },
})

/** Mount under /api, behind authenticate() and after the other paths below /leads. */
export function leadListRoutes(platform: Platform) {
  const { db } = platform
  return createApi()
    .route('/', bulkRoutes(platform))
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
    .openapi(get, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readLead(tx, id)), 200)
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      const options = {
        actorId: identityOf(c).user?.id ?? null,
        readAt: readIfMatch(c.req.valid('header')['if-match']),
      }
      const typed = c.req.valid('json')
      const lead = await retryConflicts(() =>
        withWorkspace(db, workspaceOf(c).id, (tx) => changeLead(tx, id, typed, options)),
      )
      return c.json(lead, 200)
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param')
      const actorId = identityOf(c).user?.id ?? null
      await retryConflicts(() => withWorkspace(db, workspaceOf(c).id, (tx) => deleteLead(tx, id, actorId)))
      return c.body(null, 204)
    })
    .openapi(restore, async (c) => {
      const { id } = c.req.valid('param')
      const actorId = identityOf(c).user?.id ?? null
      const lead = await retryConflicts(() =>
        withWorkspace(db, workspaceOf(c).id, (tx) => restoreLead(tx, id, actorId)),
      )
      return c.json(lead, 200)
    })
    .openapi(timeline, async (c) => {
      const { id } = c.req.valid('param')
      const asked = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readTimeline(tx, id, asked)), 200)
    })
}
