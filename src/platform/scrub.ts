const SECRET_KEY =
  /pass(word|wd)?$|token|secret|authorization|cookie|api_?key|^key$|credential|email|phone|mobile|linkedin|^(first|last|full)_?name$/i
const EMAIL = /[^\s@"'<>(),;:=[\]]+@[^\s@"'<>(),;:=]+\.[^\s@"'<>(),;:=]+/g
const PHONE = /\+\d[\d\s().-]{6,}\d/g
const URL_PASSWORD = /(\w+:\/\/[^:/\s@]+):[^@/\s]+@/g
const MAX_DEPTH = 6

/** A copy fit for a log: values under telling names are hidden, e-mail addresses, phone numbers and URL passwords cut out of any text. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  if (depth >= MAX_DEPTH) return '[deep]'
  if (value instanceof Error) return scrubError(value, depth)
  if (Array.isArray(value)) return value.map((item) => scrub(item, depth + 1))
  const copy: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    copy[name] = SECRET_KEY.test(name) && isText(member) ? '[hidden]' : scrub(member, depth + 1)
  }
  return copy
}

function scrubError(error: Error, depth: number) {
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return {
    type: error.name,
    message: scrubText(error.message),
    stack: scrubText(error.stack ?? ''),
    ...(code === undefined ? {} : { code }),
    ...(cause === undefined ? {} : { cause: scrub(cause, depth + 1) }),
  }
}

function scrubText(text: string): string {
  return text.replace(URL_PASSWORD, '$1:[hidden]@').replace(EMAIL, '[email]').replace(PHONE, '[phone]')
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || Array.isArray(value) || (typeof value === 'object' && value !== null)
}
