/** An answer of Stripe's error shape. */
export class StripeError extends Error {
  readonly status: number
  readonly fields: Record<string, unknown>

  constructor(status: number, fields: { type: string; message: string; [field: string]: unknown }) {
    super(fields.message)
    this.status = status
    this.fields = fields
  }

  /** Whether the answer belongs to its idempotency key: the work had begun. */
  get isFinal(): boolean {
    return this.status === 402 || this.fields.code === 'balance_insufficient'
  }
}

export function invalid(message: string, param?: string, code?: string): StripeError {
  return new StripeError(400, { type: 'invalid_request_error', message, param, code })
}

export function missing(kind: string, id: string, param = 'id'): StripeError {
  return new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind.replace('.', ' ')}: '${id}'`,
    param,
  })
}
