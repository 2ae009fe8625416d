import type { Databases } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { AudienceProvider, AudienceQuery } from '../providers/provider.ts'
import type { AudienceFilter } from '../schema.ts'
import { maskPerson } from './mask-person.ts'
import { readTerms } from './read-terms.ts'
import { refuseCannot } from './refuse-cannot.ts'
import { requireVersion } from './require-version.ts'
import type { Preview } from './schema.ts'

const SAMPLE = 25
const DEFAULT_LIMIT = 100

export interface PreviewWish {
  workspaceId: string
  /** Whose guards say what can be afforded; null for a program. */
  actorId: string | null
  filters: AudienceFilter
  /** How many people the cost is told for. */
  limit?: number | undefined
  /** Ends the provider's work with it. */
  signal?: AbortSignal | undefined
}

/**
 * How many people match and how many of them are new to the workspace, what they are like, and what pulling them
 * would cost; nobody is named. Throws a 422 problem for a field the provider cannot do, a 409 while there is no
 * audience, and what the provider throws.
 */
export async function previewAudience(
  db: Databases,
  provider: AudienceProvider,
  { workspaceId, actorId, filters, limit = DEFAULT_LIMIT, signal }: PreviewWish,
): Promise<Preview> {
  refuseCannot(provider, filters)
  const version = await requireVersion(provider)
  const query: AudienceQuery = { filter: filters, workspaceId, signal }
  const [{ count, net_new }, facets, sample, terms] = await Promise.all([
    provider.count(query),
    provider.facets(query),
    provider.sample(query, SAMPLE),
    readTerms(db, workspaceId, actorId),
  ])
  const people = Math.min(limit, net_new ?? count)
  const cost = people * terms.price_hundredths
  return {
    action: 'preview',
    ...{ count, net_new, facets, sample: sample.map(maskPerson), people },
    credit_cost_per_lead: toCredits(terms.price_hundredths),
    credit_cost: toCredits(cost),
    can_afford: cost <= terms.spendable_hundredths,
    balance: toCredits(terms.balance_hundredths),
    confirm_above: terms.confirm_above_hundredths === null ? null : toCredits(terms.confirm_above_hundredths),
    version,
  }
}
