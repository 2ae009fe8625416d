import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
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
import {
  quoteDetailSchema,
  quotedSchema,
  quoteRequestSchema,
  quoteSchema,
  quoteStatusSchema,
} from '../schema.ts'
import { cancelQuote } from './cancel-quote.ts'
import { listQuotes } from './list-quotes.ts'
import { quoteListings } from './quote-listings.ts'
import { readQuote } from './read-quote.ts'

const tags = ['marketplace']
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')
const params = z.object({ id: z.uuid() })

const quote = createRoute({
  method: 'post',
  path: '/marketplace/quotes',
  tags,
  summary: 'Hold listings and their price for some minutes',
  middleware: [member({ scope: 'write' })],
  request: {
    headers: z.object({ 'idempotency-key': z.string().optional() }),
    body: jsonBody(quoteRequestSchema),
  },
  responses: {
    201: json(quotedSchema, 'What it costs, what cannot be had and why, until when it holds'),
    ...refusals,
    ...problemResponses('insufficient_credits', 'conflict', 'too_large'),
  },
})

const list = createRoute({
  method: 'get',
  path: '/marketplace/quotes',
  tags,
  summary: 'Open quotes, the soonest to expire first',
  middleware: [member({ scope: 'read' })],
  responses: { 200: json(z.object({ data: z.array(quoteSchema) }), 'Open quotes'), ...refusals },
})

const read = createRoute({
  method: 'get',
  path: '/marketplace/quotes/{id}',
  tags,
  summary: 'A quote as it was given, and what has become of it',
  middleware: [member({ scope: 'read' })],
  request: { params },
  responses: { 200: json(quoteDetailSchema, 'The quote'), ...refusals },
})

const cancel = createRoute({
  method: 'post',
  path: '/marketplace/quotes/{id}/cancellation',
  tags,
  summary: 'Give back what a quote holds',
  middleware: [member({ scope: 'write' })],
  request: { params },
  responses: {
    200: json(z.object({ quote_id: z.uuid(), status: quoteStatusSchema }), 'What has become of it'),
    ...refusals,
    ...problemResponses('conflict'),
  },
})

export function quoteRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(quote, async (c) => {
      const quoted = await quoteListings(db, {
        workspaceId: workspaceOf(c).id,
        actorId: identityOf(c).user?.id ?? null,
        idempotencyKey: idempotencyKey(c),
        request: c.req.valid('json'),
      })
      return c.json(quoted, 201)
    })
    .openapi(list, async (c) => {
      const { id } = workspaceOf(c)
      return c.json(await withWorkspace(db, id, (tx) => listQuotes(tx, id)), 200)
    })
    .openapi(read, async (c) => {
      const workspace = workspaceOf(c)
      const { id } = c.req.valid('param')
      return c.json(await withWorkspace(db, workspace.id, (tx) => readQuote(tx, workspace.id, id)), 200)
    })
    .openapi(cancel, async (c) => {
      const quoteId = c.req.valid('param').id
      const actorId = identityOf(c).user?.id ?? null
      const status = await cancelQuote(db, { workspaceId: workspaceOf(c).id, actorId, quoteId })
      return c.json({ quote_id: quoteId, status }, 200)
    })
}
