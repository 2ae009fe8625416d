import type { Context } from 'hono'
import type { Env } from './env.ts'
import { problemAnswer } from './problem-answer.ts'

/** Every error of every route ends here. What is not a known problem is logged in full and answered as `internal`. */
export function answerError(error: Error, c: Context<Env>): Response {
  const { status, headers, body, isFailure } = problemAnswer(error, c.get('requestId') ?? '')
  const isGivenUp = error.name === 'AbortError' && c.req.raw.signal.aborted // its client went, as it may
  if (isFailure && !isGivenUp) c.get('log')?.error({ err: error }, 'request failed')
  return c.body(body, status, headers)
}
