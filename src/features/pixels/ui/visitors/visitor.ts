import type { Visitor } from '../../visitors/schema.ts'
import { countryName } from '../words.ts'

const ONLINE_MS = 5 * 60_000

export const visitorIdOf = (visitor: Visitor) => visitor.id

/** The person, else the company, else a short name by which one can be told from another. */
export function visitorNameOf({ lead_name, company_name, id }: Visitor): string {
  return lead_name ?? company_name ?? `Visitor ${id.slice(-4)}`
}

export function isOnline({ last_seen_at }: Pick<Visitor, 'last_seen_at'>, now = Date.now()): boolean {
  return now - Date.parse(last_seen_at) < ONLINE_MS
}

export function placeOf({ country, region }: Visitor): string | null {
  if (!country) return null
  return region ? `${region}, ${countryName(country)}` : countryName(country)
}

/** Where a visit came from: the campaign it names, else the site, else nothing is known. */
export function sourceOf(session: Visitor['session']): string {
  if (!session) return 'Unknown'
  const { utm_source, utm_campaign, referrer_host } = session
  if (utm_source) return utm_campaign ? `${utm_source}, ${utm_campaign}` : utm_source
  return referrer_host ?? 'Direct'
}

export function browserOf(session: Visitor['session']): string | null {
  return session ? [session.browser, session.os].filter(Boolean).join(' on ') || null : null
}
