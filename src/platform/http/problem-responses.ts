import { z } from '@hono/zod-openapi'
import { type ErrorCode, STATUS_OF } from '../errors/index.ts'

export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(STATUS_OF) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    request_id: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')

type Responses<C extends ErrorCode> = {
  [K in C as (typeof STATUS_OF)[K]]: {
    description: string
    content: { 'application/problem+json': { schema: typeof problemSchema } }
  }
}

/** The OpenAPI answers of a route's refusals: `...problemResponses('unauthenticated', 'not_found')`. */
export function problemResponses<C extends ErrorCode>(...codes: C[]): Responses<C> {
  const answer = (code: C) => ({
    description: code,
    content: { 'application/problem+json': { schema: problemSchema } },
  })
  return Object.fromEntries(codes.map((code) => [STATUS_OF[code], answer(code)])) as unknown as Responses<C>
}
