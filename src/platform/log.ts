import { type Logger, type LoggerOptions, pino } from 'pino'
import { scrub } from './scrub.ts'

export type { Logger }

/** JSON lines on standard output. */
export function createLog(level: string): Logger {
  return pino(logOptions(level))
}

/** Every object and message passes `scrub`, so no secret or contact value is written. */
export function logOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => scrub(fields) as Record<string, unknown>,
    },
    hooks: {
      logMethod(args, method) {
        const scrubbed = args.map((arg) => (typeof arg === 'string' ? scrub(arg) : arg))
        method.apply(this, scrubbed as Parameters<typeof method>)
      },
    },
    // Errors are flattened by scrub, which also looks into their message, stack and cause.
    serializers: { err: (error) => error },
  }
}
