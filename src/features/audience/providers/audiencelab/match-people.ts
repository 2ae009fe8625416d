import type { Databases } from '../../../../platform/db/index.ts'
import { foldName, normaliseRow, parseEmails } from '../../../leads/index.ts'
import type { Match, MatchRequest } from '../provider.ts'
import type { Client } from './client.ts'
import { withoutRemoved } from './known-people.ts'
import { type Profile, readProfile } from './profile.ts'
import { enrichAnswer, PROFILE_FIELDS } from './wire.ts'

/** Questions under way at once. */
const AT_ONCE = 4
const NO_EMAILS: string[] = []

interface Question {
  by: Match['by']
  filter: Record<string, string>
}
type Found = { profile: Profile; confidence: number; by: Match['by'] } | null

/** The best match of each, one question after the other until one is answered with the person that was meant. */
export async function matchPeople(
  { client, db }: { client: Client; db: Databases },
  requests: MatchRequest[],
  signal: AbortSignal | undefined,
): Promise<(Match | null)[]> {
  const found: Found[] = requests.map(() => null)
  const stop = new AbortController()
  const ends = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])])
  let next = 0
  const work = async () => {
    for (let n = next++; n < requests.length; n = next++) {
      const request = requests[n]
      if (request) found[n] = await matchOne(client, request, ends)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } finally {
    // One question failed: nobody waits for the others.
    stop.abort()
  }
  const kept = new Set(await withoutRemoved(db, [...new Set(found.flatMap((one) => one?.profile ?? []))]))
  return found.map((one) =>
    one && kept.has(one.profile)
      ? { person: one.profile.person, confidence: one.confidence, by: one.by }
      : null,
  )
}

async function matchOne(client: Client, request: MatchRequest, signal: AbortSignal): Promise<Found> {
  for (const { by, filter } of questionsFor(request)) {
    const { result } = await client.ask({
      ...{ method: 'POST', path: '/enrich', body: { filter, fields: PROFILE_FIELDS, is_or_match: false } },
      // Asking twice may cost an answer more; to lose all the others for one that failed would cost them all.
      ...{ answer: enrichAnswer, isSafe: true, signal },
    })
    const judged = result.flatMap((raw) => {
      const profile = readProfile(raw)
      return profile ? [{ profile, by, confidence: confidenceOf(profile, request, by) }] : []
    })
    const best = judged.sort((a, b) => b.confidence - a.confidence)[0]
    if (best && best.confidence > 0) return best
  }
  return null
}

/** Ways to ask for somebody, surest first. */
function questionsFor(request: MatchRequest): Question[] {
  const { email, linkedin_url, phone, full_name, company_name, company_domain } = request
  const { first_name, last_name } = namesIn(full_name)
  const name = first_name && last_name ? { first_name, last_name } : null
  const company = companyIn(company_domain, company_name)
  const questions: Question[] = []
  if (email) questions.push({ by: 'email', filter: { email } })
  if (linkedin_url) questions.push({ by: 'linkedin', filter: { linkedin_url } })
  if (phone && name) questions.push({ by: 'phone_and_name', filter: { phone, ...name } })
  if (company && name) questions.push({ by: 'name_and_company', filter: { ...name, ...company } })
  return questions
}

function companyIn(domain: string | null, name: string | null): Question['filter'] | null {
  if (domain) return { company_domain: domain }
  return name ? { company: name } : null
}

function namesIn(full_name: string | null): { first_name: string; last_name: string } {
  const words = (full_name ?? '').trim().split(/\s+/)
  return { first_name: words.slice(0, -1).join(' '), last_name: words.at(-1) ?? '' }
}

const SURE: Record<Match['by'], number> = {
  email: 1,
  linkedin: 0.95,
  phone_and_name: 0.9,
  name_and_company: 0.7,
}

/**
 * How sure it is that this is the person: AudienceLab has been seen to answer with somebody whose record does not hold
 * what was asked for. 0: it is not.
 */
function confidenceOf(profile: Profile, request: MatchRequest, by: Match['by']): number {
  const { person } = profile
  const name = likeness(person.full_name, request.full_name)
  const { row } = normaliseRow(
    { phone: request.phone ?? '', linkedin_url: request.linkedin_url ?? '' },
    { defaultCountry: 'US' },
  )
  const isEchoed = {
    email: () =>
      emailKeys(request.email).some((key) => emailKeys(person.email, person.second_email).includes(key)),
    linkedin: () => row !== null && row.linkedin_url !== null && row.linkedin_url === person.linkedin_url,
    phone_and_name: () => name === 'same' && [person.phone, person.mobile].includes(row?.phone ?? ''),
    name_and_company: () => name === 'same' && isSameCompany(profile, request),
  }[by]()
  const sure = SURE[by]
  if (isEchoed) return name === 'other' ? sure - 0.3 : sure
  return name === 'same' && by !== 'name_and_company' ? sure - 0.2 : 0
}

function isSameCompany({ person }: Profile, { company_domain, company_name }: MatchRequest): boolean {
  if (company_domain && person.company_domain) return person.company_domain === company_domain.toLowerCase()
  return likeness(person.company_name, company_name) === 'same'
}

/** Names are the same when one has all the words of the other: John Smith, John A. Smith. */
function likeness(a: string | null, b: string | null): 'same' | 'other' | 'unknown' {
  const [one, other] = [a, b].map((name) =>
    foldName(name ?? '')
      .split(' ')
      .filter(Boolean),
  )
  if (!one?.length || !other?.length) return 'unknown'
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  return few.every((word) => many.includes(word)) ? 'same' : 'other'
}

function emailKeys(...given: (string | null)[]): string[] {
  return given.flatMap((text) => (text ? parseEmails(text).flatMap((email) => email?.key ?? []) : NO_EMAILS))
}
