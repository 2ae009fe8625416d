import type { Read } from './profile.ts'
import type { ProfileField } from './wire.ts'

const MAX_VALUES = 20

/** The values of a field: AudienceLab sends lists as lists, or as one text with commas, and odd things for none. */
export function valuesOf(given: unknown): string[] {
  if (Array.isArray(given)) return given.slice(0, MAX_VALUES).flatMap(valuesOf)
  if (typeof given === 'number' || typeof given === 'boolean') return [String(given)]
  if (typeof given !== 'string') return []
  const text = given.trim()
  return /^(null|none|nan|n\/a|-|\[\]|\{\})?$/i.test(text) ? [] : [text.slice(0, 2000)]
}

/** Addresses to be written to, best first: verified before others, of work before private ones. */
export function readEmails(read: Read): { addresses: string[]; isVerified: boolean } {
  const verified = [
    ...addressesIn(read('BUSINESS_VERIFIED_EMAILS')),
    ...(isValid(read('BUSINESS_EMAIL_VALIDATION_STATUS'))
      ? addressesIn(read('BUSINESS_EMAIL')).slice(0, 1)
      : []),
    ...addressesIn(read('PERSONAL_VERIFIED_EMAILS')),
    ...(isValid(read('PERSONAL_EMAIL_VALIDATION_STATUS'))
      ? addressesIn(read('PERSONAL_EMAILS')).slice(0, 1)
      : []),
  ]
  const others = [
    ...(isInvalid(read('BUSINESS_EMAIL_VALIDATION_STATUS')) ? [] : addressesIn(read('BUSINESS_EMAIL'))),
    ...addressesIn(read('B2B_EMAIL')),
    ...(isInvalid(read('PERSONAL_EMAIL_VALIDATION_STATUS')) ? [] : addressesIn(read('PERSONAL_EMAILS'))),
    ...addressesIn(read('PERSONAL_EMAIL')),
  ]
  return { addresses: [...new Set([...verified, ...others])], isVerified: verified.length > 0 }
}

/** Numbers that may be called, of which the first good one is taken: those on a do-not-call list are left out. */
export function readNumbers(
  read: Read,
  fields: readonly ('DIRECT_NUMBER' | 'PERSONAL_PHONE' | 'MOBILE_PHONE')[],
): string {
  const numbers = fields.flatMap((field) => {
    const flags = partsOf(read(`${field}_DNC` satisfies ProfileField))
    const isBarred = (n: number) =>
      /^(y|yes|true|1)$/i.test(flags[n] ?? (flags.length === 1 ? (flags[0] ?? '') : ''))
    return partsOf(read(field)).filter((_number, n) => !isBarred(n))
  })
  return numbers.slice(0, 4).join(', ')
}

function addressesIn(text: string): string[] {
  return partsOf(text)
    .map((part) => part.toLowerCase())
    .filter((part) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(part))
}

function partsOf(text: string): string[] {
  const parts = text.split(/[,;|]/).map((part) => part.trim())
  return parts.filter((part) => part !== '').slice(0, MAX_VALUES)
}

function isValid(status: string): boolean {
  return /^valid\b/i.test(status)
}

function isInvalid(status: string): boolean {
  return /^(invalid|bounce|disposable|spamtrap)/i.test(status)
}
