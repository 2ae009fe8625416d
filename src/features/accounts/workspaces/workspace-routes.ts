import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { idParam, noContent } from '../answers.ts'
import { sessionIdOf } from '../authenticate.ts'
import { member, signedIn, userOf, workspaceOf } from '../guards.ts'
import {
  createWorkspaceSchema,
  updateWorkspaceSchema,
  workspaceSchema,
  workspaceSettingsSchema,
} from '../schema.ts'
import type { AccountHooks } from '../signing-in/account-hooks.ts'
import { createWorkspace } from './create-workspace.ts'
import { readWorkspace } from './read-workspace.ts'
import { selectWorkspace } from './select-workspace.ts'
import { updateWorkspace } from './update-workspace.ts'

const tags = ['workspaces']

const create = createRoute({
  method: 'post',
  path: '/workspaces',
  tags,
  summary: 'Make a workspace, own it, and switch to it',
  middleware: [signedIn()],
  request: { body: jsonBody(createWorkspaceSchema) },
  responses: {
    201: json(workspaceSchema, 'The workspace'),
    ...problemResponses('unauthenticated', 'forbidden', 'conflict', 'invalid_input'),
  },
})

const select = createRoute({
  method: 'post',
  path: '/workspaces/{id}/selection',
  tags,
  summary: 'Switch to another of my workspaces',
  middleware: [signedIn()],
  request: { params: idParam },
  responses: {
    204: noContent,
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const read = createRoute({
  method: 'get',
  path: '/workspaces/current',
  tags,
  summary: 'Settings of the current workspace',
  middleware: [member({ scope: 'read' })],
  responses: {
    200: json(workspaceSettingsSchema, 'The settings'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

const update = createRoute({
  method: 'patch',
  path: '/workspaces/current',
  tags,
  summary: 'Change the current workspace: its name, the industries whose leads score higher, its time zone',
  middleware: [member({ scope: 'write', role: 'admin' })],
  request: { body: jsonBody(updateWorkspaceSchema) },
  responses: {
    200: json(workspaceSettingsSchema, 'The settings'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

export function workspaceRoutes(
  { db }: Platform,
  { onIndustriesChanged, onTimeZoneChanged }: AccountHooks,
): Api {
  return createApi()
    .openapi(create, async (c) => {
      const { name } = c.req.valid('json')
      const userId = userOf(c).id
      const id = await createWorkspace(db.appDb, userId, name)
      await selectWorkspace(db, { sessionId: sessionIdOf(c), userId, workspaceId: id })
      return c.json({ id, name, role: 'owner' as const }, 201)
    })
    .openapi(select, async (c) => {
      const { id } = c.req.valid('param')
      await selectWorkspace(db, { sessionId: sessionIdOf(c), userId: userOf(c).id, workspaceId: id })
      return c.body(null, 204)
    })
    .openapi(read, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => readWorkspace(tx, id)), 200)
    })
    .openapi(update, async (c) => {
      const { id } = workspaceOf(c)
      const change = c.req.valid('json')
      const settings = await withWorkspace(db, id, async (tx) => {
        const changed = await updateWorkspace(tx, id, change)
        if (change.priority_industries) await onIndustriesChanged?.(tx, id)
        if (change.time_zone) await onTimeZoneChanged?.(tx, id)
        return changed
      })
      return c.json(settings, 200)
    })
}
