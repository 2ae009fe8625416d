import { createRoute, z } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, type BodyLimit, createApi, json, problemResponses } from '../../../platform/http/index.ts'
import type { Config, Platform } from '../../../platform/platform.ts'
import { operator, userOf } from '../../accounts/index.ts'
import { activateVersion } from './activate-version.ts'
import { cancelVersion } from './cancel-version.ts'
import { listVersions, readVersion } from './list-versions.ts'
import { enqueueLoad, newVersionId, openVersion } from './open-version.ts'
import { receiveFiles } from './receive-files.ts'
import { versionSchema, versionsSchema } from './schema.ts'

const tags = ['operator']
const middleware = [operator()]
const params = z.object({ id: z.uuid() })
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
const LOADS = '/operator/audience/loads'

/** A file of people may be as large as the configuration says. */
export function audienceBodyLimits({ audienceUploadBytes }: Config): BodyLimit[] {
  return [{ path: `/api${LOADS}`, maxBytes: audienceUploadBytes }]
}

const list = createRoute({
  method: 'get',
  path: '/operator/audience',
  tags,
  summary: 'Versions of the audience, newest first, and which one is searched',
  middleware,
  responses: { 200: json(versionsSchema, 'Versions'), ...refusals },
})

const load = createRoute({
  method: 'post',
  path: LOADS,
  tags,
  summary: 'Load people from CSV and Parquet files; they replace what is searched once they are whole',
  middleware,
  request: {
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object' as const,
            required: ['file'],
            properties: {
              file: {
                type: 'array' as const,
                items: { type: 'string' as const, format: 'binary', description: 'A CSV or Parquet file' },
              },
            },
          },
        },
      },
    },
  },
  responses: {
    202: json(versionSchema, 'The version that is being loaded'),
    ...refusals,
    ...problemResponses('invalid', 'too_large'),
  },
})

const read = createRoute({
  method: 'get',
  path: '/operator/audience/versions/{id}',
  tags,
  summary: 'A version: how far its load is, or what it found',
  middleware,
  request: { params },
  responses: { 200: json(versionSchema, 'The version'), ...refusals },
})

const cancel = createRoute({
  method: 'post',
  path: '/operator/audience/versions/{id}/cancellation',
  tags,
  summary: 'Stop a load; what is searched stays',
  middleware,
  request: { params },
  responses: { 200: json(versionSchema, 'The version'), ...refusals, ...problemResponses('conflict') },
})

const activate = createRoute({
  method: 'post',
  path: '/operator/audience/versions/{id}/activation',
  tags,
  summary: 'Go back to a version that is kept',
  middleware,
  request: { params },
  responses: { 200: json(versionSchema, 'The version'), ...refusals, ...problemResponses('conflict') },
})

export function versionRoutes({ db, config: { dataDir } }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => c.json(await withSystem(db, listVersions), 200))
    .openapi(load, async (c) => {
      const operatorId = userOf(c).id
      const id = await withSystem(db, newVersionId)
      const files = await receiveFiles(dataDir, id, c.req.raw)
      const version = await withSystem(db, async (tx) => {
        await openVersion(tx, { id, files, operatorId })
        await enqueueLoad(tx, id)
        return readVersion(tx, id)
      })
      return c.json(version, 202)
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withSystem(db, (tx) => readVersion(tx, id)), 200)
    })
    .openapi(cancel, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withSystem(db, (tx) => cancelVersion(tx, userOf(c).id, id)), 200)
    })
    .openapi(activate, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await withSystem(db, (tx) => activateVersion(tx, userOf(c).id, id)), 200)
    })
}
