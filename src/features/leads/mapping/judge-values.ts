import type { LeadField } from './fields.ts'
import type { HeaderMatch } from './match-header.ts'
import type { ValueProfile } from './value-profile.ts'

/** Most values, allowing for the odd one out. */
const MOST = 0.6

/** Below this many values the header is believed. */
const ENOUGH = 3

const GUESSED_RANK = 300

/** Words in a header that make its addresses and numbers someone else's, or none at all. */
const OF_OTHERS =
  /\b(owner|owners|rep|agent|manager|assigned|assignee|referrer|referred|referral|previous|former|past|sender|created|modified|updated|by|from|reply|bcc|company|corporate|organization|account|hq|office|headquarters|fax|id|ids|bounced|domain|source|parent|ultimate|assistant|support|vendor|spouse|emergency|date|time|captured|sales)\b/

/** The header's match in the light of the values; null where they say otherwise. */
export function judgeMatch(match: HeaderMatch, profile: ValueProfile): HeaderMatch | null {
  if (profile.values < ENOUGH) {
    return contradicts(match.field, profile) ? null : match
  }
  const holds: Partial<Record<LeadField, boolean>> = {
    email: profile.email > 0,
    second_email: profile.email > 0,
    phone: profile.digits > 0 || profile.phone > 0,
    mobile: profile.digits > 0 || profile.phone > 0,
    linkedin_url: profile.linkedin === 0 || profile.linkedinPerson > 0,
  }
  if (holds[match.field] === false || contradicts(match.field, profile)) return null
  return match
}

/** Values that are plainly another thing, however few. */
function contradicts(field: LeadField, profile: ValueProfile): boolean {
  if (field === 'country') return profile.dialCode >= MOST
  if (field === 'website') return profile.linkedin >= MOST
  if (field === 'full_name' || field === 'company_name' || field === 'first_name' || field === 'last_name') {
    return profile.email >= MOST || profile.url >= MOST
  }
  return false
}

/** What the values alone say of a column whose header says nothing. */
export function guessByValues(words: string, profile: ValueProfile): HeaderMatch | null {
  if (OF_OTHERS.test(words)) return null
  const guess = (field: LeadField): HeaderMatch => ({
    field,
    rank: GUESSED_RANK,
    ofCompany: false,
    certainty: 'guess',
  })
  if (profile.email >= MOST) return guess('email')
  if (profile.linkedinPerson >= MOST) return guess('linkedin_url')
  if (profile.phone >= MOST) return guess('phone')
  return null
}
