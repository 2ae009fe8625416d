import { fold } from './clean-text.ts'
import { memo } from './memo.ts'
import type { VerificationState } from './types.ts'

/** What verifiers and exports say, Apollo's words among them. */
const STATES: Record<VerificationState, string> = {
  valid:
    'valid, verified, deliverable, ok, good, safe, confirmed, active, working, passed, true, yes, 1, likely to engage, ' +
    'valid email, verified email, connected, correct',
  risky:
    'risky, guessed, extrapolated, likely, catch all, catchall, accept all, acceptall, accept all unverifiable, ' +
    'unverifiable, low quality, low deliverability, role, role based, disposable, toxic, webmail, full mailbox, ' +
    'mailbox full, inbox full, low score, email no longer verified, do not mail, questionable, extrapolated catch all',
  invalid:
    'invalid, unavailable, bounced, bounce, hard bounce, hard bounced, hardbounce, undeliverable, bad, failed, fail, ' +
    'not valid, does not exist, mailbox not found, rejected, abuse, spamtrap, spam trap, dead, disconnected, wrong, ' +
    'wrong number, inactive, not in service, syntax error, no mx, blocked',
  unknown:
    'unknown, unsure, undetermined, timeout, greylisted, error, cannot verify, inconclusive, no result',
  unverified:
    'unverified, not verified, user managed, new data available, pending, pending manual fulfillment, unchecked, ' +
    'not checked, new, false, no, 0, none',
}

const MAX_CHARS = 60

const byWord = new Map<string, VerificationState>(
  (Object.entries(STATES) as [VerificationState, string][]).flatMap(([state, words]) =>
    words.split(', ').map((word): [string, VerificationState] => [word, state]),
  ),
)

/** null for a word that says nothing about it. */
export const parseVerification = memo(1000, (given): VerificationState | null => {
  const words = fold(given.slice(0, MAX_CHARS))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return byWord.get(words) ?? null
})
