import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import {
  type Api,
  createApi,
  json,
  jsonBody,
  page,
  pageQuery,
  readIfMatch,
} from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { identityOf, workspaceOf } from '../accounts/index.ts'
import { changeLead } from './changing/change-lead.ts'
import { deleteLead } from './deleting/delete-lead.ts'
import { restoreLead } from './deleting/restore-lead.ts'
import { retryConflicts } from './importing/retry-conflicts.ts'
import { readLead } from './reading/read-lead.ts'
import { readTimeline } from './reading/read-timeline.ts'
import { conflicts, idParams as params, readers, refusals, tags, writers } from './route-docs.ts'
import { changeLeadSchema, leadSchema, timelineEntrySchema } from './schema.ts'

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
    body: jsonBody(changeLeadSchema),
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

/** One lead by its id. */
export function oneLeadRoutes({ db }: Platform): Api {
  return createApi()
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
