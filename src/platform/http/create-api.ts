import { OpenAPIHono } from '@hono/zod-openapi'
import { toProblem } from '../errors/index.ts'
import { answerError } from './answer-error.ts'
import type { Env } from './env.ts'

/** What a feature mounts. Said by name, so that types of all its routes are not carried on into whoever mounts it. */
export type Api = OpenAPIHono<Env>

/** An app of a feature: bad input is a 422 problem, an unreadable body a 400, any other error by its table. */
export function createApi(): Api {
  const api = new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw toProblem(result.error) ?? result.error
    },
  })
  api.onError(answerError)
  return api
}
