import { domainToASCII } from 'node:url'
import { disposableEmailBlocklist } from 'disposable-email-domains-js'
import { FREE_MAIL_DOMAINS, ROLE_ACCOUNTS } from './email-lists.ts'
import { memo } from './memo.ts'
import type { EmailFlag } from './types.ts'

export interface EmailAddress {
  /** Lower-case, the domain in ASCII. */
  address: string
  /** The same for every way to write one mailbox. */
  key: string
  domain: string
  flags: EmailFlag[]
}

interface Domain {
  ascii: string
  disposable: boolean
  free: boolean
  gmail: boolean
}

const MAX_ADDRESS_CHARS = 254
/** Two addresses with names; more is another thing, and takes long to look through. */
const MAX_CELL_CHARS = 1000
const MAX_LOCAL_CHARS = 64
const MAX_LABEL_CHARS = 63

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+(xn--[a-z0-9-]+|[a-z][a-z0-9-]*[a-z0-9])$/
const NOT_PLAIN = /[^\x21-\x7e]|[A-Z<>,;:"'()[\]]/

let blocklist: ReadonlySet<string> | undefined

/** Every combination once, so that a row makes no list of its own. Nobody changes them. */
const FLAGS: readonly EmailFlag[][] = Array.from({ length: 8 }, (_, bits) => [
  ...(bits & 1 ? (['disposable'] as const) : []),
  ...(bits & 2 ? (['role'] as const) : []),
  ...(bits & 4 ? (['free'] as const) : []),
])

/** What a domain is, however it is written; null when it is none. */
const parseDomain = memo(50_000, (given): Domain | null => {
  const ascii = isAscii(given) ? given : domainToASCII(given)
  if (!DOMAIN.test(ascii) || ascii.split('.').some(({ length }) => length > MAX_LABEL_CHARS)) return null
  const parent = ascii.slice(ascii.indexOf('.') + 1)
  return {
    ascii,
    disposable: isDisposable(ascii) || isDisposable(parent),
    free: FREE_MAIL_DOMAINS.has(ascii),
    gmail: ascii === 'gmail.com' || ascii === 'googlemail.com',
  }
})

function isDisposable(domain: string): boolean {
  blocklist ??= new Set(disposableEmailBlocklist())
  return blocklist.has(domain)
}

/** The first address in a cell, and the second where people put two; null where there is none. */
export function parseEmails(given: string): [EmailAddress | null, EmailAddress | null] {
  if (given.length > MAX_CELL_CHARS) return [null, null]
  const plain = NOT_PLAIN.test(given) ? null : parseAddress(given)
  if (plain !== null) return [plain, null]
  const found = splitAddresses(given)
    .map(parseAddress)
    .filter((email) => email !== null)
  return [found[0] ?? null, found[1] ?? null]
}

/** Whether mail to this domain says nothing about who someone works for. */
export function isPublicMailDomain(domain: string): boolean {
  const kind = parseDomain(domain)
  return kind !== null && (kind.free || kind.disposable)
}

/** `Ann <ann@example.com>`, `mailto:…`, `a@x.com; b@y.com`, with the quotes and blanks people leave around. */
function splitAddresses(given: string): string[] {
  const text = given
    .replace(/[\u200b\u2060\ufeff\u00ad]/g, '')
    .normalize('NFC')
    .trim()
    .toLowerCase()
  const bracketed = /<([^<>]*@[^<>]*)>/.exec(text)?.[1]
  const parts =
    bracketed === undefined && text.split('@').length > 2 ? text.split(/[\s,;|/]+/) : [bracketed ?? text]
  return parts
    .map((part) => part.trim().replace(/^["'(]*(mailto:)?\s*|["'),;:]*$/g, ''))
    .filter((part) => part !== '')
}

function parseAddress(text: string): EmailAddress | null {
  const at = text.lastIndexOf('@')
  if (at < 1 || at > MAX_LOCAL_CHARS || text.length > MAX_ADDRESS_CHARS + 100) return null
  const local = text.slice(0, at)
  const domain = parseDomain(text.slice(at + 1))
  if (domain === null || !LOCAL.test(local)) return null
  const address = `${local}@${domain.ascii}`
  if (address.length > MAX_ADDRESS_CHARS) return null
  const plus = local.indexOf('+')
  const name = plus > 0 ? local.slice(0, plus) : local
  const flags = (domain.disposable ? 1 : 0) | (ROLE_ACCOUNTS.has(name) ? 2 : 0) | (domain.free ? 4 : 0)
  const key = domain.gmail ? `${name.replaceAll('.', '')}@gmail.com` : address
  return { address, key, domain: domain.ascii, flags: FLAGS[flags] ?? [] }
}

function isAscii(text: string): boolean {
  return !/[^\p{ASCII}]/u.test(text)
}
