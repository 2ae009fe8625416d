import { createRoute } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, page, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { idParam, noContent, whole } from '../answers.ts'
import { sessionIdOf } from '../authenticate.ts'
import { signedIn, userOf } from '../guards.ts'
import { sessionSchema } from '../schema.ts'
import { listSessions } from './list-sessions.ts'
import { revokeOtherSessions, revokeSession } from './revoke-session.ts'

const tags = ['accounts']

const list = createRoute({
  method: 'get',
  path: '/sessions',
  tags,
  summary: 'Where I am signed in',
  middleware: [signedIn()],
  responses: {
    200: json(page(sessionSchema), 'Sessions'),
    ...problemResponses('unauthenticated', 'forbidden'),
  },
})

const revoke = createRoute({
  method: 'delete',
  path: '/sessions/{id}',
  tags,
  summary: 'Sign me out in one place, at once',
  middleware: [signedIn()],
  request: { params: idParam },
  responses: {
    204: noContent,
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const revokeOthers = createRoute({
  method: 'delete',
  path: '/sessions',
  tags,
  summary: 'Sign me out everywhere but here',
  middleware: [signedIn()],
  responses: { 204: noContent, ...problemResponses('unauthenticated', 'forbidden') },
})

export function sessionRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const current = sessionIdOf(c)
      const sessions = await withSystem(db, (tx) => listSessions(tx, userOf(c).id))
      return c.json(whole(sessions.map((session) => ({ ...session, current: session.id === current }))), 200)
    })
    .openapi(revoke, async (c) => {
      const { id } = c.req.valid('param')
      await withSystem(db, (tx) => revokeSession(tx, userOf(c).id, id))
      return c.body(null, 204)
    })
    .openapi(revokeOthers, async (c) => {
      await withSystem(db, (tx) => revokeOtherSessions(tx, userOf(c).id, sessionIdOf(c)))
      return c.body(null, 204)
    })
}
