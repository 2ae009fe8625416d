import { NOTHING, plainNumbers } from '../../../leads/index.ts'
import { literal } from './work-file.ts'

/**
 * When a value is as leads' normaliser would leave it, told by DuckDB: it looks at ten million in a second or two. A row
 * with any other value is normalised in TypeScript instead. These say yes only where the normaliser changes nothing,
 * and what is made of plain values here (`emailKey` …) equals what it makes of them; a test holds both against it.
 */

/** Calling codes whose numbers are looked at here; others are left to the normaliser. */
const CALLING_CODES = ['1', '44', '49', '33', '31', '34', '32', '41', '46', '47', '45', '48', '61', '91']

const nothing = `[${NOTHING.map(literal).join(', ')}]`
const isSomething = (value: string) => `not list_contains(${nothing}, lower(${value}))`
const matches = (value: string, pattern: string) => `regexp_full_match(${value}, ${literal(pattern)})`

const LOCAL = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
const HOST = '([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]([a-z0-9-]*[a-z0-9])'
/** So short that neither the local part nor a label can be too long. */
const MAX_EMAIL_CHARS = 64

export const plainEmail = (email: string) =>
  `(length(${email}) <= ${MAX_EMAIL_CHARS} and ${matches(email, `${LOCAL}@${HOST}`)} and not contains(${email}, '@xn--')
    and not contains(${email}, '.xn--') and not starts_with(${email}, '+'))`

/** The address folded for identity. */
export const emailKey = (email: string) => `case
  when ends_with(${email}, '@gmail.com') or ends_with(${email}, '@googlemail.com')
  then replace(regexp_extract(${email}, '^([^+@]*)', 1), '.', '') || '@gmail.com' else ${email} end`

export const plainPhone = (phone: string) => {
  const tests = CALLING_CODES.map((code) => {
    const { valid, notFirst } = plainNumbers(code) ?? { valid: '$.', notFirst: '' }
    const number = `${phone}[${code.length + 2}:]`
    return `when starts_with(${phone}, '+${code}') then not contains('${notFirst}', ${number}[1:1])
      and regexp_matches(${number}, ${literal(valid)})`
  })
  return `(length(${phone}) <= 16 and case ${tests.join(' ')} else false end)`
}

/** Letters of western names with what is left of them in a key. */
const ACCENTED = 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ'
const BARE = 'aaaaaaceeeeiiiinooooouuuuyy'
const LETTER = `[A-Za-z${ACCENTED}${ACCENTED.toUpperCase().replace('Ÿ', '')}]`

export const plainName = (name: string) =>
  `(length(${name}) <= 80 and ${matches(name, `${LETTER}+([ '-]${LETTER}+)*`)} and ${isSomething(name)})`
/** The name folded for identity. */
export const nameKey = (name: string) => `case when strlen(${name}) = length(${name})
  then replace(replace(lower(${name}), '''', ''), '-', ' ')
  else translate(replace(lower(${name}), '''', ''), '${ACCENTED}-', '${BARE} ') end`

export const plainLinkedin = (url: string) =>
  `(length(${url}) <= 200 and ${matches(url, 'https://www\\.linkedin\\.com/in/[a-z0-9_-]+')})`

export const plainLine = (text: string) =>
  `(length(${text}) <= 100 and ${matches(text, '[!-&(-<>-~][!-~]*( [!-~]+)*')} and ${isSomething(text)})`
/** `foldName` of a plain line. */
export const lineKey = (text: string) => `case
  when ${matches(`lower(${text})`, '[a-z0-9]+( [a-z0-9]+)*')} then lower(${text})
  else trim(regexp_replace(translate(lower(${text}), '''\`', ''), '[^a-z0-9]+', ' ', 'g')) end`

/** Names registered right below their suffix. */
export const plainDomain = (domain: string) =>
  `(length(${domain}) <= 60 and ${matches(domain, '[a-z0-9]([a-z0-9-]*[a-z0-9])?\\.(com|org|net|info|biz|example)')}
    and not starts_with(${domain}, 'xn--'))`

/** Three or four digits may be an American code that lost its zeros. */
export const plainPostalCode = (code: string, country: string) =>
  `(length(${code}) <= 12 and ${matches(code, '[A-Z0-9]+([ -][A-Z0-9]+)*')} and ${isSomething(code)}
    and (not ${matches(code, '[0-9]{3,4}')} or (${country} <> 'US' and ${matches(country, '[A-Z]{2}')})))`
