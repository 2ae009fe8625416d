import { createRoute, z } from '@hono/zod-openapi'
import { withSystem } from '../../../platform/db/index.ts'
import { type Api, createApi, json, jsonBody, page } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { userOf } from '../../accounts/index.ts'
import { idParams, middleware, refusals, refusalsOfChange, tags } from '../answers.ts'
import { decideException } from './decide-exception.ts'
import { countExceptions, listExceptions } from './list-exceptions.ts'
import {
  exceptionKindSchema,
  exceptionSchema,
  exceptionsQuerySchema,
  resolutionSchema,
  resolvedSchema,
} from './schema.ts'

const list = createRoute({
  method: 'get',
  path: '/operator/exceptions',
  tags,
  summary: 'What money did that nobody expected, newest first',
  middleware,
  request: { query: exceptionsQuerySchema },
  responses: { 200: json(page(exceptionSchema), 'Exceptions'), ...refusals },
})

const kinds = createRoute({
  method: 'get',
  path: '/operator/exceptions/kinds',
  tags,
  summary: 'How many exceptions of each kind there are',
  middleware,
  responses: { 200: json(z.object({ data: z.array(exceptionKindSchema) }), 'Kinds'), ...refusals },
})

const resolve = createRoute({
  method: 'post',
  path: '/operator/exceptions/{id}/resolution',
  tags,
  summary: 'Decide about an exception: note, keep, collect, forgive or grant',
  middleware,
  request: { params: idParams, body: jsonBody(resolutionSchema) },
  responses: { 200: json(resolvedSchema, 'Decided'), ...refusalsOfChange },
})

export function exceptionRoutes({ db }: Platform): Api {
  return createApi()
    .openapi(kinds, async (c) => c.json(await withSystem(db, countExceptions), 200))
    .openapi(list, async (c) => {
      const query = c.req.valid('query')
      return c.json(await withSystem(db, (tx) => listExceptions(tx, query)), 200)
    })
    .openapi(resolve, async (c) => {
      const decision = {
        ...c.req.valid('json'),
        ...{ operatorId: userOf(c).id, exceptionId: c.req.valid('param').id },
      }
      return c.json(await withSystem(db, (tx) => decideException(tx, decision)), 200)
    })
}
