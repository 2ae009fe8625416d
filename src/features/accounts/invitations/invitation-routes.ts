import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { idParam, noContent, whole } from '../answers.ts'
import { appUrl } from '../app-url.ts'
import { sessionIdOf } from '../authenticate.ts'
import { identityOf, member, signedIn, userOf, workspaceOf } from '../guards.ts'
import {
  createInvitationSchema,
  invitationPreviewSchema,
  invitationSchema,
  tokenOnlySchema,
} from '../schema.ts'
import { selectWorkspace } from '../workspaces/select-workspace.ts'
import { createInvitation } from './create-invitation.ts'
import { joinByInvitation } from './join-by-invitation.ts'
import { listInvitations } from './list-invitations.ts'
import { previewInvitation } from './preview-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

const tags = ['invitations']
const admins = [signedIn(), member({ scope: 'write', role: 'admin' })]
const joined = z.object({ workspace_id: z.uuid() })

const create = createRoute({
  method: 'post',
  path: '/invitations',
  tags,
  summary: 'Invite someone to the current workspace by mail',
  middleware: admins,
  request: { body: jsonBody(createInvitationSchema) },
  responses: {
    201: json(invitationSchema, 'The invitation'),
    ...problemResponses(
      'unauthenticated',
      'forbidden',
      'not_found',
      'conflict',
      'invalid_input',
      'rate_limited',
    ),
  },
})

const list = createRoute({
  method: 'get',
  path: '/invitations',
  tags,
  summary: 'Invitations that still wait, all of them',
  middleware: [member({ scope: 'read', role: 'admin' })],
  responses: {
    200: json(page(invitationSchema), 'Invitations'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

const revoke = createRoute({
  method: 'delete',
  path: '/invitations/{id}',
  tags,
  summary: 'Stop an invitation',
  middleware: admins,
  request: { params: idParam },
  responses: {
    204: noContent,
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const preview = createRoute({
  method: 'get',
  path: '/invitations/{token}/preview',
  tags,
  summary: 'What an invitation link is for; needs no session',
  request: { params: tokenOnlySchema },
  responses: { 200: json(invitationPreviewSchema, 'The invitation'), ...problemResponses('not_found') },
})

const accept = createRoute({
  method: 'post',
  path: '/invitations/{token}/acceptance',
  tags,
  summary: 'Join the workspace of an invitation and switch to it',
  middleware: [signedIn()],
  request: { params: tokenOnlySchema },
  responses: {
    200: json(joined, 'Joined'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

export function invitationRoutes(platform: Platform): Api {
  const { db } = platform
  return createApi()
    .openapi(create, async (c) => {
      const workspace = workspaceOf(c)
      const inviter = { ...userOf(c), role: identityOf(c).role }
      const wish = { workspace, inviter, appUrl: appUrl(platform), ...c.req.valid('json') }
      return c.json(await withWorkspace(db, workspace.id, (tx) => createInvitation(tx, wish)), 201)
    })
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(whole(await withWorkspace(db, id, (tx) => listInvitations(tx, id))), 200)
    })
    .openapi(revoke, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      await withWorkspace(db, workspace.id, (tx) => revokeInvitation(tx, workspace.id, id))
      return c.body(null, 204)
    })
    .openapi(preview, async (c) => c.json(await previewInvitation(db, c.req.valid('param').token), 200))
    .openapi(accept, async (c) => {
      const userId = userOf(c).id
      const workspaceId = await joinByInvitation(db.appDb, userId, c.req.valid('param').token)
      await selectWorkspace(db, { sessionId: sessionIdOf(c), userId, workspaceId })
      return c.json({ workspace_id: workspaceId }, 200)
    })
}
