import { createRoute } from '@hono/zod-openapi'
import { type Api, createApi, jsonBody, problemResponses } from '../../../platform/http/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { noContent } from '../answers.ts'
import { signedIn, userOf } from '../guards.ts'
import { tokenOnlySchema } from '../schema.ts'
import { claimOperator } from './claim-operator.ts'

const claim = createRoute({
  method: 'post',
  path: '/operator/claim',
  tags: ['operator'],
  summary: 'Become the first operator with the token the server printed; works once',
  middleware: [signedIn()],
  request: { body: jsonBody(tokenOnlySchema) },
  responses: {
    204: noContent,
    ...problemResponses('unauthenticated', 'forbidden', 'not_found', 'invalid_input'),
  },
})

export function operatorClaimRoutes({ db }: Platform): Api {
  return createApi().openapi(claim, async (c) => {
    await claimOperator(db, userOf(c).id, c.req.valid('json').token)
    return c.body(null, 204)
  })
}
