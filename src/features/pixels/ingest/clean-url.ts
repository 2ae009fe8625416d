import { cleanText, hideEmails, plainText } from './clean-text.ts'

export interface CleanUrl {
  url: string
  /** With its port where it has one of its own. */
  host: string
  path: string
  utmSource: string | null
  utmMedium: string | null
  utmCampaign: string | null
}

const MAX_URL = 2_000
/** Parameters whose name says that the value is nobody else's business. */
const SECRET =
  /^(.*[_-])?(token|auth|key|apikey|secret|password|passwd|pwd|pass|code|otp|pin|sig|signature|hash|jwt|sid|session|sessionid|state|nonce|ticket|email|e-?mail|mail|phone|tel|name|firstname|lastname|user|username|login|ssn|iban|card)$/i
/** Click ids are long too, but they name a click on an ad and no person. */
const CLICK_ID = /^(utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|ttclid|twclid|li_fat_id|mc_cid)$/i
/** What only a machine writes: signed tokens, and long runs of letters and digits mixed. */
const TOKEN = /^eyJ[\w-]+\.|^(?=[^/]*\d)(?=[^/]*[a-z])[\w+=-]{32,}$/i
/** The place on a page or the route of an app that keeps it there. */
const PLACE = /^#[!/]?[\p{L}\p{N}_\-./~]{0,200}$/u

const MAX_REMEMBERED = 2_000
const remembered = new WeakMap<readonly string[], Map<string, CleanUrl | null>>()

/** As cleanUrl(), remembered for as long as the list of a pixel's parameters is: many visitors see the same pages. */
export function cleanPageUrl(given: string, excludedParams: readonly string[]): CleanUrl | null {
  let known = remembered.get(excludedParams)
  if (!known || known.size >= MAX_REMEMBERED) {
    known = new Map()
    remembered.set(excludedParams, known)
  }
  let clean = known.get(given)
  if (clean === undefined) {
    clean = cleanUrl(given, excludedParams)
    known.set(given, clean)
  }
  return clean
}

/**
 * A page's address as it is kept: http(s) only, without user, excluded and secret parameters, tokens and email addresses;
 * of a fragment only what looks like a place. Null when it is none.
 */
export function cleanUrl(given: unknown, excludedParams: readonly string[]): CleanUrl | null {
  const text = plainText(given, MAX_URL)
  const url = text && URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null
  const path = hideEmails(url.pathname)
  const query = url.search ? keptQuery(url.searchParams, excludedParams) : ''
  const utm = (name: string) => (url.search ? cleanText(url.searchParams.get(name), 200) : null)
  return {
    url: `${url.protocol}//${url.host}${path}${query}${keptFragment(url.hash)}`.slice(0, MAX_URL),
    host: url.host,
    path,
    utmSource: utm('utm_source'),
    utmMedium: utm('utm_medium'),
    utmCampaign: utm('utm_campaign'),
  }
}

/** The host of where a visitor came from, unless that is the page's own site. */
export function referrerHost(given: string, ownHost: string | undefined): string | null {
  const url = given !== '' && URL.canParse(given) ? new URL(given) : null
  if (!url || !/^(https?|android-app):$/.test(url.protocol) || url.host === ownHost) return null
  return plainText(url.host, 253)
}

function keptQuery(params: URLSearchParams, excluded: readonly string[]): string {
  const kept = new URLSearchParams()
  for (const [name, value] of params) {
    const isClickId = CLICK_ID.test(name)
    if (excluded.includes(name) || (!isClickId && (SECRET.test(name) || TOKEN.test(value)))) continue
    kept.append(hideEmails(name), hideEmails(value))
  }
  const query = kept.toString()
  return query && `?${query}`
}

function keptFragment(hash: string): string {
  if (!PLACE.test(hash) || hash.length < 2) return ''
  return hash
    .slice(1)
    .split(/[/.]/)
    .some((part) => TOKEN.test(part))
    ? ''
    : hash
}
