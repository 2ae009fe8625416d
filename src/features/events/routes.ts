import { createRoute, z } from '@hono/zod-openapi'
import { type Api, createApi, problemResponses } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { member } from '../accounts/index.ts'
import { openLive } from './open-live.ts'
import { watchAccess } from './watch-access.ts'

const live = createRoute({
  method: 'get',
  path: '/live',
  tags: ['live'],
  summary: "What changes in the workspace, as server-sent events; resumes from the last event's id",
  middleware: [member({ scope: 'read' })],
  request: {
    headers: z.object({ 'last-event-id': z.string().max(100).optional() }),
    query: z.object({ last_event_id: z.string().max(100).optional() }),
  },
  responses: {
    200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

/** Mount under /api, behind authenticate(). */
export function eventRoutes(platform: Platform): Api {
  const watch = watchAccess(platform.db, platform.log)
  return createApi().openapi(live, (c) => openLive(c, platform, watch))
}
