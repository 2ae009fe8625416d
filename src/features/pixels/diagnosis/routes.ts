import { createRoute } from '@hono/zod-openapi'
import { type Api, createApi, json, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { member, workspaceOf } from '../../accounts/index.ts'
import { idParams, refusals, tags } from '../route-docs.ts'
import { diagnosisSchema } from '../schema.ts'
import { diagnose } from './diagnose.ts'
import { takeDiagnosisSlot } from './slots.ts'

const create = createRoute({
  method: 'post',
  path: '/pixels/{id}/diagnoses',
  tags,
  summary: "Read the site's page and say what keeps events from coming",
  middleware: [member({ scope: 'write' })],
  request: { params: idParams },
  responses: {
    200: json(diagnosisSchema, 'What was found'),
    ...refusals,
    ...problemResponses('rate_limited'),
  },
})

export function diagnosisRoutes({
  db,
  config: { appUrl, pixelInternalSites: internalSites },
}: Platform): Api {
  return createApi().openapi(create, async (c) => {
    const workspaceId = workspaceOf(c).id
    const { id } = c.req.valid('param')
    const free = takeDiagnosisSlot(workspaceId)
    try {
      return c.json({ findings: await diagnose(db, workspaceId, id, { appUrl, internalSites }) }, 200)
    } finally {
      free()
    }
  })
}
