import { BlockList } from 'node:net'
import type { Databases } from '../../../platform/db/index.ts'

/** What find_pixel() tells, and what is made of it once. */
export interface KnownPixel {
  workspaceId: string
  id: string
  isPaused: boolean
  /** Whether the page or site at this address is on one of its domains. */
  isSite: (url: string) => boolean
  isExcludedPath: (path: string) => boolean
  excludedParams: string[]
  excludedCountries: string[]
  isInternal: (address: string) => boolean
  addresses: 'shortened' | 'hashed' | 'none'
}

interface FoundPixel {
  workspace_id: string
  id: string
  status: string
  domains: string[]
  excluded_paths: string[]
  excluded_params: string[]
  excluded_countries: string[]
  internal_addresses: string[]
  addresses: KnownPixel['addresses']
}

/** A change is heeded this soon; a busy pixel is looked up this often. */
const KEPT_MS = 2_000
const MAX_KEPT = 10_000
const MAX_SITES = 100
const MAX_SITE = 300
const KEY = /^[a-z0-9]{16}$/

export type PixelOfKey = (key: string) => Promise<KnownPixel | null>

/** Looks pixels up by their public key; requests for the same one share the look. */
export function pixelOfKey(db: Databases): PixelOfKey {
  const kept = new Map<string, { until: number; pixel: Promise<KnownPixel | null> }>()
  return (key) => {
    if (!KEY.test(key)) return Promise.resolve(null)
    const now = performance.now()
    const found = kept.get(key)
    if (found && found.until > now) return found.pixel
    if (kept.size >= MAX_KEPT) kept.clear()
    const pixel = findPixel(db, key)
    kept.set(key, { until: now + KEPT_MS, pixel })
    pixel.catch(() => kept.delete(key))
    return pixel
  }
}

async function findPixel(db: Databases, key: string): Promise<KnownPixel | null> {
  const { rows } = await db.app.query<{ pixel: FoundPixel | null }>('select find_pixel($1) as pixel', [key])
  const found = rows[0]?.pixel
  if (!found) return null
  return {
    workspaceId: found.workspace_id,
    id: found.id,
    isPaused: found.status !== 'active',
    isSite: siteMatcher(found.domains),
    isExcludedPath: pathMatcher(found.excluded_paths),
    excludedParams: found.excluded_params,
    excludedCountries: found.excluded_countries,
    isInternal: addressMatcher(found.internal_addresses),
    addresses: found.addresses,
  }
}

/** Remembers the few that a pixel's visitors come from. */
function siteMatcher(domains: string[]): (url: string) => boolean {
  const isHost = hostMatcher(domains)
  const known = new Map<string, boolean>()
  return (url) => {
    let is = known.get(url)
    if (is === undefined) {
      is = URL.canParse(url) && isHost(new URL(url).host)
      if (known.size < MAX_SITES && url.length < MAX_SITE) known.set(url, is)
    }
    return is
  }
}

/** `*.example.com` is every host below it; a domain without a port is that host at any. */
function hostMatcher(domains: string[]): (host: string) => boolean {
  return (host) => {
    const name = host.replace(/:\d+$/, '')
    return domains.some((domain) => {
      const wanted = /:\d+$/.test(domain) ? host : name
      return domain.startsWith('*.') ? wanted.endsWith(domain.slice(1)) : wanted === domain
    })
  }
}

/** `*` stands for anything. */
export function pathMatcher(patterns: string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false
  const parts = patterns.map((pattern) => pattern.split('*').map(literally).join('.*'))
  const any = new RegExp(`^(?:${parts.join('|')})$`, 's')
  return (path) => any.test(path)
}

function literally(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')
}

function addressMatcher(ranges: string[]): (address: string) => boolean {
  if (ranges.length === 0) return () => false
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = familyOf(address)
    list.addSubnet(address, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  return (address) => list.check(address, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4'
}
