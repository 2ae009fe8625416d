import { createRoute, z } from '@hono/zod-openapi'
import {
  type Api,
  createApi,
  idempotencyKey,
  json,
  jsonBody,
  problemResponses,
} from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../accounts/index.ts'
import { type AudienceProvider, previewSchema, pulledNowSchema, pulledSchema } from '../audience/index.ts'
import { leadRowSchema } from '../leads/schema.ts'
import { countParts } from './counts/count-parts.ts'
import { conflicts, idParams as params, readers, refusals, tags } from './route-docs.ts'
import { previewSegment, pullSegment } from './running/run-segment.ts'
import { countPartsSchema, partCountsSchema, runRequestSchema, segmentTemplatesSchema } from './schema.ts'
import { SEGMENT_TEMPLATES } from './templates.ts'

const upstream = problemResponses('upstream')
const leadsPreviewSchema = z.object({
  action: z.literal('preview'),
  count: z.int(),
  sample: z.array(leadRowSchema),
})

const run = createRoute({
  method: 'post',
  path: '/segments/{id}/run',
  tags,
  summary: 'Look who is in a segment, or pull people of it for credits',
  description:
    'A preview takes the scope `read`. A pull takes the scope `write`, as an order does, and an Idempotency-Key, and answers as a pull of a search does; a segment of own leads has nobody to pull.',
  middleware: readers,
  request: {
    params,
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: jsonBody(runRequestSchema),
  },
  responses: {
    200: json(z.union([previewSchema, leadsPreviewSchema, pulledNowSchema]), 'Who was found, or who came'),
    202: json(pulledSchema, 'The pull goes on as a job'),
    ...refusals,
    ...conflicts,
    ...upstream,
    ...problemResponses('insufficient_credits'),
  },
})
const counts = createRoute({
  method: 'post',
  path: '/segments/counts',
  tags,
  summary: 'How many match a filter, each part of it alone, and what each part removes',
  middleware: readers,
  request: { body: jsonBody(countPartsSchema) },
  responses: { 200: json(partCountsSchema, 'The counts'), ...refusals, ...upstream },
})
const templates = createRoute({
  method: 'get',
  path: '/segments/templates',
  tags,
  summary: 'Filters to begin with',
  middleware: readers,
  responses: { 200: json(segmentTemplatesSchema, 'Templates'), ...refusals },
})

const spender = member({ scope: 'write' })

/** What a segment or a filter finds, and pulling it. */
export function segmentRunRoutes({ db }: Platform, provider: AudienceProvider): Api {
  return createApi()
    .openapi(templates, (c) => c.json({ data: SEGMENT_TEMPLATES }, 200))
    .openapi(counts, async (c) => {
      const wish = { workspaceId: workspaceOf(c).id, ...c.req.valid('json'), signal: c.req.raw.signal }
      return c.json(await countParts(db, provider, wish), 200)
    })
    .openapi(run, async (c) => {
      const by = {
        workspaceId: workspaceOf(c).id,
        actorId: identityOf(c).user?.id ?? null,
        signal: c.req.raw.signal,
      }
      const { id } = c.req.valid('param')
      const request = c.req.valid('json')
      if (request.action === 'preview') {
        return c.json(await previewSegment(db, provider, by, id, request.limit), 200)
      }
      await spender(c, async () => {})
      const answer = await pullSegment(db, provider, by, id, request, idempotencyKey(c))
      return answer.status === 200 ? c.json(answer.body, 200) : c.json(answer.body, 202)
    })
}
