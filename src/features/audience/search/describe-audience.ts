import type { Databases } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { AudienceProvider } from '../providers/provider.ts'
import type { FlatFilter, OWN_LEAD_FIELDS } from '../schema.ts'
import { readTerms } from './read-terms.ts'
import type { Audience } from './schema.ts'

/** Each field of a filter but those of own leads, with a whole value, to ask a provider what it cannot do at all. */
const EVERY_FIELD: Required<Omit<FlatFilter, (typeof OWN_LEAD_FIELDS)[number]>> = {
  industries: ['Software Development'],
  naics: ['511210'],
  seniorities: ['director'],
  departments: ['sales'],
  job_titles: ['sales'],
  job_titles_exclude: ['intern'],
  company_names: ['Acme'],
  company_names_exclude: ['Acme'],
  company_domains: ['acme.example'],
  company_domains_exclude: ['acme.example'],
  company_sizes: ['11-50'],
  revenue_min: 1,
  revenue_max: 1_000_000,
  countries: ['US'],
  states: ['US-CA'],
  cities: ['Oakland'],
  postal_codes: ['94607'],
  near: { lat: 37.8, lon: -122.3, km: 10 },
  has: ['email'],
  verified: true,
  seen_within_days: 90,
  net_new: true,
}

/** Which audience there is, what its people cost and what it cannot be asked. */
export async function describeAudience(
  db: Databases,
  provider: AudienceProvider,
  by: { workspaceId: string; actorId: string | null },
): Promise<Audience> {
  const [version, terms] = await Promise.all([provider.version(), readTerms(db, by.workspaceId, by.actorId)])
  return {
    provider: provider.name,
    version,
    credit_cost_per_lead: toCredits(terms.price_hundredths),
    enrichment_cost: toCredits(terms.enrichment_price_hundredths),
    cannot_fields: provider.cannot(EVERY_FIELD),
    balance: toCredits(terms.balance_hundredths),
  }
}
