import type { Tone } from '../../../../ui/index.ts'
import type { ReturnStep } from '../../returns/schema.ts'
import { RETURN_REASONS, RETURN_STATUSES, type ReturnReason, type ReturnStatus } from '../../schema.ts'

/** How the pages say what the API calls by a code. */
export type Viewer = 'buyer' | 'partner' | 'operator'

export const reasonWords: Record<ReturnReason, { label: string; hint: string }> = {
  hard_bounce: { label: 'Email bounced', hint: 'The address does not exist or refuses mail for good.' },
  wrong_number: { label: 'Wrong number', hint: 'The phone number is dead or belongs to somebody else.' },
  wrong_person: { label: 'Wrong person', hint: 'The person does not have this job or company.' },
  duplicate: { label: 'Already owned', hint: 'You had this person as another lead before the order.' },
  out_of_scope: {
    label: 'Out of scope',
    hint: 'The data is right, but not the person the listing described.',
  },
  consent_missing: {
    label: 'Consent missing',
    hint: 'The person says they never agreed to be contacted.',
  },
}

export const reasonOptions = RETURN_REASONS.map((value) => ({ value, label: reasonWords[value].label }))

/** What our own records can show, so that it needs neither evidence nor an answer. */
export const canBeProven = (reason: ReturnReason) => reason === 'hard_bounce' || reason === 'duplicate'

export const statusTones: Record<ReturnStatus, Tone> = {
  with_partner: 'warn',
  with_operator: 'warn',
  accepted: 'good',
  refused: 'bad',
  cancelled: 'neutral',
}

const statuses: Record<ReturnStatus, string> = {
  with_partner: 'With the partner',
  with_operator: 'With the operator',
  accepted: 'Accepted',
  refused: 'Refused',
  cancelled: 'Cancelled',
}

export function statusWord(status: ReturnStatus, viewer: Viewer): string {
  if (status === 'with_partner' && viewer === 'partner') return 'Waits for you'
  if (status === 'with_operator' && viewer === 'operator') return 'Waits for you'
  return statuses[status]
}

export const statusOptions = (viewer: Viewer) =>
  RETURN_STATUSES.map((value) => ({ value, label: statusWord(value, viewer) }))

/** "The partner contested it", "You asked to return it". */
export function stepWords({ side, action }: ReturnStep, viewer: Viewer): string {
  const who = side === viewer ? 'You' : `The ${side}`
  switch (action) {
    case 'opened':
      return `${who} asked to return it`
    case 'reminded':
      return viewer === 'partner' ? 'You were reminded to answer' : 'The partner was reminded to answer'
    case 'contested':
      return `${who} contested it; the operator decides`
    case 'unanswered':
      return `${viewer === 'partner' ? 'You' : 'The partner'} did not answer in time; the operator decides`
    case 'accepted':
      return side === 'system' ? 'Accepted at once: our own records show it' : `${who} accepted it`
    case 'refused':
      return `${who} refused it; the sale stands`
    case 'cancelled':
      return `${who} cancelled it; the sale stands`
  }
}

export const grantWords = { promotional: 'promotional', adjustment: 'granted', paid: 'paid' } as const
