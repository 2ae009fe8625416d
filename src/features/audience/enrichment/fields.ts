/** What enrichment fills, surest to tell who somebody is first. A name is one: first, last and full go together. */
export const ENRICHED_FIELDS = [
  ...(['email', 'linkedin_url', 'phone', 'mobile', 'second_email', 'full_name'] as const),
  ...(['job_title', 'seniority', 'department'] as const),
  ...(['company_name', 'company_domain', 'industry', 'company_size', 'revenue'] as const),
  ...(['city', 'state', 'postal_code', 'country'] as const),
] as const
export type EnrichedField = (typeof ENRICHED_FIELDS)[number]

/** What is known of somebody by field, as leads hold it. */
export type Known = { [F in Exclude<EnrichedField, 'revenue'>]: string | null } & { revenue: number | null }

/** New values by field; what is not named stays. */
export type Fills = Partial<Known>
