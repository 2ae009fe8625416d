/** Units by their beginnings, from large to small. */
const UNITS: readonly [RegExp, number][] = [
  [/^(t|tn|trillion)$/, 1e12],
  [/^(b|bn|billion|billions|mrd|milliarden|milliards)$/, 1e9],
  [/^(m|mm|mn|mio|mil|million|millions)$/, 1e6],
  [/^(k|thousand|thousands|tsd)$/, 1e3],
]

const MOST = 1e15
const NUMBER = /(\d[\d,.' ]*\d|\d)\s*([a-z]+)?/g
const OTHER_MONEY =
  /[€£¥₹₽₩₺₪]|\b(eur|euros?|gbp|jpy|inr|rs|cny|rmb|chf|sek|nok|dkk|aud|cad|nzd|brl|mxn|cr|crore|lakh|lac|l)\b/i

/**
 * Whole US dollars for `12,500,000`, `$1.2M`, `$10M - $50M` (its middle) and `1B+`; null for anything else, other
 * currencies among it, since a rate would be a guess.
 * @param unit what a number without a unit of its own counts, 1000 for a column in thousands
 */
export function parseRevenue(given: string, unit = 1): number | null {
  const text = given.trim().toLowerCase()
  if (/^\d{1,15}$/.test(text)) return inRange(Number(text) * unit)
  if (text.length > 80 || OTHER_MONEY.test(text) || text.startsWith('-')) return null
  const found = [...text.matchAll(NUMBER)].slice(0, 2).map(([, digits = '', word = '']) => ({
    amount: toNumber(digits, timesOf(word) !== null),
    times: timesOf(word),
  }))
  const shared = found.at(-1)?.times ?? unit
  const amounts = found.map(({ amount, times }) => amount * (times ?? shared))
  const [low, high = low] = amounts
  return low === undefined || high === undefined ? null : inRange((low + high) / 2)
}

/** What the header of a revenue column says of its unit: `Revenue (in 000s USD)` counts thousands. */
export function revenueUnit(header: string): number {
  if (/000s?\b|thousand|\bin k\b|\(k\)|\bk usd\b/i.test(header)) return 1000
  return /million|\bmm?\b|\bmio\b/i.test(header) ? 1_000_000 : 1
}

function inRange(dollars: number): number | null {
  return dollars >= 0 && dollars <= MOST ? Math.round(dollars) : null
}

function timesOf(word: string): number | null {
  return UNITS.find(([names]) => names.test(word))?.[1] ?? null
}

/** Thousands may be parted by commas, dots, apostrophes or blanks; before a unit one dot is a decimal point. */
function toNumber(digits: string, hasUnit: boolean): number {
  if (hasUnit && /^\d+\.\d+$/.test(digits)) return Number(digits)
  if (/^\d{1,3}([,.' ]\d{3})+$/.test(digits)) return Number(digits.replace(/\D/g, ''))
  if (/^\d{1,3}([,' ]\d{3})+\.\d+$/.test(digits)) return Number(digits.replace(/[,' ]/g, ''))
  return Number(digits.replace(/[' ]/g, '').replace(',', '.'))
}
