import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { idParam, noContent, whole } from '../answers.ts'
import { member, signedIn, userOf, workspaceOf } from '../guards.ts'
import { apiKeySchema, createApiKeySchema, createdApiKeySchema } from '../schema.ts'
import { createApiKey } from './create-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

const tags = ['api-keys']
/** People only: a key that could make keys would outlive its own revocation. */
const admins = [signedIn(), member({ scope: 'write', role: 'admin' })]

const create = createRoute({
  method: 'post',
  path: '/api-keys',
  tags,
  summary: 'Make an API key; its text is shown here and never again',
  middleware: admins,
  request: { body: jsonBody(createApiKeySchema) },
  responses: {
    201: json(createdApiKeySchema, 'The key'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'conflict', 'invalid_input'),
  },
})

const list = createRoute({
  method: 'get',
  path: '/api-keys',
  tags,
  summary: 'Working API keys, all of them',
  middleware: admins,
  responses: {
    200: json(page(apiKeySchema), 'Keys'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found'),
  },
})

const revoke = createRoute({
  method: 'delete',
  path: '/api-keys/{id}',
  tags,
  summary: 'Stop an API key at once',
  middleware: admins,
  request: { params: idParam },
  responses: {
    204: noContent,
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

export function apiKeyRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(create, async (c) => {
      const { id: workspaceId } = workspaceOf(c)
      const wish = { workspaceId, createdBy: userOf(c).id, ...c.req.valid('json') }
      return c.json(await withWorkspace(db, workspaceId, (tx) => createApiKey(tx, wish)), 201)
    })
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(whole(await withWorkspace(db, id, (tx) => listApiKeys(tx, id))), 200)
    })
    .openapi(revoke, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      await withWorkspace(db, workspace.id, (tx) => revokeApiKey(tx, workspace.id, id))
      return c.body(null, 204)
    })
}
