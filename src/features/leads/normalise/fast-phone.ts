import { type NumberPlan, planOfCountry, plansOfCallingCode } from './phone-patterns.ts'

const ZERO = 48
const NINE = 57
const PLUS = 43
/** Longest E.164 number with the punctuation people write. */
const MAX_CHARS = 30
const MAX_DIGITS = 15

/** Shorter ones cannot be international numbers that lost their `+`. */
const MAX_NATIONAL_DIGITS = 10

/**
 * A well-formed number to E.164 by libphonenumber's own patterns, without its parser, which takes some fifty times
 * as long. '' for what no closer reading makes a number, null for anything unusual.
 */
export function fastPhone(given: string, country: string | null): string | null {
  const digits = digitsOf(given)
  if (digits === null) return null
  if (given.charCodeAt(0) === PLUS) return international(digits)
  const plan = country === null ? undefined : planOfCountry(country)
  return plan === undefined ? null : national(digits, plan)
}

/** null when something else than digits and the punctuation of numbers is in it. */
function digitsOf(given: string): string | null {
  if (given.length > MAX_CHARS) return null
  let digits = 0
  for (let i = 0; i < given.length; i++) {
    const code = given.charCodeAt(i)
    if (code >= ZERO && code <= NINE) digits++
    else if (!isPunctuation(code) && (code !== PLUS || i > 0)) return null
  }
  if (digits > MAX_DIGITS || digits === 0) return null
  return digits === given.length ? given : given.replace(/\D/g, '')
}

/** Blank, brackets, hyphen and dot. */
function isPunctuation(code: number): boolean {
  return code === 32 || code === 40 || code === 41 || code === 45 || code === 46
}

function international(digits: string): string | null {
  for (let length = 1; length <= 3; length++) {
    const plans = plansOfCallingCode(digits.slice(0, length))
    if (plans === undefined) continue
    const valid = isValid(digits.slice(length), plans, plans[0])
    return valid === true ? `+${digits}` : valid === false ? '' : null
  }
  return null
}

/**
 * Whether the number is one of a country of the calling code; null when a prefix could be taken off it first.
 * @param own the country whose prefixes are taken off: the default one, else the code's main one
 */
function isValid(number: string, plans: readonly NumberPlan[], own: NumberPlan | undefined): boolean | null {
  for (const plan of plans) {
    if (plan.valid.test(number)) return plan.prefix(number) === '' ? true : null
  }
  return own?.prefix(number) === '' ? false : null
}

function national(digits: string, plan: NumberPlan): string | null {
  const { callingCode, general, prefixChangesNumber } = plan
  if (plan.abroad(digits) !== '') return null
  const prefix = plan.prefix(digits)
  // when the whole could be a number too, the library decides
  if (prefix !== '' && (prefixChangesNumber || general.test(digits))) return null
  const number = digits.slice(prefix.length)
  const valid = isValid(number, plansOfCallingCode(callingCode) ?? [], plan)
  if (valid === true) return `+${callingCode}${number}`
  const isHopeless = prefix === '' && digits.length <= MAX_NATIONAL_DIGITS && !digits.startsWith(callingCode)
  return valid === false && isHopeless ? '' : null
}
