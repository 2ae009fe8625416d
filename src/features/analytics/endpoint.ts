import { createRoute, z } from '@hono/zod-openapi'
import { type Tx, withWorkspace } from '../../platform/db/index.ts'
import { createApi, json, problemResponses } from '../../platform/http/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { member, workspaceOf } from '../accounts/index.ts'
import { answerCsv, type Table } from './csv.ts'
import { hurryFold } from './hurry-fold.ts'

/** One endpoint: what it answers, how it is read, and what its file holds. */
interface Endpoint<Q extends z.ZodType<{ format: 'json' | 'csv' }>, S extends z.ZodType> {
  path: string
  summary: string
  query: Q
  schema: S
  read: (tx: Tx, query: z.output<Q>, workspaceId: string) => Promise<z.output<S>>
  table: (answer: z.output<S>, query: z.output<Q>) => Table
}

/** The route of an endpoint: JSON, or the same figures as a file. */
export function endpoint<Q extends z.ZodType<{ format: 'json' | 'csv' }>, S extends z.ZodType>(
  { db }: Platform,
  { path, summary, query, schema, read, table }: Endpoint<Q, S>,
) {
  const answer = json(schema, 'The figures')
  const route = createRoute({
    method: 'get',
    path,
    tags: ['analytics'],
    summary,
    middleware: [member({ scope: 'read' })],
    request: { query: query as z.ZodType as z.ZodObject },
    responses: {
      200: { ...answer, content: { ...answer.content, 'text/csv': { schema: z.string() } } },
      ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
    },
  })
  return createApi().openapi(route, async (c) => {
    const { id } = workspaceOf(c)
    const given = c.req.valid('query') as z.output<Q>
    const figures = await withWorkspace(db, id, async (tx) => {
      const answer = await read(tx, given, id)
      await hurryFold(tx)
      return answer
    })
    return given.format === 'csv' ? answerCsv(c, table(figures, given)) : c.json(figures as object, 200)
  })
}
