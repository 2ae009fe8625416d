import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { fastPhone } from './fast-phone.ts'
import { memo } from './memo.ts'

const MAX_CHARS = 100

/** What stands around numbers in exports: Meta's `p:`, `tel:`, a forced-text apostrophe, a float's `.0`. */
const WRAPPING = /^(?:p:|tel:|phone:|['"=]+)\s*|["']+$|(?<=\d{7,})\.0$/gi

/** Several numbers in one cell. */
const SEPARATORS = /[;,|\n]|\s\/\s|\bor\b/

/**
 * A phone number in E.164, or null. An extension is dropped.
 * @param country ISO alpha-2, how to read a number without `+`; null for none
 */
export function parsePhone(given: string, country: string | null): string | null {
  const number = fastPhone(given, country) ?? parseSlowly(country)(given)
  return number === '' ? null : number
}

const readers = new Map<CountryCode | undefined, (given: string) => string | null>()

function parseSlowly(code: string | null): (given: string) => string | null {
  const country = code !== null && isSupportedCountry(code) ? code : undefined
  let reader = readers.get(country)
  if (reader === undefined) {
    reader = memo(2000, (text) => read(text, country))
    readers.set(country, reader)
  }
  return reader
}

function read(given: string, country: CountryCode | undefined): string | null {
  const text = given.slice(0, MAX_CHARS).normalize('NFKC').trim().replace(WRAPPING, '')
  for (const part of [text, ...(SEPARATORS.test(text) ? text.split(SEPARATORS) : [])]) {
    const number = validNumber(part, country) ?? withoutPlus(part)
    if (number !== null) return number
  }
  return null
}

function validNumber(text: string, country: CountryCode | undefined): string | null {
  const number = parsePhoneNumberFromString(text, { defaultCountry: country })
  return number?.isValid() === true ? number.number : null
}

/** `0049…` and `49…` where the `+` was lost; long enough that a national number is not mistaken for one. */
function withoutPlus(text: string): string | null {
  const digits = text.replace(/[ ().-]/g, '')
  const international = /^(?:00)?([1-9]\d{10,14})$/.exec(digits)?.[1]
  return international === undefined ? null : validNumber(`+${international}`, undefined)
}
