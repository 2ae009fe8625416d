export { type ErrorCode, type FieldError, Problem, STATUS_OF } from './problem.ts'
export { problemDocument } from './problem-document.ts'
export { toProblem } from './to-problem.ts'
