import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import {
  freezeRequestSchema,
  freezeSchema,
  guardSettingsSchema,
  guardsSchema,
  memberGuardSettingsSchema,
} from '../schema.ts'
import { freeze, readFreeze, unfreeze } from './freeze.ts'
import { readGuards } from './read-guards.ts'
import { setGuards } from './set-guards.ts'
import { clearMemberGuards, setMemberGuards } from './set-member-guards.ts'

const tags = ['credits']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
const params = z.object({ user_id: z.uuid() })
const admins = [member({ scope: 'billing', role: 'admin' })]
const guards = {
  200: json(guardsSchema, 'The guards as they are now'),
  ...refusals,
}
const frozen = {
  200: json(freezeSchema, 'Whether spending is stopped'),
  ...refusals,
}

const read = createRoute({
  method: 'get',
  path: '/credits/guards',
  tags,
  summary: 'What may be spent, and what was spent this month',
  middleware: admins,
  responses: guards,
})

const set = createRoute({
  method: 'put',
  path: '/credits/guards',
  tags,
  summary: 'Set what the workspace may spend',
  middleware: admins,
  request: { body: jsonBody(guardSettingsSchema) },
  responses: guards,
})

const setMember = createRoute({
  method: 'put',
  path: '/credits/guards/members/{user_id}',
  tags,
  summary: 'Set what one member may spend',
  middleware: admins,
  request: { params, body: jsonBody(memberGuardSettingsSchema) },
  responses: guards,
})

const clearMember = createRoute({
  method: 'delete',
  path: '/credits/guards/members/{user_id}',
  tags,
  summary: 'Lift what was set for one member',
  middleware: admins,
  request: { params },
  responses: guards,
})

const readFrozen = createRoute({
  method: 'get',
  path: '/credits/freeze',
  tags,
  summary: 'Whether spending is stopped, and why',
  middleware: [member({ scope: 'read' })],
  responses: frozen,
})

// Stopping is for everybody who may spend, starting again for those who answer for it.
const stop = createRoute({
  method: 'post',
  path: '/credits/freeze',
  tags,
  summary: 'Stop all spending of the workspace at once',
  middleware: [member({ scope: 'write' })],
  request: { body: jsonBody(freezeRequestSchema) },
  responses: frozen,
})

const resume = createRoute({
  method: 'delete',
  path: '/credits/freeze',
  tags,
  summary: 'Allow spending again',
  middleware: admins,
  responses: frozen,
})

/** Mounted by the feature's routes. */
export function guardRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(read, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => readGuards(tx, id)), 200)
    })
    .openapi(set, async (c) => {
      const { id } = workspaceOf(c)
      const settings = c.req.valid('json')
      const now = await withWorkspace(db, id, async (tx) => {
        await setGuards(tx, settings)
        return readGuards(tx, id)
      })
      return c.json(now, 200)
    })
    .openapi(setMember, async (c) => {
      const { id } = workspaceOf(c)
      const settings = c.req.valid('json')
      const now = await withWorkspace(db, id, async (tx) => {
        await setMemberGuards(tx, c.req.valid('param').user_id, settings)
        return readGuards(tx, id)
      })
      return c.json(now, 200)
    })
    .openapi(clearMember, async (c) => {
      const { id } = workspaceOf(c)
      const now = await withWorkspace(db, id, async (tx) => {
        await clearMemberGuards(tx, c.req.valid('param').user_id)
        return readGuards(tx, id)
      })
      return c.json(now, 200)
    })
    .openapi(readFrozen, async (c) => {
      const { id } = workspaceOf(c)
      const userId = identityOf(c).user?.id ?? null
      return c.json(await withWorkspace(db, id, (tx) => readFreeze(tx, id, userId)), 200)
    })
    .openapi(stop, async (c) => {
      const { id } = workspaceOf(c)
      const userId = identityOf(c).user?.id ?? null
      const { reason } = c.req.valid('json')
      const now = await withWorkspace(db, id, async (tx) => {
        await freeze(tx, userId, reason)
        return readFreeze(tx, id, userId)
      })
      return c.json(now, 200)
    })
    .openapi(resume, async (c) => {
      const { id } = workspaceOf(c)
      const userId = identityOf(c).user?.id ?? null
      const now = await withWorkspace(db, id, async (tx) => {
        await unfreeze(tx)
        return readFreeze(tx, id, userId)
      })
      return c.json(now, 200)
    })
}
