import { memo } from './memo.ts'
import { COMPANY_SIZES, type CompanySize } from './types.ts'

const MAX_CHARS = 60
const UPPER_ENDS = [10, 50, 200, 500, 1000, 5000, 10_000]

/** Ranges that spreadsheets took for dates. */
const MADE_DATES: ReadonlyMap<string, CompanySize> = new Map([
  ['nov-50', '11-50'],
  ['50-nov', '11-50'],
  ['jan-10', '1-10'],
  ['10-jan', '1-10'],
  ['1-oct', '1-10'],
  ['oct-01', '1-10'],
])

/** The range of employees for a number or any other range; null for neither. */
export const parseCompanySize = memo(2000, (given): CompanySize | null => {
  const text = given.toLowerCase().trim()
  if (text.length > MAX_CHARS) return null
  const known = MADE_DATES.get(text)
  if (known !== undefined) return known
  if (/self.?employed|myself|freelance/.test(text)) return '1-10'
  const numbers = [...text.matchAll(/(\d[\d,. ]*\d|\d)\s*([km])?/g)].map(([, digits = '', unit]) =>
    toNumber(digits, unit),
  )
  const [low, high = low] = numbers
  if (low === undefined || high === undefined || !(low >= 0)) return null
  // of a range its middle: 200-500 is 201-500, 50-100 is 51-200; "5000+" means more than that
  const isOpen = numbers.length === 1 && /\+|>|over|more/.test(text)
  const count = isOpen ? low + 1 : (low + high) / 2
  if (!(count > 0)) return null
  const index = UPPER_ENDS.findIndex((end) => count <= end)
  return COMPANY_SIZES[index < 0 ? COMPANY_SIZES.length - 1 : index] ?? null
})

function toNumber(digits: string, unit: string | undefined): number {
  const times = unit === 'k' ? 1000 : unit === 'm' ? 1_000_000 : 1
  // 1,001 and 1.001 are a thousand and one; 1.5k and 250.0 are what they say
  const plain = /^\d{1,3}([,. ]\d{3})+$/.test(digits)
    ? digits.replace(/\D/g, '')
    : digits.replace(/[, ]/g, '')
  return Number(plain) * times
}
