import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import {
  type Api,
  createApi,
  json,
  jsonBody,
  page,
  pageQuery,
  problemResponses,
} from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { workspaceOf } from '../accounts/index.ts'
import { changePixel } from './change-pixel.ts'
import { createPixel } from './create-pixel.ts'
import { deletePixel } from './delete-pixel.ts'
import { listPixels } from './list-pixels.ts'
import { readPixel } from './read-pixel.ts'
import { readStatus } from './read-status.ts'
import { admins, idParams, readers, refusals, tags } from './route-docs.ts'
import {
  changePixelSchema,
  createPixelSchema,
  listedPixelSchema,
  pixelSchema,
  pixelStatusSchema,
} from './schema.ts'

const list = createRoute({
  method: 'get',
  path: '/pixels',
  tags,
  summary: 'Pixels with what each brings right now, a page at a time',
  middleware: readers,
  request: { query: pageQuery },
  responses: { 200: json(page(listedPixelSchema), 'Pixels'), ...refusals },
})
const create = createRoute({
  method: 'post',
  path: '/pixels',
  tags,
  summary: 'Make a pixel for a site',
  middleware: admins,
  request: { body: jsonBody(createPixelSchema) },
  responses: {
    201: json(pixelSchema, 'The pixel with its snippet'),
    ...refusals,
    ...problemResponses('conflict'),
  },
})
const get = createRoute({
  method: 'get',
  path: '/pixels/{id}',
  tags,
  summary: 'One pixel',
  middleware: readers,
  request: { params: idParams },
  responses: { 200: json(pixelSchema, 'The pixel'), ...refusals },
})
const change = createRoute({
  method: 'patch',
  path: '/pixels/{id}',
  tags,
  summary: 'Change a pixel; paused it takes no events',
  middleware: admins,
  request: { params: idParams, body: jsonBody(changePixelSchema) },
  responses: { 200: json(pixelSchema, 'The pixel as it is now'), ...refusals },
})
const remove = createRoute({
  method: 'delete',
  path: '/pixels/{id}',
  tags,
  summary: 'Delete a pixel; its visitors and events are removed soon after, leads stay',
  middleware: admins,
  request: { params: idParams },
  responses: { 204: { description: 'Deleted' }, ...refusals },
})
const status = createRoute({
  method: 'get',
  path: '/pixels/{id}/status',
  tags,
  summary: 'Whether events come, and why some were not taken',
  middleware: readers,
  request: { params: idParams },
  responses: { 200: json(pixelStatusSchema, 'How it goes'), ...refusals },
})

/** Pixels themselves. */
export function pixelCrudRoutes({ db, config: { appUrl } }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listPixels(tx, query, appUrl)), 200)
    })
    .openapi(create, async (c) => {
      const { id } = workspaceOf(c)
      const wish = c.req.valid('json')
      return c.json(await withWorkspace(db, id, (tx) => createPixel(tx, id, wish, appUrl)), 201)
    })
    .openapi(get, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readPixel(tx, id, appUrl)), 200)
    })
    .openapi(change, async (c) => {
      const { id } = c.req.valid('param')
      const workspaceId = workspaceOf(c).id
      const wish = c.req.valid('json')
      return c.json(
        await withWorkspace(db, workspaceId, (tx) => changePixel(tx, workspaceId, id, wish, appUrl)),
        200,
      )
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param')
      const workspaceId = workspaceOf(c).id
      await withWorkspace(db, workspaceId, (tx) => deletePixel(tx, workspaceId, id))
      return c.body(null, 204)
    })
    .openapi(status, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readStatus(tx, id)), 200)
    })
}
