/** What a column of a file can feed. Anything else is kept as a custom field under its header. */
export const LEAD_FIELDS = [
  'email',
  'second_email',
  'phone',
  'mobile',
  'first_name',
  'last_name',
  'full_name',
  'job_title',
  'seniority',
  'department',
  'company_name',
  'company_domain',
  'industry',
  'company_size',
  'revenue',
  'city',
  'state',
  'postal_code',
  'country',
  'linkedin_url',
  'website',
  'notes',
  'tags',
  'consent_source',
  'consent_at',
  'consent_text',
  'consent_ip',
  'email_status',
  'second_email_status',
  'phone_status',
] as const

export type LeadField = (typeof LEAD_FIELDS)[number]

/** Any one of these makes a file worth importing. */
export const CONTACT_FIELDS = ['email', 'second_email', 'phone', 'mobile', 'linkedin_url'] as const

const known: ReadonlySet<string> = new Set(LEAD_FIELDS)

export function isLeadField(name: string): name is LeadField {
  return known.has(name)
}
