import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { workspaceOf } from '../accounts/index.ts'
import { admins, refusals, tags } from './route-docs.ts'
import { changePixelSettingsSchema, pixelSettingsSchema } from './schema.ts'
import { changeSettings, readSettings } from './settings.ts'

const get = createRoute({
  method: 'get',
  path: '/pixels/settings',
  tags,
  summary: 'What the workspace keeps of visitors, and how long',
  middleware: admins,
  responses: { 200: json(pixelSettingsSchema, 'The settings'), ...refusals },
})
const change = createRoute({
  method: 'patch',
  path: '/pixels/settings',
  tags,
  summary: 'Change what is kept of visitors; a shorter time removes what is older',
  middleware: admins,
  request: { body: jsonBody(changePixelSettingsSchema) },
  responses: { 200: json(pixelSettingsSchema, 'The settings as they are now'), ...refusals },
})

/** What holds for all pixels of a workspace. Comes before what matches /pixels/{id}. */
export function pixelSettingsRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(get, async (c) => c.json(await withWorkspace(db, workspaceOf(c).id, readSettings), 200))
    .openapi(change, async (c) => {
      const wish = c.req.valid('json')
      return c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => changeSettings(tx, wish)), 200)
    })
}
