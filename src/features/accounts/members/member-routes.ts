import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { noContent, whole } from '../answers.ts'
import { identityOf, member, signedIn, userOf, workspaceOf } from '../guards.ts'
import { changeRoleSchema, memberSchema } from '../schema.ts'
import { changeRole } from './change-role.ts'
import { listMembers } from './list-members.ts'
import { removeMember } from './remove-member.ts'

const tags = ['members']
const userParam = z.object({ user_id: z.uuid() })

const list = createRoute({
  method: 'get',
  path: '/members',
  tags,
  summary: 'The people of the current workspace, all of them',
  middleware: [member({ scope: 'read' })],
  responses: {
    200: json(page(memberSchema), 'Members'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

const change = createRoute({
  method: 'patch',
  path: '/members/{user_id}',
  tags,
  summary: "Change a member's role",
  middleware: [member({ scope: 'write', role: 'admin' })],
  request: { params: userParam, body: jsonBody(changeRoleSchema) },
  responses: {
    204: noContent,
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'conflict', 'invalid_input'),
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/members/{user_id}',
  tags,
  summary: 'Leave the workspace, or remove someone else from it',
  middleware: [signedIn(), member({ scope: 'write' })],
  request: { params: userParam },
  responses: {
    204: noContent,
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'conflict', 'invalid_input'),
  },
})

export function memberRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(whole(await withWorkspace(db, id, listMembers)), 200)
    })
    .openapi(change, async (c) => {
      const { id: workspaceId } = workspaceOf(c)
      const { user_id: userId } = c.req.valid('param')
      const { role } = c.req.valid('json')
      const actorRole = identityOf(c).role
      await withWorkspace(db, workspaceId, (tx) => changeRole(tx, { workspaceId, actorRole, userId, role }))
      return c.body(null, 204)
    })
    .openapi(remove, async (c) => {
      const { id: workspaceId } = workspaceOf(c)
      const { user_id: userId } = c.req.valid('param')
      const actor = { userId: userOf(c).id, role: identityOf(c).role }
      await withWorkspace(db, workspaceId, (tx) => removeMember(tx, { workspaceId, actor, userId }))
      return c.body(null, 204)
    })
}
