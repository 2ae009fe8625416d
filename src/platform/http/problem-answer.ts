import { problemDocument, toProblem } from '../errors/index.ts'

export interface ProblemAnswer {
  status: ReturnType<typeof problemDocument>['status']
  headers: Record<string, string>
  body: string
  /** Ours to look into: it is logged. */
  isFailure: boolean
}

/** What any error is answered with; what is not a known problem as `internal`. */
export function problemAnswer(error: unknown, requestId: string): ProblemAnswer {
  const problem = toProblem(error)
  const document = problemDocument(problem, requestId)
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json' }
  const { retry_after_seconds: retryAfter } = problem?.extra ?? {}
  if (typeof retryAfter === 'number') headers['Retry-After'] = String(retryAfter)
  // The rest of a refused body is never read, so the connection cannot carry another request.
  if (problem?.code === 'too_large') headers.Connection = 'close'
  return {
    status: document.status,
    headers,
    body: JSON.stringify(document),
    isFailure: !problem || problem.status >= 500,
  }
}
