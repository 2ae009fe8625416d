import { createRoute, z } from '@hono/zod-openapi'
import {
  type Api,
  createApi,
  idempotencyKey,
  json,
  jsonBody,
  problemResponses,
} from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { startPull } from '../pulls/start-pull.ts'
import { flatFilterSchema } from '../schema.ts'
import { describeAudience } from './describe-audience.ts'
import { previewAudience } from './preview-audience.ts'
import {
  audienceSchema,
  previewSchema,
  pulledNowSchema,
  pulledSchema,
  searchRequestSchema,
  suggestionQuerySchema,
  suggestionsSchema,
} from './schema.ts'

const tags = ['audience']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input', 'upstream')

const describe = createRoute({
  method: 'get',
  path: '/audience',
  tags,
  summary: 'Which people can be searched, and what they cost',
  middleware: [member({ scope: 'read' })],
  responses: { 200: json(audienceSchema, 'The audience'), ...refusals },
})

const search = createRoute({
  method: 'post',
  path: '/audience/search',
  tags,
  summary: 'Count people and see a masked sample, or pull them: turn them into leads for credits',
  description:
    'A preview takes the scope `read`. A pull takes the scope `write`, as an order does, and an Idempotency-Key, and charges only for people who are new to the workspace; up to 100 are there when it answers, more become a job.',
  middleware: [member({ scope: 'read' })],
  request: {
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: jsonBody(searchRequestSchema),
  },
  responses: {
    200: json(z.union([previewSchema, pulledNowSchema]), 'What was found, or who came'),
    202: json(pulledSchema, 'The pull goes on as a job'),
    ...refusals,
    ...problemResponses('insufficient_credits', 'conflict'),
  },
})

const suggest = createRoute({
  method: 'get',
  path: '/audience/suggestions',
  tags,
  summary: 'Values of a field that begin like what was typed, the most frequent first',
  middleware: [member({ scope: 'read' })],
  request: { query: suggestionQuerySchema },
  responses: { 200: json(suggestionsSchema, 'Values'), ...refusals },
})

const spender = member({ scope: 'write' })

export function searchRoutes({ db }: Platform, provider: AudienceProvider): Api {
  const api = createApi()
  api.openAPIRegistry.register('AudienceFields', flatFilterSchema)
  return api
    .openapi(describe, async (c) => {
      const by = { workspaceId: workspaceOf(c).id, actorId: identityOf(c).user?.id ?? null }
      return c.json(await describeAudience(db, provider, by), 200)
    })
    .openapi(search, async (c) => {
      const by = { workspaceId: workspaceOf(c).id, actorId: identityOf(c).user?.id ?? null }
      const { signal } = c.req.raw
      const request = c.req.valid('json')
      if (request.action === 'preview') {
        return c.json(await previewAudience(db, provider, { ...by, ...request, signal }), 200)
      }
      await spender(c, async () => {})
      const { filters, limit, max_credits, tags, confirmed_credits } = request
      const answer = await startPull(db, provider, {
        ...{ ...by, filters, limit, tags, signal },
        ...{ maxCredits: max_credits, confirmedCredits: confirmed_credits },
        once: { key: idempotencyKey(c), request },
      })
      return answer.status === 200 ? c.json(answer.body, 200) : c.json(answer.body, 202)
    })
    .openapi(suggest, async (c) => {
      const { field, q, limit } = c.req.valid('query')
      const values = await provider.suggest?.(field, q, limit, c.req.raw.signal)
      return c.json({ data: values ?? [] }, 200)
    })
}
