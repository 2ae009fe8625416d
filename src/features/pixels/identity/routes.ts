import { createRoute, z } from '@hono/zod-openapi'
import { type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, page, pageQuery } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import { retryConflicts } from '../../leads/index.ts'
import { idParams, readers, refusals } from '../route-docs.ts'
import { sessionWithEventsSchema } from '../visitors/schema.ts'
import { deleteVisitor, deleteVisitsOfLead } from './delete-visits.ts'
import { listLeadVisits } from './list-lead-visits.ts'
import { listLinks } from './list-links.ts'
import { visitorLinkSchema } from './schema.ts'
import { undoLink } from './undo-link.ts'

const tags = ['visitors']
const writers = [member({ scope: 'write' })]

const links = createRoute({
  method: 'get',
  path: '/visitors/{id}/links',
  tags,
  summary: 'Why a visitor is held to be somebody’s, with the evidence',
  middleware: readers,
  request: { params: idParams },
  responses: { 200: json(z.object({ data: z.array(visitorLinkSchema) }), 'Links'), ...refusals },
})
const undo = createRoute({
  method: 'post',
  path: '/visitors/{id}/links/{link_id}/reversal',
  tags,
  summary: 'Undo a link: it stays undone, and the visitor is whose its other links say',
  middleware: writers,
  request: { params: idParams.extend({ link_id: z.uuid() }) },
  responses: { 200: json(visitorLinkSchema, 'The link as it is now'), ...refusals },
})
const removeVisitor = createRoute({
  method: 'delete',
  path: '/visitors/{id}',
  tags,
  summary: 'Delete a visitor with its visits; a browser that comes again begins anew',
  middleware: writers,
  request: { params: idParams },
  responses: { 204: { description: 'Deleted' }, ...refusals },
})
const visits = createRoute({
  method: 'get',
  path: '/leads/{id}/visits',
  tags,
  summary: 'Visits of a lead in all its browsers, the newest first, with up to 200 events of each',
  middleware: readers,
  request: { params: idParams, query: pageQuery },
  responses: { 200: json(page(sessionWithEventsSchema), 'Visits'), ...refusals },
})
const removeVisits = createRoute({
  method: 'delete',
  path: '/leads/{id}/visits',
  tags,
  summary: 'Delete all visits of a lead; the lead stays',
  middleware: writers,
  request: { params: idParams },
  responses: { 204: { description: 'Deleted' }, ...refusals },
})

/** Whose browsers visitors are, and what a person did on the sites. */
export function identityRoutes({ db }: Platform): Api {
  const write = <T>(workspaceId: string, work: (tx: Tx) => Promise<T>) =>
    retryConflicts(() => withWorkspace(db, workspaceId, work))
  return createApi()
    .openapi(links, async (c) => {
      const { id } = c.req.valid('param')
      return c.json({ data: await withWorkspace(db, workspaceOf(c).id, (tx) => listLinks(tx, id)) }, 200)
    })
    .openapi(undo, async (c) => {
      const { id: visitorId, link_id: linkId } = c.req.valid('param')
      const actorId = identityOf(c).user?.id ?? null
      const undone = await write(workspaceOf(c).id, (tx) => undoLink(tx, { visitorId, linkId, actorId }))
      return c.json(undone, 200)
    })
    .openapi(removeVisitor, async (c) => {
      const { id } = c.req.valid('param')
      await write(workspaceOf(c).id, (tx) => deleteVisitor(tx, id))
      return c.body(null, 204)
    })
    .openapi(visits, async (c) => {
      const { id } = c.req.valid('param')
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listLeadVisits(tx, id, query)), 200)
    })
    .openapi(removeVisits, async (c) => {
      const { id } = c.req.valid('param')
      await write(workspaceOf(c).id, (tx) => deleteVisitsOfLead(tx, id))
      return c.body(null, 204)
    })
}
