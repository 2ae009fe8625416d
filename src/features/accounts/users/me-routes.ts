import { createRoute } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, signedIn, userOf } from '../guards.ts'
import { emailVerificationSchema, meSchema, updateMeSchema } from '../schema.ts'
import { describeMe } from './describe-me.ts'
import { readEmailVerification } from './read-email-verification.ts'
import { renameUser } from './rename-user.ts'

const tags = ['accounts']

const me = createRoute({
  method: 'get',
  path: '/me',
  tags,
  summary: 'Who asks, where they work, where else they could',
  responses: { 200: json(meSchema, 'Me'), ...problemResponses('unauthenticated') },
})

const rename = createRoute({
  method: 'patch',
  path: '/me',
  tags,
  summary: 'Change my name',
  middleware: [signedIn()],
  request: { body: jsonBody(updateMeSchema) },
  responses: {
    200: json(meSchema, 'Me'),
    ...problemResponses('unauthenticated', 'forbidden', 'invalid_input'),
  },
})

const verification = createRoute({
  method: 'get',
  path: '/me/email-verification',
  tags,
  summary: 'Whether my email address is verified',
  middleware: [signedIn()],
  responses: {
    200: json(emailVerificationSchema, 'The address'),
    ...problemResponses('unauthenticated', 'forbidden'),
  },
})

export function meRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(me, async (c) => c.json(await describeMe(db, identityOf(c)), 200))
    .openapi(rename, async (c) => {
      const { name } = c.req.valid('json')
      const user = userOf(c)
      await withSystem(db, (tx) => renameUser(tx, user.id, name))
      return c.json(await describeMe(db, { ...identityOf(c), user: { ...user, name } }), 200)
    })
    .openapi(verification, async (c) => {
      const { id } = userOf(c)
      return c.json(await withSystem(db, (tx) => readEmailVerification(tx, id)), 200)
    })
}
