import { Problem } from '../../../platform/errors/index.ts'
import { type GivenLead, type LeadProblem, type NormalisedLead, normaliseRow } from '../normalise/index.ts'
import type { LeadFields } from '../schema.ts'

/** Fields that are normalised as an import does; the others are closed values, checked when they came in. */
const TYPED_FIELDS = [
  'email',
  'second_email',
  'phone',
  'mobile',
  'first_name',
  'last_name',
  'full_name',
  'job_title',
  'company_name',
  'company_domain',
  'industry',
  'city',
  'state',
  'postal_code',
  'country',
  'linkedin_url',
  'website',
  'notes',
  'consent_source',
  'consent_at',
  'consent_text',
  'consent_ip',
] as const
type TypedField = (typeof TYPED_FIELDS)[number]

const CHOSEN_FIELDS = ['seniority', 'department', 'company_size', 'revenue', 'tags'] as const

type Held = { [F in TypedField]?: string | null }

/**
 * What a person typed, normalised over what a lead holds (nothing for a new one). Throws a 422 problem that
 * names the fields which cannot be used, or when no contact would be left.
 */
export function normaliseFields(typed: Partial<LeadFields>, held: Held = {}): NormalisedLead {
  const { row, problems, warnings } = normaliseRow(givenLead(typed, held), { defaultCountry: null })
  const wrong = (row === null ? problems : warnings).filter(({ column }) => row === null || column in typed)
  if (row === null || wrong.length > 0) throw unusable(wrong)
  const chosen = Object.fromEntries(
    CHOSEN_FIELDS.filter((field) => typed[field] !== undefined).map((field) => [field, typed[field]]),
  )
  return { ...row, ...chosen }
}

function givenLead(typed: Partial<LeadFields>, held: Held): GivenLead {
  const given: GivenLead = {}
  const left = new Set(dropped(typed))
  for (const field of TYPED_FIELDS) {
    const value = field in typed ? typed[field] : left.has(field) ? null : held[field]
    if (value) given[field] = value
  }
  return given
}

/** A full name is made from the parts, and the parts from it, when only one side was typed. */
function dropped(typed: Partial<LeadFields>): TypedField[] {
  const hasParts = typed.first_name !== undefined || typed.last_name !== undefined
  if (typed.full_name !== undefined) return hasParts ? [] : ['first_name', 'last_name']
  return hasParts ? ['full_name'] : []
}

function unusable(problems: readonly LeadProblem[]): Problem {
  const errors = problems.map(({ column, message }) => ({ path: column || 'email', message }))
  const [first] = errors
  return new Problem(
    'invalid_input',
    first ? `${first.path}: ${first.message}` : 'Some values cannot be used',
    {
      errors,
    },
  )
}
