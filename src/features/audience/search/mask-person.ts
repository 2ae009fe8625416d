import type { AudiencePerson } from '../providers/provider.ts'
import { COMPANY_SIZES, SENIORITIES } from '../schema.ts'
import type { MaskedPerson } from './schema.ts'

/**
 * What may be told of a person before it is paid for: what it does and where, and which contacts there are. Written
 * out, so that a field which joins the person later is not told by itself.
 */
export function maskPerson(person: AudiencePerson): MaskedPerson {
  return {
    initials: initialsOf(person),
    job_title: titleOf(person),
    seniority: oneOf(SENIORITIES, person.seniority),
    department: person.department,
    industry: person.industry,
    company_size: oneOf(COMPANY_SIZES, person.company_size),
    city: person.city,
    state: person.state,
    country: person.country,
    has_email: person.email !== null || person.second_email !== null,
    has_phone: person.phone !== null || person.mobile !== null,
    has_linkedin: person.linkedin_url !== null,
    verified: person.email_verified,
    seen_on: person.seen_on,
  }
}

/** Without the employer that some write into it: "CEO at Acme", "CEO @Acme", "Acme's CEO". */
function titleOf({ job_title, company_name, last_name }: AudiencePerson): string | null {
  const [title = ''] = (job_title ?? '').split(/\s+at\s+|\s*[@|]\s*/i)
  const said = title.toLowerCase()
  const isTelling = [company_name, last_name].some((name) => name && said.includes(name.toLowerCase()))
  return title.trim() === '' || isTelling ? null : title.trim()
}

function initialsOf({ first_name, last_name, full_name }: AudiencePerson): string | null {
  const words = first_name || last_name ? [first_name, last_name] : (full_name ?? '').trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : null].map(
    (word) => [...(word ?? '').trim()][0],
  )
  const initials = letters.filter((letter) => letter !== undefined).join('')
  return initials === '' ? null : initials.toUpperCase()
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | null {
  return values.find((one) => one === value) ?? null
}
