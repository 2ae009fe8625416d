import { createRoute } from '@hono/zod-openapi'
import { type Api, type BodyLimit, createApi } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { member } from '../accounts/index.ts'
import {
  importBodyLimits,
  importLeads,
  importResponses,
  optionalKey,
  partnerUploadBody,
} from '../leads/index.ts'

export const uploadBodyLimits: BodyLimit[] = importBodyLimits.map(({ maxBytes }) => ({
  path: '/api/partner/leads/upload',
  maxBytes,
}))

const upload = createRoute({
  method: 'post',
  path: '/partner/leads/upload',
  tags: ['partners'],
  summary: 'Import leads for sale from a CSV file or JSON, and list them',
  middleware: [member({ scope: 'write' })],
  request: { headers: optionalKey, body: partnerUploadBody },
  responses: importResponses,
})

/** Mount under /api, behind authenticate(). For approved partners only. */
export function uploadRoutes({ db }: Platform): Api {
  return createApi().openapi(upload, (c) => importLeads(c, db, 'partner'))
}
