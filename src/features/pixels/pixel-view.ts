import { sql } from 'kysely'
import type { LeadRules, Pixel, PixelState } from './schema.ts'
import { leadRulesSchema } from './schema.ts'
import { snippetOf } from './snippet.ts'

export interface PixelRow
  extends Omit<
    Pixel,
    'state' | 'lead_rules' | 'snippet' | 'first_event_at' | 'last_event_at' | 'silent_since' | 'created_at'
  > {
  lead_rules: Partial<LeadRules>
  first_event_at: Date | null
  last_event_at: Date | null
  silent_since: Date | null
  created_at: Date
}

/** The workspace's pixels `p`, without those that are being deleted. Silence ends with the first event after it. */
export const pixelRows = sql`
  select p.id, p.key, p.name, p.website_url, p.domains, p.status, p.consent, p.email_selectors, p.excluded_paths,
    p.excluded_params, p.excluded_countries, p.internal_addresses::text[] as internal_addresses, p.lead_rules,
    p.superpixel_id is not null as superpixel, p.first_event_at, p.last_event_at, p.created_at,
    case when p.last_event_at <= p.silent_since then p.silent_since end as silent_since
  from pixels p where p.workspace_id = current_workspace() and p.deleted_at is null`

export function viewPixel(row: PixelRow, appUrl: string): Pixel {
  const { id, key, name, website_url, domains, status, consent, superpixel } = row
  const { email_selectors, excluded_paths, excluded_params, excluded_countries, internal_addresses } = row
  return {
    ...{ id, key, name, website_url, domains, status, consent, superpixel, state: stateOf(row) },
    ...{ email_selectors, excluded_paths, excluded_params, excluded_countries, internal_addresses },
    lead_rules: leadRulesSchema.parse(row.lead_rules),
    first_event_at: row.first_event_at?.toISOString() ?? null,
    last_event_at: row.last_event_at?.toISOString() ?? null,
    silent_since: row.silent_since?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    snippet: snippetOf(appUrl, key),
  }
}

export function stateOf({ status, first_event_at, silent_since }: PixelRow): PixelState {
  if (status === 'paused') return 'paused'
  if (!first_event_at) return 'waiting'
  return silent_since ? 'silent' : 'live'
}
