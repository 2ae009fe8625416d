/** The few error codes of the API; any other failure is `internal`. */
export const STATUS_OF = {
  invalid: 400,
  unauthenticated: 401,
  insufficient_credits: 402,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  invalid_input: 422,
  rate_limited: 429,
  internal: 500,
  upstream: 502,
  unavailable: 503,
  // A program answers these differently from the code that shares their status; that one stands first.
  wallet_frozen: 403,
  spend_cap: 409,
  confirmation_required: 409,
  quote_expired: 409,
  quote_cancelled: 409,
  quote_used: 409,
} as const

export type ErrorCode = keyof typeof STATUS_OF
export type ProblemStatus = (typeof STATUS_OF)[ErrorCode]

export const TITLE_OF: Record<ErrorCode, string> = {
  invalid: 'The request cannot be read',
  unauthenticated: 'Sign in first',
  insufficient_credits: 'Not enough credits',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'It conflicts with the present state',
  too_large: 'Too large',
  invalid_input: 'Some input is not right',
  rate_limited: 'Too many requests',
  internal: 'Something went wrong on our side',
  upstream: 'Another service failed',
  unavailable: 'Try again in a moment',
  wallet_frozen: 'Spending is stopped',
  spend_cap: 'More than may be spent',
  confirmation_required: 'The amount must be confirmed',
  quote_expired: 'The quote has expired',
  quote_cancelled: 'The quote was cancelled',
  quote_used: 'The quote has been ordered',
}

export interface FieldError {
  path: string
  message: string
}

export interface ProblemExtra {
  errors?: FieldError[]
  [member: string]: unknown
}

/** What a verb throws to refuse. `detail` is shown to people; `extra` members join the problem document. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly extra: ProblemExtra

  constructor(code: ErrorCode, detail: string, extra: ProblemExtra = {}) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.extra = extra
  }

  get status(): ProblemStatus {
    return STATUS_OF[this.code]
  }
}
