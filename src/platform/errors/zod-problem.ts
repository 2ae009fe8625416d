import type { ZodError } from 'zod'
import { type FieldError, Problem } from './problem.ts'

const MAX_ERRORS = 50

/** Bad input by field, with a sentence that names the first of them. */
export function zodProblem(error: ZodError): Problem {
  const errors: FieldError[] = error.issues
    .slice(0, MAX_ERRORS)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }))
  const first = errors[0]
  const detail = first ? (first.path ? `${first.path}: ${first.message}` : first.message) : 'Bad input'
  return new Problem('invalid_input', detail, { errors })
}
