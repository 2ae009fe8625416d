import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, page, pageQuery, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { member, workspaceOf } from '../../accounts/index.ts'
import { cancelPull } from './cancel-pull.ts'
import { listPulls, readPull } from './list-pulls.ts'
import { pullSchema } from './schema.ts'

const tags = ['audience']
const params = z.object({ id: z.uuid() })
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const list = createRoute({
  method: 'get',
  path: '/audience/pulls',
  tags,
  summary: 'Pulls, newest first',
  middleware: [member({ scope: 'read' })],
  request: { query: pageQuery.extend({ segment_id: z.uuid().optional() }) },
  responses: { 200: json(page(pullSchema), 'Pulls'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/audience/pulls/{id}',
  tags,
  summary: 'One pull: how far it is, what it cost, why it ended',
  middleware: [member({ scope: 'read' })],
  request: { params },
  responses: { 200: json(pullSchema, 'The pull'), ...refusals },
})

const cancel = createRoute({
  method: 'post',
  path: '/audience/pulls/{id}/cancellation',
  tags,
  summary: 'Stop a pull; the people who came stay',
  middleware: [member({ scope: 'write' })],
  request: { params },
  responses: { 200: json(pullSchema, 'The pull as it ended'), ...refusals, ...problemResponses('conflict') },
})

export function pullRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => listPulls(tx, id, c.req.valid('query'))), 200)
    })
    .openapi(read, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspace.id, (tx) => readPull(tx, workspace.id, id)), 200)
    })
    .openapi(cancel, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspace.id, (tx) => cancelPull(tx, workspace.id, id)), 200)
    })
}
