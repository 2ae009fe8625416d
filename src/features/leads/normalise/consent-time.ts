const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?\s*([ap]m)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?)?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`, 'i')
const NUMBERS = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})${TIME}$`, 'i')
const DAY_FIRST = new RegExp(String.raw`^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ,]+(\d{4})${TIME}$`, 'i')
const MONTH_FIRST = new RegExp(
  String.raw`^([a-z]{3})[a-z]*\.?[- ](\d{1,2})(?:st|nd|rd|th)?[- ,]+(\d{4})${TIME}$`,
  'i',
)
const MAX_CHARS = 60
const EPOCH = /^(\d{10})(\d{3})?$/

type Parts = readonly (string | undefined)[]

/**
 * A time in ISO 8601 UTC, read as UTC where it names no zone; null when it is none or when day and month could be
 * swapped: a wrong date of consent is worse than none.
 */
export function parseConsentTime(given: string): string | null {
  const text = given.trim()
  if (text.length > MAX_CHARS) return null
  const epoch = EPOCH.exec(text)
  if (epoch !== null) return new Date(Number(epoch[1]) * 1000 + Number(epoch[2] ?? 0)).toISOString()
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst !== null) return compose(yearFirst[1], yearFirst[2], yearFirst[3], yearFirst.slice(4))
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst !== null) return compose(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1], dayFirst.slice(4))
  const monthFirst = MONTH_FIRST.exec(text)
  if (monthFirst !== null)
    return compose(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2], monthFirst.slice(4))
  const numbers = NUMBERS.exec(text)
  return numbers === null ? null : fromNumbers(numbers)
}

/** Dots mean day first; otherwise one of the two must be above 12, or both the same. */
function fromNumbers([, a, separator, b, year, ...time]: Parts): string | null {
  const [first, second] = [Number(a), Number(b)]
  if (separator === '.' || first > 12) return compose(year, b, a, time)
  return second > 12 || first === second ? compose(year, a, b, time) : null
}

function monthNumber(name: string | undefined): string {
  return String(MONTHS.indexOf((name ?? '').toLowerCase()) + 1)
}

function compose(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  time: Parts,
): string | null {
  const [hours = '0', minutes = '0', seconds = '0', fraction = '', half, zone] = time
  const hour =
    half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  const clock = [hour, Number(minutes), Number(seconds), Number(fraction.padEnd(3, '0'))] as const
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), ...clock))
  // JavaScript makes 2 March of 30 February
  const isReal =
    date.getUTCDate() === Number(day) &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCHours() === hour
  return isReal ? new Date(date.getTime() - offsetMs(zone)).toISOString() : null
}

function offsetMs(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
}
