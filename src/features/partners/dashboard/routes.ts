import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { member, workspaceOf } from '../../accounts/index.ts'
import { readDashboard } from './read-dashboard.ts'
import { dashboardSchema } from './schema.ts'

const dashboard = createRoute({
  method: 'get',
  path: '/partner/dashboard',
  tags: ['partner'],
  summary: 'Stock, sell-through, earnings, prices, returns and rejected rows at a glance',
  middleware: [member({ scope: 'read' })],
  responses: {
    200: json(dashboardSchema, 'The dashboard'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

export function dashboardRoutes({ db }: Platform): Api {
  return createApi().openapi(dashboard, async (c) => {
    const { id } = workspaceOf(c)
    return c.json(await withWorkspace(db, id, (tx) => readDashboard(tx, id)), 200)
  })
}
