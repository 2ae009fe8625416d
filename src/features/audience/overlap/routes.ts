import { createRoute } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import {
  type Api,
  type BodyLimit,
  createApi,
  json,
  jsonBody,
  problemResponses,
} from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { identityOf, member, workspaceOf } from '../../accounts/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import { openTest } from './open-test.ts'
import { readOverlap } from './read-overlap.ts'
import { runTest } from './run-test.ts'
import {
  MAX_LIST_BYTES,
  openedTestSchema,
  openTestSchema,
  overlapSchema,
  overlapTestSchema,
  runTestSchema,
} from './schema.ts'

const tags = ['overlap']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

export const overlapBodyLimits: BodyLimit[] = [{ path: '/api/overlap/tests', maxBytes: MAX_LIST_BYTES }]

const read = createRoute({
  method: 'get',
  path: '/overlap',
  tags,
  summary: 'What a list can be tested against, and what the last tests said',
  middleware: [member({ scope: 'read' })],
  responses: { 200: json(overlapSchema, 'Stocks and tests'), ...refusals },
})

const open = createRoute({
  method: 'post',
  path: '/overlap/sessions',
  tags,
  summary: 'Open a test: answers the key to hash a list with, good for a quarter of an hour and one run',
  middleware: [member({ scope: 'write' })],
  request: { body: jsonBody(openTestSchema) },
  responses: { 201: json(openedTestSchema, 'The test'), ...refusals, ...problemResponses('rate_limited') },
})

const run = createRoute({
  method: 'post',
  path: '/overlap/tests',
  tags,
  summary:
    'How much of a hashed list a stock knows, and how well filled, in round numbers; the list is not kept',
  middleware: [member({ scope: 'write' })],
  request: { body: jsonBody(runTestSchema) },
  responses: {
    200: json(overlapTestSchema, 'The overlap'),
    ...refusals,
    ...problemResponses('too_large', 'upstream'),
  },
})

export function overlapRoutes({ db, shutdown }: Platform, provider: AudienceProvider): Api {
  return createApi()
    .openapi(read, async (c) =>
      c.json(await withWorkspace(db, workspaceOf(c).id, (tx) => readOverlap(tx, provider)), 200),
    )
    .openapi(open, async (c) => {
      const { id } = workspaceOf(c)
      const asked = { stock: c.req.valid('json').stock, actorId: identityOf(c).user?.id ?? null }
      return c.json(await withWorkspace(db, id, (tx) => openTest(tx, provider, id, asked)), 201)
    })
    .openapi(run, async (c) => {
      const signal = AbortSignal.any([c.req.raw.signal, shutdown])
      return c.json(await runTest(db, provider, workspaceOf(c).id, c.req.valid('json'), signal), 200)
    })
}
