import { createRoute } from '@hono/zod-openapi'
import { type Api, createApi, json, jsonBody, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { signedIn, userOf } from '../guards.ts'
import {
  changePasswordSchema,
  doneSchema,
  emailOnlySchema,
  resetPasswordSchema,
  tokenOnlySchema,
} from '../schema.ts'
import { forwardToAuth } from './forward-to-auth.ts'

const tags = ['auth']
const done = { done: true as const }

const requestReset = createRoute({
  method: 'post',
  path: '/auth/request-password-reset',
  tags,
  summary: 'Mail a link to choose a new password; answers the same whether or not the account exists',
  request: { body: jsonBody(emailOnlySchema) },
  responses: {
    200: json(doneSchema, 'Done'),
    ...problemResponses('forbidden', 'invalid_input', 'rate_limited'),
  },
})

const reset = createRoute({
  method: 'post',
  path: '/auth/reset-password',
  tags,
  summary: 'Choose a new password with the link of the mail; signs out everywhere',
  request: { body: jsonBody(resetPasswordSchema) },
  responses: {
    200: json(doneSchema, 'Done'),
    ...problemResponses('forbidden', 'not_found', 'invalid_input', 'rate_limited'),
  },
})

const change = createRoute({
  method: 'post',
  path: '/auth/change-password',
  tags,
  summary: 'Change my password; signs out everywhere else',
  middleware: [signedIn()],
  request: { body: jsonBody(changePasswordSchema) },
  responses: {
    200: json(doneSchema, 'Done'),
    ...problemResponses('unauthenticated', 'forbidden', 'invalid_input', 'rate_limited'),
  },
})

const sendVerification = createRoute({
  method: 'post',
  path: '/auth/send-verification-email',
  tags,
  summary: 'Mail me the link that verifies my address again',
  middleware: [signedIn()],
  responses: {
    200: json(doneSchema, 'Done'),
    ...problemResponses('unauthenticated', 'forbidden', 'conflict', 'rate_limited'),
  },
})

const verify = createRoute({
  method: 'post',
  path: '/auth/verify-email',
  tags,
  summary: 'Verify an address with the token of the mail',
  request: { body: jsonBody(tokenOnlySchema) },
  responses: {
    200: json(doneSchema, 'Done'),
    ...problemResponses('forbidden', 'not_found', 'invalid_input', 'rate_limited'),
  },
})

export function passwordRoutes(platform: Platform): Api {
  return createApi()
    .openapi(requestReset, async (c) => {
      await forwardToAuth(c, platform, { path: '/request-password-reset', body: c.req.valid('json') })
      return c.json(done, 200)
    })
    .openapi(reset, async (c) => {
      const { token, new_password: newPassword } = c.req.valid('json')
      await forwardToAuth(c, platform, { path: '/reset-password', body: { token, newPassword } })
      return c.json(done, 200)
    })
    .openapi(change, async (c) => {
      const { current_password: currentPassword, new_password: newPassword } = c.req.valid('json')
      const body = { currentPassword, newPassword, revokeOtherSessions: true }
      await forwardToAuth(c, platform, { path: '/change-password', body })
      return c.json(done, 200)
    })
    .openapi(sendVerification, async (c) => {
      const body = { email: userOf(c).email }
      await forwardToAuth(c, platform, { path: '/send-verification-email', body })
      return c.json(done, 200)
    })
    .openapi(verify, async (c) => {
      const query = c.req.valid('json')
      await forwardToAuth(c, platform, { method: 'GET', path: '/verify-email', query })
      return c.json(done, 200)
    })
}
