import { createRoute } from '@hono/zod-openapi'
import { type Api, createApi, json, jsonBody, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { authConfigSchema, doneSchema, signedInSchema, signInSchema, signUpSchema } from '../schema.ts'
import type { AccountHooks } from './account-hooks.ts'
import { forwardToAuth } from './forward-to-auth.ts'

const tags = ['auth']

const authConfig = createRoute({
  method: 'get',
  path: '/auth-config',
  tags,
  summary: 'What the sign-in page needs to know',
  responses: { 200: json(authConfigSchema, 'Configuration') },
})

const signUp = createRoute({
  method: 'post',
  path: '/auth/sign-up/email',
  tags,
  summary: 'Make an account and its first workspace, or join one by an invitation; signs in',
  request: { body: jsonBody(signUpSchema) },
  responses: {
    200: json(signedInSchema, 'Signed in'),
    ...problemResponses('forbidden', 'not_found', 'conflict', 'invalid_input', 'rate_limited'),
  },
})

const signIn = createRoute({
  method: 'post',
  path: '/auth/sign-in/email',
  tags,
  summary: 'Sign in',
  request: { body: jsonBody(signInSchema) },
  responses: {
    200: json(signedInSchema, 'Signed in'),
    ...problemResponses('unauthenticated', 'forbidden', 'invalid_input', 'rate_limited'),
  },
})

const signOut = createRoute({
  method: 'post',
  path: '/auth/sign-out',
  tags,
  summary: 'Sign out here',
  responses: { 200: json(doneSchema, 'Signed out'), ...problemResponses('forbidden') },
})

export function authRoutes(platform: Platform, { demoAccounts = [] }: AccountHooks): Api {
  return createApi()
    .openapi(authConfig, (c) => {
      const { isDemo, mailbox, config } = platform
      const open = isDemo || config.mode === 'development'
      const answer = {
        demo: isDemo,
        demo_accounts: isDemo ? demoAccounts : [],
        mailbox: open && mailbox !== null,
      }
      return c.json(answer, 200)
    })
    .openapi(signUp, async (c) => {
      const answer = await forwardToAuth(c, platform, { path: '/sign-up/email', body: c.req.valid('json') })
      return c.json(signedInSchema.parse(answer), 200)
    })
    .openapi(signIn, async (c) => {
      const { remember_me: rememberMe, ...credentials } = c.req.valid('json')
      const body = { ...credentials, rememberMe }
      const answer = await forwardToAuth(c, platform, { path: '/sign-in/email', body })
      return c.json(signedInSchema.parse(answer), 200)
    })
    .openapi(signOut, async (c) => {
      await forwardToAuth(c, platform, { path: '/sign-out' })
      return c.json({ done: true as const }, 200)
    })
}
