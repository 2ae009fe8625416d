import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { member, workspaceOf } from '../../accounts/index.ts'
import { readBalance } from '../read-balance.ts'
import { creditsSchema, lowBalanceSchema, topUpChangeSchema, topUpSchema } from '../schema.ts'
import { setLowBalance } from '../set-low-balance.ts'
import { readTopUp } from './read-top-up.ts'
import { setTopUp } from './set-top-up.ts'

const tags = ['credits']

const read = createRoute({
  method: 'get',
  path: '/credits/top-up',
  tags,
  summary: 'What the workspace buys by itself',
  middleware: [member({ scope: 'billing' })],
  responses: {
    200: json(topUpSchema, 'Automatic top-up'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

const change = createRoute({
  method: 'patch',
  path: '/credits/top-up',
  tags,
  summary: 'Set what the workspace buys by itself',
  middleware: [member({ scope: 'billing' })],
  request: { body: jsonBody(topUpChangeSchema) },
  responses: {
    200: json(topUpSchema, 'Automatic top-up'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'conflict', 'invalid_input'),
  },
})

const lowBalance = createRoute({
  method: 'patch',
  path: '/credits/low-balance',
  tags,
  summary: 'From which balance on to be told that it is low',
  middleware: [member({ scope: 'billing' })],
  request: { body: jsonBody(lowBalanceSchema) },
  responses: {
    200: json(creditsSchema, 'Balance'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

/** What a workspace sets so that its credits do not run out unseen. */
export function topUpRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(read, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => readTopUp(tx, id)), 200)
    })
    .openapi(change, async (c) => {
      const { id } = workspaceOf(c)
      const wish = c.req.valid('json')
      const state = await withWorkspace(db, id, async (tx) => {
        await setTopUp(tx, wish)
        return readTopUp(tx, id)
      })
      return c.json(state, 200)
    })
    .openapi(lowBalance, async (c) => {
      const { id } = workspaceOf(c)
      const wish = c.req.valid('json')
      const state = await withWorkspace(db, id, async (tx) => {
        await setLowBalance(tx, wish.low_balance)
        return readBalance(tx, id)
      })
      return c.json(state, 200)
    })
}
