import { domainToASCII } from 'node:url'
import { getDomain } from 'tldts'
import { memo } from './memo.ts'

const MAX_CHARS = 500
const BARE = /^[\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?\.[\p{L}\p{N}-]{2,}([:/?#]\S*)?$/u

export interface WebAddress {
  /** With scheme, the host in lower-case ASCII. */
  url: string
  /** The registrable domain, `example.co.uk` of `www.shop.example.co.uk`; null for an IP address or a bare suffix. */
  domain: string | null
}

/** Where names are registered right below the suffix: the whole of such a host is its domain. */
const USUAL = /^https?:\/\/(www\.)?([a-z0-9-]+\.(?:com|org|net|edu|io|ai|de|fr|it|es|nl|ca|info|biz))\/?$/

/** A website as people write it, `www.Example.com/` or a whole URL; null when it is none. */
export function parseWebsite(given: string): WebAddress | null {
  const domain = given.length > MAX_CHARS ? undefined : USUAL.exec(given)?.[2]
  if (domain === undefined) return parseUnusual(given)
  return { url: given.endsWith('/') ? given.slice(0, -1) : given, domain }
}

const parseUnusual = memo(20_000, (given): WebAddress | null => {
  const text = given.trim()
  if (text.length > MAX_CHARS) return null
  const whole = /^https?:\/\/\S+$/i.test(text) ? text : BARE.test(text) ? `https://${text}` : null
  if (whole === null || !URL.canParse(whole)) return null
  const { protocol, host, hostname, pathname, search } = new URL(whole)
  if (!hostname.includes('.')) return null
  const path = pathname === '/' && search === '' ? '' : pathname + search
  return { url: `${protocol}//${host}${path}`, domain: registrableDomain(hostname) }
})

/** The domain that one can register, lower-case ASCII: what a company is known by. */
export const registrableDomain = memo(20_000, (host): string | null => {
  const ascii = domainToASCII(host)
  return ascii === '' ? null : getDomain(ascii)
})
