/** What a load takes of a file: fields of leads, as their mapping finds them, and some that only an audience has. */
export const PERSON_FIELDS = [
  ...(['email', 'email_status', 'second_email', 'second_email_status', 'phone', 'mobile'] as const),
  ...(['first_name', 'last_name', 'full_name', 'job_title', 'seniority', 'department'] as const),
  ...(['company_name', 'company_domain', 'website', 'industry', 'company_size', 'revenue'] as const),
  ...(['city', 'state', 'postal_code', 'country', 'linkedin_url'] as const),
] as const
const EXTRA_FIELDS = ['naics', 'lat', 'lon', 'seen_on'] as const
export const FIELDS = [...PERSON_FIELDS, ...EXTRA_FIELDS] as const
export type Field = (typeof FIELDS)[number]
export type PersonField = (typeof PERSON_FIELDS)[number]

const HEADERS: Record<(typeof EXTRA_FIELDS)[number], string> = {
  naics: 'naics|naics code|naics codes|company naics|primary naics|naics 2017',
  lat: 'lat|latitude|geo lat|personal latitude|company latitude',
  lon: 'lon|lng|long|longitude|geo lon|geo lng|personal longitude|company longitude',
  seen_on:
    'seen on|seen at|last seen|last seen on|last seen at|last seen date|last updated|last updated at|updated at|last verified|last verified at',
}
const extras = new Map(
  Object.entries(HEADERS).flatMap(([field, names]) =>
    names.split('|').map((name): [string, Field] => [name, field as Field]),
  ),
)

const persons: ReadonlySet<string | null> = new Set(PERSON_FIELDS)

/** The columns of a file by what they feed. */
export function chooseColumns(
  columns: readonly { index: number; header: string; field: string | null; ignored: boolean }[],
): Map<Field, number> {
  const chosen = new Map<Field, number>()
  for (const { index, header, field, ignored } of columns) {
    const words = header
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
    const extra = extras.get(words)
    if (extra !== undefined && !chosen.has(extra)) chosen.set(extra, index)
    else if (!ignored && persons.has(field)) chosen.set(field as Field, index)
  }
  return chosen
}
