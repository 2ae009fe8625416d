/** What Postgres stores in no text, and what would break a line. */
const STRANGE = /[\p{Cc}\p{Cs}]/u
const ALL_STRANGE = /[\p{Cc}\p{Cs}]+/gu
const EMAIL = /[^\s@/?#&=:;,<>()"']{1,64}(?:@|%40)[^\s@/?#&=:;,<>()"'%]+\.[^\s@/?#&=:;,<>()"'%]{2,}/gi

export function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise
}

/** One line of at most `max` characters with every email address cut out; null when nothing is left. */
export function cleanText(value: unknown, max: number): string | null {
  const line = plainText(value, max)
  return line && hideEmails(line)
}

/** One line of at most `max` characters; null when nothing is left. */
export function plainText(value: unknown, max: number): string | null {
  if (typeof value !== 'string') return null
  const cut = value.slice(0, max)
  // also half of a character that the cut left
  return (STRANGE.test(cut) ? cut.replace(ALL_STRANGE, ' ') : cut).trim() || null
}

export function hideEmails(text: string): string {
  return text.includes('@') || text.includes('%40') ? text.replace(EMAIL, '[email]') : text
}
