import { formatCount } from '../../../../ui/format.ts'
import type { COMPANY_SIZES, CONTACTS, DEPARTMENTS } from '../../values.ts'

export {
  LEAD_SOURCE_WORDS as sourceWords,
  LEAD_STATUS_WORDS as statusWords,
  SENIORITY_WORDS as seniorityWords,
} from '../../../leads/values.ts'

type Word<Values extends readonly string[]> = Record<Values[number], string>

/** How people read what the API calls by a code. */
export const departmentWords: Word<typeof DEPARTMENTS> = {
  sales: 'Sales',
  marketing: 'Marketing',
  engineering: 'Engineering',
  product: 'Product',
  design: 'Design',
  data: 'Data',
  it: 'IT',
  finance: 'Finance',
  hr: 'HR',
  legal: 'Legal',
  operations: 'Operations',
  support: 'Support',
  executive: 'Executive',
  other: 'Other',
}

export const sizeWords: Word<typeof COMPANY_SIZES> = {
  '1-10': '1–10',
  '11-50': '11–50',
  '51-200': '51–200',
  '201-500': '201–500',
  '501-1000': '501–1,000',
  '1001-5000': '1,001–5,000',
  '5001-10000': '5,001–10,000',
  '10001+': '10,001+',
}

export const contactWords: Word<typeof CONTACTS> = { email: 'Email', phone: 'Phone', linkedin: 'LinkedIn' }

const regions = new Intl.DisplayNames('en', { type: 'region' })

/** `DE` -> `Germany`. */
export function countryName(code: string): string {
  try {
    return regions.of(code) ?? code
  } catch {
    return code
  }
}

const steps: [number, string][] = [
  [1_000_000_000, 'B'],
  [1_000_000, 'M'],
  [1_000, 'K'],
]

/** US dollars: `2500000` -> `$2.5M`. */
export function dollars(amount: number): string {
  for (const [size, letter] of steps) {
    if (amount >= size) return `$${formatCount(Number((amount / size).toFixed(2)))}${letter}`
  }
  return `$${formatCount(amount)}`
}

/** `2.5m`, `$2,500,000` or `2500000` -> 2500000; null for what is no amount. */
export function readDollars(text: string): number | null {
  const match = /^\$?\s*([\d,]+(?:\.\d+)?|\.\d+)\s*([kmb]?)$/i.exec(text.trim())
  if (!match) return null
  const size = { k: 1e3, m: 1e6, b: 1e9 }[(match[2] ?? '').toLowerCase()] ?? 1
  const amount = Math.round(Number((match[1] ?? '').replaceAll(',', '')) * size)
  return Number.isSafeInteger(amount) ? amount : null
}
