import type { AudienceFilter, FilterField } from '../schema.ts'

/** One person of an audience, with everything the provider knows. Null where it knows nothing. */
export interface AudiencePerson {
  /** What the provider knows the person by; the same in every answer of one version. */
  ref: string
  email: string | null
  email_verified: boolean
  second_email: string | null
  /** E.164. */
  phone: string | null
  /** E.164. */
  mobile: string | null
  first_name: string | null
  last_name: string | null
  full_name: string | null
  job_title: string | null
  seniority: string | null
  department: string | null
  company_name: string | null
  company_domain: string | null
  /** A label of LinkedIn's industries. */
  industry: string | null
  naics: string | null
  company_size: string | null
  /** US dollars a year. */
  revenue: number | null
  city: string | null
  /** US-CA. */
  state: string | null
  postal_code: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  linkedin_url: string | null
  /** The day it was last seen, ISO 8601. */
  seen_on: string | null
}

/** What is asked of an audience, and for whom: what a workspace has or must not have counts as not net new. */
export interface AudienceQuery {
  filter: AudienceFilter
  workspaceId: string
  signal?: AbortSignal | undefined
}

export interface AudienceCount {
  count: number
  /** Of those, who is neither among the workspace's leads nor suppressed nor paid for; null: the provider cannot tell. */
  net_new: number | null
}

/**
 * How many of the matching people have each value, most first. A field that the filter names at its top is counted as
 * if it did not, so that its other values can be chosen too.
 */
export type AudienceFacets = Partial<Record<FacetField, { value: string; count: number }[]>>
export type FacetField =
  | 'industries'
  | 'seniorities'
  | 'departments'
  | 'company_sizes'
  | 'countries'
  | 'states'
  | 'has'
  | 'verified'

/** Somebody to be found in an audience; what is null is not known. */
export interface MatchRequest {
  email: string | null
  phone: string | null
  full_name: string | null
  company_name: string | null
  company_domain: string | null
  linkedin_url: string | null
}

export interface Match {
  person: AudiencePerson
  /** 0 to 1: how sure it is that this is the same person. */
  confidence: number
  /** What told: an address alone is surest. */
  by: 'email' | 'linkedin' | 'phone_and_name' | 'name_and_company'
}

export interface AudienceVersion {
  id: string
  /** null: the provider does not tell. */
  people: number | null
  loaded_at: string | null
}

export interface OverlapCounts {
  people: number
  fields: Partial<Record<string, number>>
}

/**
 * Where people come from. Every method may fail with a Problem of code `upstream` (the provider is not reachable, slow
 * or answers nonsense), and with an AbortError once `signal` aborts. None of them charges or stores anything.
 */
export interface AudienceProvider {
  name: 'local' | 'audiencelab'
  /** What people search now; null while there is nothing. */
  version(): Promise<AudienceVersion | null>
  /** Fields of this filter that the provider cannot do, with why; to be told before a run. */
  cannot(filter: AudienceFilter): { field: FilterField; reason: string }[]
  count(query: AudienceQuery): Promise<AudienceCount>
  facets(query: AudienceQuery): Promise<AudienceFacets>
  /** Some of the matching people, spread over all of them, the same ones each time. At most 100. */
  sample(query: AudienceQuery, limit: number): Promise<AudiencePerson[]>
  /**
   * Matching people that are net new, as far as the provider can tell, at most `limit`; fewer mean there are no more.
   * Asked again after some were stored it goes on with others. `after` is the `next` of the answer before, for a
   * provider that does not know what the workspace has; null begins.
   */
  pull(
    query: AudienceQuery,
    limit: number,
    after: string | null,
  ): Promise<{ people: AudiencePerson[]; next: string | null }>
  /** The best match of each, in the order asked; null for none. */
  match(people: MatchRequest[], signal?: AbortSignal): Promise<(Match | null)[]>
  /** Values of a field that are like what was typed, most frequent first; left out where the provider tells none. */
  suggest?(
    field: 'job_titles' | 'cities' | 'company_names',
    typed: string,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ value: string; count?: number }[]>
  /**
   * How many people a list of keyed hashes names (see overlap_hash()) and of how many of them each field is known, exactly;
   * left out where the provider cannot tell without seeing whom.
   */
  overlap?(key: string, hashes: string[], signal?: AbortSignal): Promise<OverlapCounts>
  /** Leaves people out from now on and from every later version. Answers how many were in it. */
  remove(identities: Buffer[]): Promise<number>
}
