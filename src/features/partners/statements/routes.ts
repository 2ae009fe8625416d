import { createRoute, z } from '@hono/zod-openapi'
import { withWorkspace } from '../../../platform/db/index.ts'
import { type Api, createApi, json, pageQuery, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { member, workspaceOf } from '../../accounts/index.ts'
import { exportStatement } from './export-statement.ts'
import { listStatements } from './list-statements.ts'
import { readStatement } from './read-statement.ts'
import { monthParams, statementPageSchema, statementsSchema } from './schema.ts'

const tags = ['partner']
const middleware = [member({ scope: 'read' })]
const refusals = problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input')

const list = createRoute({
  method: 'get',
  path: '/partner/statements',
  tags,
  summary: 'How the earnings moved in each month (UTC), newest first',
  middleware,
  responses: {
    200: json(statementsSchema, 'Statements'),
    ...refusals,
  },
})

const read = createRoute({
  method: 'get',
  path: '/partner/statements/{month}',
  tags,
  summary: 'One month line by line: 2026-01 as JSON, 2026-01.csv as a file of all of it',
  middleware,
  request: { params: monthParams, query: pageQuery },
  responses: {
    200: {
      description: 'The statement',
      content: {
        'application/json': { schema: statementPageSchema },
        'text/csv': { schema: z.string() },
      },
    },
    ...refusals,
  },
})

export function statementRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(list, async (c) => {
      const data = await withWorkspace(db, workspaceOf(c).id, listStatements)
      return c.json({ data }, 200)
    })
    .openapi(read, async (c) => {
      const { id } = workspaceOf(c)
      const [month = '', extension] = c.req.valid('param').month.split('.')
      if (extension) {
        return c.body(exportStatement(db, id, month), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="statement-${month}.csv"`,
        })
      }
      const query = c.req.valid('query')
      return c.json(await withWorkspace(db, id, (tx) => readStatement(tx, month, query)), 200)
    })
}
