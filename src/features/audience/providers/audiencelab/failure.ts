import { Problem } from '../../../../platform/errors/index.ts'

interface Consequences {
  /** It says that AudienceLab is down, so that soon nobody asks it any more. */
  isDown?: boolean
  /** The same request may go well a little later. */
  canPass?: boolean
  /** AudienceLab did not begin with it, so that even what must not be done twice may be repeated. */
  wasNotDone?: boolean
  /** It asked to be left alone for so long. */
  waitMs?: number
}

/** What went wrong at AudienceLab, in words for whoever asked us. */
export class Failure extends Problem {
  readonly isDown: boolean
  readonly canPass: boolean
  readonly wasNotDone: boolean
  readonly waitMs: number

  constructor(detail: string, { isDown, canPass, wasNotDone, waitMs = 0 }: Consequences = {}) {
    super('upstream', detail, waitMs > 0 ? { retry_at: new Date(Date.now() + waitMs).toISOString() } : {})
    this.isDown = isDown ?? false
    this.canPass = canPass ?? false
    this.wasNotDone = wasNotDone ?? false
    this.waitMs = waitMs
  }

  static late(timeoutMs: number): Failure {
    const seconds = Math.round(timeoutMs / 100) / 10
    return new Failure(`AudienceLab did not answer within ${seconds} s.`, { isDown: true, canPass: true })
  }

  /** The error itself may hold an address, so only its code is told. */
  static network(error: unknown): Failure {
    const { code } = (error as { cause?: { code?: unknown } }).cause ?? {}
    const wasNotDone = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(code))
    const detail = wasNotDone
      ? `AudienceLab cannot be reached (${code}).`
      : 'AudienceLab broke the connection before it had answered.'
    return new Failure(detail, { isDown: true, canPass: true, wasNotDone })
  }
}

/** An answer that came and cannot be used. */
export function answerFailure(what: string): Failure {
  return new Failure(`AudienceLab answered ${what}.`, { isDown: true, canPass: true })
}

export function statusFailure(status: number, waitMs: number): Failure {
  if (status === 401 || status === 403) {
    return new Failure('AudienceLab refused our API key. The operator has to look at AUDIENCELAB_API_KEY.')
  }
  if (status === 402) return new Failure('The AudienceLab account of this installation has no credits left.')
  if (status === 404) return new NotThere()
  if (status === 429) {
    const wait = waitMs || 1000
    const detail = `AudienceLab got too many requests; it wants us to wait ${Math.ceil(wait / 1000)} s.`
    return new Failure(detail, { canPass: true, wasNotDone: true, waitMs: wait })
  }
  if (status >= 500) {
    return new Failure(`AudienceLab failed (status ${status}).`, { isDown: true, canPass: true, waitMs })
  }
  return new Failure(`AudienceLab did not accept the request (status ${status}).`)
}

/** It does not know what was asked for, such as an audience it has deleted. */
export class NotThere extends Failure {
  constructor() {
    super('AudienceLab does not know what was asked for (status 404).')
  }
}

/** What a Retry-After header asks for: seconds, or a time. 0 for none. */
export function retryAfterMs(header: string | null): number {
  if (header === null) return 0
  const seconds = /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0
}
