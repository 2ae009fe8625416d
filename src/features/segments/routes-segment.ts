import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page, readIfMatch } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { identityOf, userOf, workspaceOf } from '../accounts/index.ts'
import { changeSegment } from './change-segment.ts'
import { createSegment } from './create-segment.ts'
import { deleteSegment } from './delete-segment.ts'
import { duplicateSegment } from './duplicate-segment.ts'
import { listSegments } from './list-segments.ts'
import { readSegment } from './read-segment.ts'
import { conflicts, idParams as params, readers, refusals, tags, writers } from './route-docs.ts'
import { changeSegmentSchema, createSegmentSchema, segmentListQuerySchema, segmentSchema } from './schema.ts'
import { setFavourite } from './set-favourite.ts'

const list = createRoute({
  method: 'get',
  path: '/segments',
  tags,
  summary: 'Segments, a page at a time; archived ones only when asked for',
  middleware: readers,
  request: { query: segmentListQuerySchema },
  responses: { 200: json(page(segmentSchema), 'Segments'), ...refusals },
})
const create = createRoute({
  method: 'post',
  path: '/segments',
  tags,
  summary: 'Save a filter of the audience or of own leads as a segment',
  middleware: writers,
  request: { body: jsonBody(createSegmentSchema) },
  responses: { 201: json(segmentSchema, 'The segment'), ...refusals, ...conflicts },
})
const get = createRoute({
  method: 'get',
  path: '/segments/{id}',
  tags,
  summary: 'One segment',
  middleware: readers,
  request: { params },
  responses: { 200: json(segmentSchema, 'The segment'), ...refusals },
})
const change = createRoute({
  method: 'patch',
  path: '/segments/{id}',
  tags,
  summary: 'Change a segment',
  middleware: writers,
  request: {
    params,
    headers: z.object({ 'if-match': z.string().max(100).optional() }),
    body: jsonBody(changeSegmentSchema),
  },
  responses: { 200: json(segmentSchema, 'The segment as it is now'), ...refusals, ...conflicts },
})
const remove = createRoute({
  method: 'delete',
  path: '/segments/{id}',
  tags,
  summary: 'Delete a segment with its standing order and its history; leads it pulled stay',
  middleware: writers,
  request: { params },
  responses: { 204: { description: 'Deleted' }, ...refusals },
})
const duplicate = createRoute({
  method: 'post',
  path: '/segments/{id}/duplicates',
  tags,
  summary: 'Make a segment like it, without its standing order',
  middleware: writers,
  request: { params },
  responses: { 201: json(segmentSchema, 'The copy'), ...refusals, ...conflicts },
})
const favourite = createRoute({
  method: 'put',
  path: '/segments/{id}/favourite',
  tags,
  summary: 'Put a segment among your own favourites',
  middleware: readers,
  request: { params },
  responses: { 204: { description: 'It is' }, ...refusals },
})
const unfavourite = createRoute({
  method: 'delete',
  path: '/segments/{id}/favourite',
  tags,
  summary: 'Take a segment from your own favourites',
  middleware: readers,
  request: { params },
  responses: { 204: { description: 'It is not' }, ...refusals },
})

/** Segments themselves, without what running them does. */
export function segmentCrudRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const userId = identityOf(c).user?.id ?? null
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listSegments(tx, query, userId)), 200)
    })
    .openapi(create, async (c) => {
      const userId = identityOf(c).user?.id ?? null
      const wish = c.req.valid('json')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => createSegment(tx, wish, userId)), 201)
    })
    .openapi(get, async (c) => {
      const userId = identityOf(c).user?.id ?? null
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readSegment(tx, id, userId)), 200)
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      const options = {
        userId: identityOf(c).user?.id ?? null,
        readAt: readIfMatch(c.req.valid('header')['if-match']),
      }
      const wish = c.req.valid('json')
      return c.json(
        await withWorkspace(db, workspaceOf(c).id, (tx) => changeSegment(tx, id, wish, options)),
        200,
      )
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param')
      await withWorkspace(db, workspaceOf(c).id, (tx) => deleteSegment(tx, id))
      return c.body(null, 204)
    })
    .openapi(duplicate, async (c) => {
      const { id } = c.req.valid('param')
      const userId = identityOf(c).user?.id ?? null
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => duplicateSegment(tx, id, userId)), 201)
    })
    .openapi(favourite, async (c) => {
      const { id } = c.req.valid('param')
      const userId = userOf(c).id
      await withWorkspace(db, workspaceOf(c).id, (tx) => setFavourite(tx, id, userId, true))
      return c.body(null, 204)
    })
    .openapi(unfavourite, async (c) => {
      const { id } = c.req.valid('param')
      const userId = userOf(c).id
      await withWorkspace(db, workspaceOf(c).id, (tx) => setFavourite(tx, id, userId, false))
      return c.body(null, 204)
    })
}
