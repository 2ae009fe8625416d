/** Whether a host is among a pixel's domains; `*.example.com` is every host below it, not itself. */
export function isAllowedHost(domains: readonly string[], hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  return domains.some((domain) =>
    domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain,
  )
}
