import type { Context } from 'hono'
import { problemDocument, toProblem } from '../errors/index.ts'
import type { Env } from './env.ts'

/** Every error of every route ends here. What is not a known problem is logged in full and answered as `internal`. */
export function answerError(error: Error, c: Context<Env>): Response {
  const problem = toProblem(error)
  const requestId = c.get('requestId') ?? ''
  const isGivenUp = error.name === 'AbortError' && c.req.raw.signal.aborted // its client went, as it may
  if ((!problem || problem.status >= 500) && !isGivenUp) c.get('log')?.error({ err: error }, 'request failed')
  const document = problemDocument(problem, requestId)
  const { retry_after_seconds: retryAfter } = problem?.extra ?? {}
  if (typeof retryAfter === 'number') c.header('Retry-After', String(retryAfter))
  // The rest of a refused body is never read, so the connection cannot carry another request.
  if (problem?.code === 'too_large') c.header('Connection', 'close')
  return c.body(JSON.stringify(document), document.status, {
    'Content-Type': 'application/problem+json',
  })
}
