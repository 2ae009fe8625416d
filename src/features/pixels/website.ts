import { getDomain } from 'tldts'
import { Problem } from '../../platform/errors/index.ts'

/** The address of a site as a person writes it, such as `example.com`, made whole; 422 when it is none. */
export function websiteOf(given: string): URL {
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`)
  const isHost = url && /^[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?$/.test(url.hostname)
  const isIpv6 = url?.hostname.startsWith('[')
  if (!url || !/^https?:$/.test(url.protocol) || !(isHost || isIpv6) || url.username || url.password)
    throw wrongAddress()
  url.hash = ''
  return url
}

/** Hosts that may send for a site: its own, and for one with and without `www.` both. */
export function domainsOf({ hostname }: URL): string[] {
  const host = hostname.replace(/\.$/, '')
  if (host.startsWith('www.')) return [host.slice(4), host]
  return getDomain(host) === host ? [host, `www.${host}`] : [host]
}

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

function wrongAddress(): Problem {
  const message = 'Write the address of the site, such as https://www.example.com'
  return new Problem('invalid_input', message, { errors: [{ path: 'website_url', message }] })
}
