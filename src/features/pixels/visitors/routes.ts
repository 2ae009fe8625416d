import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, page, pageQuery } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { workspaceOf } from '../../accounts/index.ts'
import { idParams, readers, refusals } from '../route-docs.ts'
import { listSessions } from './list-sessions.ts'
import { listVisitors } from './list-visitors.ts'
import { readOnline } from './read-online.ts'
import { readVisitor } from './read-visitor.ts'
import { onlineSchema, sessionWithEventsSchema, visitorListQuerySchema, visitorSchema } from './schema.ts'

const tags = ['visitors']

const list = createRoute({
  method: 'get',
  path: '/visitors',
  tags,
  summary: 'Visitors with their last visit, who was seen last first, a page at a time',
  middleware: readers,
  request: { query: visitorListQuerySchema },
  responses: { 200: json(page(visitorSchema), 'Visitors'), ...refusals },
})
const online = createRoute({
  method: 'get',
  path: '/visitors/online',
  tags,
  summary: 'How many are on the sites now, and what they look at',
  middleware: readers,
  responses: { 200: json(onlineSchema, 'Who is there'), ...refusals },
})
const get = createRoute({
  method: 'get',
  path: '/visitors/{id}',
  tags,
  summary: 'One visitor',
  middleware: readers,
  request: { params: idParams },
  responses: { 200: json(visitorSchema, 'The visitor'), ...refusals },
})
const sessions = createRoute({
  method: 'get',
  path: '/visitors/{id}/sessions',
  tags,
  summary: 'Visits of a visitor, the newest first, with up to 200 events of each',
  middleware: readers,
  request: { params: idParams, query: pageQuery },
  responses: { 200: json(page(sessionWithEventsSchema), 'Visits'), ...refusals },
})

/** Visitors and what they did, to be read. */
export function visitorRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listVisitors(tx, query)), 200)
    })
    .openapi(online, async (c) => c.json(await withWorkspace(db, workspaceOf(c).id, readOnline), 200))
    .openapi(get, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readVisitor(tx, id)), 200)
    })
    .openapi(sessions, async (c) => {
      const { id } = c.req.valid('param')
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => listSessions(tx, id, query)), 200)
    })
}
