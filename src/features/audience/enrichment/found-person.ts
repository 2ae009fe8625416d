import { type GivenLead, type NormalisedLead, normaliseRow } from '../../leads/index.ts'
import type { AudiencePerson } from '../providers/provider.ts'
import { ENRICHED_FIELDS, type Known } from './fields.ts'

/** Somebody the audience knows, in the form a lead is stored. */
export interface FoundPerson {
  known: Known
  first_name: string | null
  last_name: string | null
  email_verified: boolean
}

export interface FoundLead {
  person: FoundPerson
  /** What the person is known by, for its identities. */
  keys: Pick<
    NormalisedLead,
    'email_key' | 'second_email_key' | 'phone' | 'mobile' | 'name_key' | 'linkedin_url'
  >
}

/** What a provider answered as leads hold it; null for somebody without any contact, whom nothing identifies. */
export function foundPerson(person: AudiencePerson): FoundLead | null {
  const { row } = normaliseRow(givenOf(person), { defaultCountry: null })
  if (row === null) return null
  const { email_key, second_email_key, phone, mobile, name_key, linkedin_url } = row
  return {
    person: {
      known: knownOf(row),
      first_name: row.first_name,
      last_name: row.last_name,
      email_verified: person.email_verified && row.email_status === 'unverified',
    },
    keys: { email_key, second_email_key, phone, mobile, name_key, linkedin_url },
  }
}

/** The enriched fields of a lead. */
export function knownOf(lead: Known): Known {
  return Object.fromEntries(ENRICHED_FIELDS.map((field) => [field, lead[field]])) as unknown as Known
}

function givenOf(person: AudiencePerson): GivenLead {
  const {
    ref: _ref,
    email_verified: _verified,
    seen_on: _seen,
    naics: _naics,
    revenue,
    state,
    ...rest
  } = person
  const texts = Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== null)
  return {
    ...Object.fromEntries(texts),
    ...(revenue === null ? {} : { revenue: String(revenue) }),
    // a lead's state stands beside its country
    ...(state === null ? {} : { state: state.replace(/^[A-Z]{2}-/, '') }),
  }
}
