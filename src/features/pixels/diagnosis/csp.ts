/**
 * Whether a page's Content-Security-Policy lets the pixel's script load and send. What a browser takes into account for a
 * script that stands in the page: host lists, schemes, nonces and 'strict-dynamic'.
 */

/** Directive names with their sources, of each policy that has to agree. */
export type Policy = Map<string, string[]>

/** A header may hold several policies, separated by commas. */
export function parsePolicies(texts: readonly string[]): Policy[] {
  return texts.flatMap((text) => text.split(',')).map(parsePolicy)
}

function parsePolicy(text: string): Policy {
  const policy: Policy = new Map()
  for (const part of text.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/)
    // Of a directive that is said twice the first counts.
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources)
  }
  return policy
}

export interface Wanted {
  /** Where the script is loaded from. */
  script: URL
  nonce: string | null
  /** Where it sends to. */
  target: URL
  page: URL
}

/** The directive that is in the way, such as `connect-src`, or null. */
export function blockedBy(policies: readonly Policy[], wanted: Wanted): string | null {
  for (const policy of policies) {
    const script = find(policy, ['script-src-elem', 'script-src', 'default-src'])
    if (script && !letsScript(script.sources, wanted)) return script.name
    const connect = find(policy, ['connect-src', 'default-src'])
    if (connect && !letsHost(connect.sources, wanted.target, wanted.page)) return connect.name
  }
  return null
}

function find(policy: Policy, names: readonly string[]) {
  const name = names.find((one) => policy.has(one))
  return name === undefined ? null : { name, sources: policy.get(name) ?? [] }
}

function letsScript(sources: readonly string[], { script, nonce, page }: Wanted): boolean {
  if (nonce !== null && sources.includes(`'nonce-${nonce}'`)) return true
  // With it hosts are not looked at: only a nonce, a hash or a trusted script brings scripts in.
  if (sources.some((source) => source.toLowerCase() === "'strict-dynamic'")) return false
  return letsHost(sources, script, page)
}

function letsHost(sources: readonly string[], url: URL, page: URL): boolean {
  return sources.some((source) => matches(source.toLowerCase(), url, page))
}

function matches(source: string, url: URL, page: URL): boolean {
  if (source === '*') return true
  if (source === "'self'") return url.host === page.host && isSecureEnough(page.protocol, url.protocol)
  if (/^[a-z][a-z0-9+.-]*:$/.test(source)) return isSecureEnough(source, url.protocol)
  const parts =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/.*)?$/.exec(
      source,
    )
  if (!parts) return false
  const [, scheme, host = '', port, path] = parts
  if (!isSecureEnough(scheme ? `${scheme}:` : page.protocol, url.protocol)) return false
  return isHost(host, url.hostname) && isPort(port, url) && isPath(path, url.pathname)
}

/** http: lets https: too, never the other way round. */
function isSecureEnough(allowed: string, given: string): boolean {
  return allowed === given || (allowed === 'http:' && given === 'https:')
}

function isHost(pattern: string, hostname: string): boolean {
  if (pattern === '*') return true
  return pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : hostname === pattern
}

function isPort(pattern: string | undefined, url: URL): boolean {
  if (pattern === '*') return true
  const usual = url.protocol === 'https:' ? '443' : '80'
  return (pattern ?? usual) === (url.port || usual)
}

function isPath(pattern: string | undefined, path: string): boolean {
  if (pattern === undefined || pattern === '/') return true
  return pattern.endsWith('/') ? path.startsWith(pattern) : path.toLowerCase() === pattern
}
