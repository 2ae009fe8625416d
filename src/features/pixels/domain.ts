/**
 * Whether events of a page at `url` are taken: its host is among the domains. `*.example.com` is every host below it, not
 * itself; a domain that names no port means any.
 */
export function isAllowedHost(domains: readonly string[], url: URL): boolean {
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  return domains.some((domain) => {
    const given = /:\d+$/.test(domain) ? url.host : host
    return domain.startsWith('*.') ? given.endsWith(domain.slice(1)) : given === domain
  })
}
