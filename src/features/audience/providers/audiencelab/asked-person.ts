import { foldName, normaliseRow, parseEmails } from '../../../leads/index.ts'
import type { Match, MatchRequest } from '../provider.ts'
import type { Profile } from './profile.ts'

interface Question {
  by: Match['by']
  filter: Record<string, string>
}

const SURE = { email: 1, linkedin: 0.95, phone_and_name: 0.9, name_and_company: 0.7 } as const
/** How much less it is worth that only the name tells, or that all but the name does. */
const NOT_ECHOED = 0.2
const OTHER_NAME = 0.3

/** Somebody to be found: how to ask for them, and whether an answer is them. */
export class AskedPerson {
  readonly #email: { address: string; key: string } | null
  readonly #phone: string | null
  readonly #linkedin: string | null
  readonly #request: MatchRequest

  constructor(request: MatchRequest) {
    this.#request = request
    this.#email = request.email ? parseEmails(request.email)[0] : null
    const contacts = { phone: request.phone ?? '', linkedin_url: request.linkedin_url ?? '' }
    const { row } = normaliseRow(contacts, { defaultCountry: 'US' })
    this.#phone = row?.phone ?? null
    this.#linkedin = row?.linkedin_url ?? null
  }

  /** Surest first. */
  questions(): Question[] {
    const words = (this.#request.full_name ?? '').trim().split(/\s+/)
    const name =
      words.length > 1 ? { first_name: words.slice(0, -1).join(' '), last_name: words.at(-1) ?? '' } : null
    const company = this.#company()
    const questions: Question[] = []
    if (this.#email) questions.push({ by: 'email', filter: { email: this.#email.address } })
    if (this.#linkedin) questions.push({ by: 'linkedin', filter: { linkedin_url: this.#linkedin } })
    if (this.#phone && name) {
      questions.push({ by: 'phone_and_name', filter: { phone: this.#phone, ...name } })
    }
    if (company && name) questions.push({ by: 'name_and_company', filter: { ...name, ...company } })
    return questions
  }

  /**
   * 0 to 1; 0: it is somebody else. AudienceLab has been seen to answer with a record that does not hold what was asked
   * for.
   */
  confidence(profile: Profile, by: Match['by']): number {
    const name = sameName(profile.person.full_name, this.#request.full_name)
    if (this.#holds(profile, by, name === 'same')) {
      return name === 'other' ? SURE[by] - OTHER_NAME : SURE[by]
    }
    return name === 'same' && by !== 'name_and_company' ? SURE[by] - NOT_ECHOED : 0
  }

  #holds({ person, emails }: Profile, by: Match['by'], isSameName: boolean): boolean {
    if (by === 'email') return emails.some((email) => parseEmails(email)[0]?.key === this.#email?.key)
    if (by === 'linkedin') return person.linkedin_url === this.#linkedin
    if (by === 'phone_and_name') return isSameName && [person.phone, person.mobile].includes(this.#phone)
    const { company_domain, company_name } = this.#request
    if (company_domain && person.company_domain) {
      return isSameName && person.company_domain === company_domain.toLowerCase()
    }
    return isSameName && shareWords(wordsOf(person.company_name), wordsOf(company_name))
  }

  #company(): Question['filter'] | null {
    const { company_domain: domain, company_name: name } = this.#request
    if (domain) return { company_domain: domain.toLowerCase() }
    return name ? { company: name } : null
  }
}

/** John Smith is John A. Smith; of John alone one cannot tell. */
function sameName(a: string | null, b: string | null): 'same' | 'other' | 'unknown' {
  const [one, other] = [wordsOf(a), wordsOf(b)]
  if (one.length === 0 || other.length === 0) return 'unknown'
  if (!shareWords(one, other)) return 'other'
  return Math.min(one.length, other.length) > 1 ? 'same' : 'unknown'
}

/** One has all the words of the other. */
function shareWords(one: string[], other: string[]): boolean {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  return few.length > 0 && few.every((word) => many.includes(word))
}

function wordsOf(text: string | null): string[] {
  return foldName(text ?? '')
    .split(' ')
    .filter(Boolean)
}
