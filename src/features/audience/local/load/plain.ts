import { plainNumbers } from '../../../leads/index.ts'
import { recordSql, SEPARATOR } from './person-text.ts'
import { anythingBut } from './something.ts'
import { literal } from './work-file.ts'

/**
 * When a row is as leads' normaliser would leave it, told by DuckDB by one regular expression over all of its texts. A
 * row that is not is normalised in TypeScript instead. It says yes only where the normaliser changes nothing, and what is
 * made of plain values here (`emailKey` …) equals what it makes of them; a test holds both against it.
 */

/** Calling codes whose numbers are looked at here; others are left to the normaliser. */
const CALLING_CODES = ['1', '44', '49', '33', '31', '34', '32', '41', '46', '47', '45', '48', '61', '91']
const numbers = CALLING_CODES.flatMap((code) => {
  const plan = plainNumbers(code)
  return plan === null ? [] : [{ code, ...plan }]
})
const PHONE = `\\+(?:${numbers.map(({ code, valid }) => `${code}(?:${valid.replace(/[\^$]/g, '')})`).join('|')})`
/** How a number begins whose first digits might be a prefix: '+44' and a zero. */
const prefixed = numbers.flatMap(({ code, notFirst }) => [...notFirst].map((digit) => `+${code}${digit}`))
const isPrefixed = (phone: string) => {
  const lengths = [...new Set(prefixed.map(({ length }) => length))]
  const tests = lengths.map((length) => {
    const of = prefixed.filter((start) => start.length === length).map(literal)
    return `list_contains([${of.join(', ')}], ${phone}[1:${length}])`
  })
  return `coalesce(${tests.join(' or ')}, false)`
}

const LOCAL = "[a-z0-9!#$%&'*/=?^_`{|}~-][a-z0-9!#$%&'*+/=?^_`{|}~-]*(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
const HOST = '(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]*[a-z0-9])'
const EMAIL = `${LOCAL}@${HOST}`

const BIG = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const SMALL = BIG.toLowerCase()
const DIGITS = '0123456789'
/** Letters of western names with what is left of them in a key. */
const ACCENTED = 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ'
const BARE = 'aaaaaaceeeeiiiinooooouuuuyy'
const LETTERS = `${BIG}${SMALL}${ACCENTED}${ACCENTED.toUpperCase().replace('Ÿ', '')}`
const NAME = anythingBut({ first: LETTERS, letters: LETTERS, between: " '-" })
const PRINTED = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join('')
const LINE = anythingBut({ first: `${BIG}${SMALL}${DIGITS}`, letters: PRINTED, between: ' ' })
const POSTAL_CODE = anythingBut({
  first: `${BIG}${DIGITS}`,
  letters: `${BIG}${DIGITS}`,
  between: ' -',
})
const LINKEDIN = 'https://www\\.linkedin\\.com/in/[a-z0-9_-]+'
/** Names registered right below their suffix. */
const DOMAIN = `[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.(?:com|org|net|info|biz|example)`

/** What the texts of a row have to be; two patterns, since one of all is more than RE2 keeps in mind and ten times slower. */
const ADDRESSES = {
  ...{ email: EMAIL, second_email: EMAIL, phone: PHONE, mobile: PHONE },
  ...{ linkedin_url: LINKEDIN, company_domain: DOMAIN },
}
const WORDS = {
  ...{ first_name: NAME, last_name: NAME, full_name: NAME },
  ...{ company_name: LINE, city: LINE, postal_code: POSTAL_CODE },
}
const areAll = (texts: string, patterns: Record<string, string>) =>
  `regexp_full_match(${texts}, ${literal(
    Object.values(patterns)
      .map((pattern) => `(?:${pattern})?`)
      .join(SEPARATOR),
  )})`
/** Needed by `isPlain`, made before it. */
export const PLAIN_COLUMNS = `${recordSql(Object.keys(ADDRESSES))} as addresses, ${recordSql(Object.keys(WORDS))} as words`

/** So short that no part of an address can be too long, and so no value that is cut. */
const MAX_BYTES = 60
const SHORT = ['email', 'second_email', 'company_domain', ...Object.keys(WORDS)]
const MAX_LINKEDIN_BYTES = 200
const MAX_POSTAL_CODE_BYTES = 12

/** Mailboxes of anyone, whose domain is no company's: the common ones, of others the normaliser knows. */
const MAIL = [
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'hotmail.com',
  'outlook.com',
  'icloud.com',
  'aol.com',
]

/**
 * Whether a row is plain. Lists are looked through by a function: `in` becomes a join, and a join does not keep the order
 * of the rows.
 */
export const IS_PLAIN = `(
  ${areAll('addresses', ADDRESSES)} and ${areAll('words', WORDS)}
  and coalesce(greatest(${SHORT.map((field) => `strlen(${field})`).join(', ')}), 0) <= ${MAX_BYTES}
  and coalesce(strlen(linkedin_url), 0) <= ${MAX_LINKEDIN_BYTES}
  and not ${isPrefixed('phone')} and not ${isPrefixed('mobile')}
  and not contains(addresses, 'xn--')
  -- the second address takes the place of a missing first
  and (email is not null or second_email is null)
  -- a whole name comes apart into its missing parts
  and (full_name is null or (first_name is not null and last_name is not null))
  -- three or four digits may be an American code that lost its zeros
  and case when strlen(postal_code) > ${MAX_POSTAL_CODE_BYTES} then false
    when strlen(postal_code) <= 4 and regexp_full_match(postal_code, '[0-9]{3,4}')
    then coalesce(country <> 'US' and regexp_full_match(country, '[A-Z]{2}'), false) else true end
  -- without a domain of its own the company has its website's or the address's
  and case when company_domain is null then website is null and (email is null
    or list_contains([${MAIL.map(literal).join(', ')}], split_part(email, '@', 2))) else true end)`

/** The address folded for identity. */
export const emailKey = (email: string) => `case
  when ends_with(${email}, '@gmail.com') or ends_with(${email}, '@googlemail.com')
  then replace(regexp_extract(${email}, '^([^+@]*)', 1), '.', '') || '@gmail.com' else ${email} end`

/** The name folded for identity. */
export const nameKey = (name: string) => `case when strlen(${name}) = length(${name})
  then replace(replace(lower(${name}), '''', ''), '-', ' ')
  else translate(replace(lower(${name}), '''', ''), '${ACCENTED}-', '${BARE} ') end`

/** `foldName` of a plain line; `translate` would take as long as ten of the others. */
export const lineKey = (text: string) => `case
  when regexp_full_match(lower(${text}), '[a-z0-9]+( [a-z0-9]+)*') then lower(${text})
  else trim(regexp_replace(replace(replace(lower(${text}), '''', ''), '\`', ''), '[^a-z0-9]+', ' ', 'g')) end`
