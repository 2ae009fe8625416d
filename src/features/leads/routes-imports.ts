import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../platform/db/index.ts'
import {
  type Api,
  type BodyLimit,
  createApi,
  json,
  page,
  pageQuery,
  problemResponses,
} from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { member, workspaceOf } from '../accounts/index.ts'
import { cancelImport } from './importing/cancel-import.ts'
import { importLeads } from './importing/import-leads.ts'
import { MAX_UPLOAD_BYTES } from './importing/limits.ts'
import { listImports } from './importing/list-imports.ts'
import { previewImport } from './importing/preview-import.ts'
import { readImport } from './importing/read-import.ts'
import { importDetailSchema, importPreviewSchema, importSchema } from './importing/schema.ts'
import { streamErrors } from './importing/stream-errors.ts'
import { importBody, importResponses, optionalKey, previewBody } from './importing/upload-docs.ts'

const tags = ['leads']
const params = z.object({ id: z.uuid() })

export const importBodyLimits: BodyLimit[] = [{ path: '/api/leads/imports', maxBytes: MAX_UPLOAD_BYTES }]

const start = createRoute({
  method: 'post',
  path: '/leads/imports',
  tags,
  summary: 'Import leads of your own from a CSV file or JSON',
  middleware: [member({ scope: 'write' })],
  request: { headers: optionalKey, body: importBody },
  responses: importResponses,
})

const preview = createRoute({
  method: 'post',
  path: '/leads/imports/preview',
  tags,
  summary: 'How the beginning of a file would be read and mapped; nothing is stored',
  middleware: [member({ scope: 'read' })],
  request: { body: previewBody },
  responses: {
    200: json(importPreviewSchema, 'The preview'),
    ...problemResponses('invalid', 'unauthenticated', 'forbidden', 'not_found', 'too_large', 'invalid_input'),
  },
})

const list = createRoute({
  method: 'get',
  path: '/leads/imports',
  tags,
  summary: 'Imports, newest first',
  middleware: [member({ scope: 'read' })],
  request: { query: pageQuery },
  responses: {
    200: json(page(importSchema), 'Imports'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const get = createRoute({
  method: 'get',
  path: '/leads/imports/{id}',
  tags,
  summary: 'One import with its first problems',
  middleware: [member({ scope: 'read' })],
  request: { params },
  responses: {
    200: json(importDetailSchema, 'The import'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

const cancel = createRoute({
  method: 'post',
  path: '/leads/imports/{id}/cancellation',
  tags,
  summary: 'Stop an import; what it has imported stays',
  middleware: [member({ scope: 'write' })],
  request: { params },
  responses: {
    200: json(importDetailSchema, 'The import as it ended'),
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'conflict', 'invalid_input'),
  },
})

const errors = createRoute({
  method: 'get',
  path: '/leads/imports/{id}/errors.csv',
  tags,
  summary: 'The rejected rows with reasons, to be mended and uploaded again',
  middleware: [member({ scope: 'read' })],
  request: { params },
  responses: {
    200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

/** Mount under /api, behind authenticate() and before what matches /leads/{id}. */
export function importRoutes(platform: Platform): Api {
  const { db } = platform
  return createApi()
    .openapi(start, (c) => importLeads(c, db, 'own'))
    .openapi(preview, async (c) => c.json(await previewImport(c.req.raw), 200))
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => listImports(tx, id, c.req.valid('query'))), 200)
    })
    .openapi(get, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspace.id, (tx) => readImport(tx, workspace.id, id)), 200)
    })
    .openapi(cancel, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspace.id, (tx) => cancelImport(tx, workspace.id, id)), 200)
    })
    .openapi(errors, (c) => streamErrors(c, db, c.req.valid('param').id))
}
