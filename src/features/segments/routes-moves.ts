import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import { type Api, createApi, json, page, pageQuery } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { workspaceOf } from '../accounts/index.ts'
import { listMoves } from './moves/list-moves.ts'
import { readHistory } from './moves/read-history.ts'
import { idParams as params, readers, refusals, tags } from './route-docs.ts'
import { historyQuerySchema, historySchema, segmentMoveSchema } from './schema.ts'

const history = createRoute({
  method: 'get',
  path: '/segments/{id}/history',
  tags,
  summary: 'The count of a segment per day, oldest first',
  middleware: readers,
  request: { params, query: historyQuerySchema },
  responses: { 200: json(historySchema, 'Counts'), ...refusals },
})
const moves = createRoute({
  method: 'get',
  path: '/segments/{id}/moves',
  tags,
  summary: 'Who entered and left a segment of own leads, and because of which field; the last first',
  middleware: readers,
  request: { params, query: pageQuery },
  responses: { 200: json(page(segmentMoveSchema), 'Moves'), ...refusals },
})

/** What became of a segment over time. */
export function segmentMoveRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(history, async (c) => {
      const { id } = c.req.valid('param')
      const { days } = c.req.valid('query')
      const data = await withWorkspace(db, workspaceOf(c).id, (tx) => readHistory(tx, id, days))
      return c.json({ data }, 200)
    })
    .openapi(moves, async (c) => {
      const { id } = c.req.valid('param')
      const asked = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listMoves(tx, id, asked)), 200)
    })
}
