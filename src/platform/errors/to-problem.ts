import { HTTPException } from 'hono/http-exception'
import { ZodError } from 'zod'
import { type ErrorCode, Problem, STATUS_OF } from './problem.ts'
import { zodProblem } from './zod-problem.ts'

/** Any thrown value as a problem; null when it is not one a caller may read, so `internal`. */
export function toProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error
  if (error instanceof ZodError) return zodProblem(error)
  if (error instanceof HTTPException) return httpProblem(error)
  if (isSqlProblem(error)) return sqlProblem(error)
  return null
}

interface SqlProblem {
  code: string
  message: string
  detail?: string
}

/** SQL functions refuse with SQLSTATE 'AS' + status (see raise_problem in the first migration). */
function isSqlProblem(error: unknown): error is SqlProblem {
  return error instanceof Error && /^AS\d{3}$/.test((error as { code?: string }).code ?? '')
}

function sqlProblem(error: SqlProblem): Problem {
  const { code, ...extra } = parseDetail(error.detail)
  return new Problem(isErrorCode(code) ? code : codeOf(Number(error.code.slice(2))), error.message, extra)
}

function parseDetail(detail: string | undefined): Record<string, unknown> {
  if (!detail?.startsWith('{')) return {}
  try {
    return JSON.parse(detail) as Record<string, unknown>
  } catch {
    return {}
  }
}

function httpProblem(error: HTTPException): Problem | null {
  const code = codeOf(error.status)
  if (code === 'internal') return null
  return new Problem(code, error.message || 'The request was refused')
}

function codeOf(status: number): ErrorCode {
  const exact = Object.entries(STATUS_OF).find(([, value]) => value === status)
  if (exact) return exact[0] as ErrorCode
  return status >= 400 && status < 500 ? 'invalid' : 'internal'
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in STATUS_OF
}
