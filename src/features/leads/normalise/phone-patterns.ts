import metadata from 'libphonenumber-js/max/metadata'

/** What of the pattern the digits begin with; '' for nothing. */
type Beginning = (digits: string) => string

/** What libphonenumber's metadata says of one country's numbers, as far as the fast path needs it. */
export interface NumberPlan {
  callingCode: string
  /** What may stand before a number dialled within the country; null for nothing. */
  prefix: Beginning
  /** Whether that prefix also changes the number: left to the library. */
  prefixChangesNumber: boolean
  /** The digits such a prefix begins with; null when it is more than some digits. */
  prefixStarts: string | null
  /** The whole national number, of any type. */
  general: RegExp
  valid: RegExp
  /** Digits that mean "abroad follows". */
  abroad: Beginning
}

// positions in the arrays of metadata version 4
const CALLING_CODE = 0
const ABROAD_PREFIX = 1
const GENERAL_PATTERN = 2
const NATIONAL_PREFIX = 5
const PREFIX_FOR_PARSING = 7
const PREFIX_TRANSFORM = 8
const TYPES = 11

type CountryMetadata = readonly unknown[]

const byCountry = new Map<string, NumberPlan>()
const byCallingCode = new Map<string, readonly NumberPlan[] | undefined>()

/** Made when first asked for: a file has few countries, and there are a thousand patterns. */
export function planOfCountry(country: string): NumberPlan | undefined {
  const known = byCountry.get(country)
  if (known !== undefined) return known
  const entry = Object.entries(metadata.countries).find(([code]) => code === country)?.[1]
  if (entry === undefined) return undefined
  const plan = readPlan(entry as CountryMetadata)
  byCountry.set(country, plan)
  return plan
}

/** The plans of the countries that share a calling code, the main one first; undefined when it is none. */
export function plansOfCallingCode(code: string): readonly NumberPlan[] | undefined {
  if (!byCallingCode.has(code)) {
    const sharing = Object.entries(metadata.country_calling_codes).find(([other]) => other === code)?.[1]
    const countries = sharing as readonly string[] | undefined
    byCallingCode.set(
      code,
      countries?.flatMap((country) => planOfCountry(country) ?? []),
    )
  }
  return byCallingCode.get(code)
}

/**
 * What tells, in regular expressions that RE2 knows too, that a number behind this calling code is valid as it is: it
 * matches `valid`, and begins with none of the digits `notFirst`, which might be a prefix. Null when there is no such
 * rule. Says yes to fewer numbers than `parsePhone`, and to no others.
 */
export function plainNumbers(callingCode: string): { valid: string; notFirst: string } | null {
  const plans = (plansOfCallingCode(callingCode) ?? []).filter(({ prefixStarts }) => prefixStarts !== null)
  if (plans.length === 0) return null
  return {
    valid: plans.map(({ valid }) => valid.source).join('|'),
    notFirst: [...new Set(plans.flatMap(({ prefixStarts }) => [...(prefixStarts ?? '')]))].join(''),
  }
}

function readPlan(entry: CountryMetadata): NumberPlan {
  const general = String(entry[GENERAL_PATTERN])
  const prefix = entry[PREFIX_FOR_PARSING] || entry[NATIONAL_PREFIX]
  const types = (entry[TYPES] || []) as readonly (readonly [string] | 0)[]
  const patterns = types.flatMap((type) => (type !== 0 && type[0] ? [type[0]] : []))
  return {
    callingCode: String(entry[CALLING_CODE]),
    prefix: beginning(prefix),
    prefixStarts: startsOf(prefix ? String(prefix) : ''),
    prefixChangesNumber: Boolean(entry[PREFIX_TRANSFORM]),
    general: whole(general),
    valid: patterns.length === 0 ? whole(general) : whole(patterns.join('|')),
    abroad: beginning(entry[ABROAD_PREFIX] || '00'),
  }
}

function startsOf(prefix: string): string | null {
  if (!/^[\d|]*$/.test(prefix)) return null
  return prefix
    .split('|')
    .map((digits) => digits.charAt(0))
    .join('')
}

/** Most prefixes are plain digits, which are compared far quicker than a pattern. */
function beginning(pattern: unknown): Beginning {
  if (!pattern) return () => ''
  const text = String(pattern)
  if (/^\d+$/.test(text)) return (digits) => (digits.startsWith(text) ? text : '')
  const compiled = new RegExp(`^(?:${text})`)
  return (digits) => compiled.exec(digits)?.[0] ?? ''
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`)
}
