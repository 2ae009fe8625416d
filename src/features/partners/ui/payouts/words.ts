import type { Tone } from '../../../../ui/index.ts'
import type { Payout } from '../../payouts/schema.ts'
import type { EarningState } from '../../schema.ts'

export const stateWords: Record<EarningState, string> = {
  pending: 'Pending',
  available: 'Available',
  in_payout: 'In payout',
  paid: 'Paid',
  reversed: 'Reversed',
}

export const stateTones: Record<EarningState, Tone> = {
  pending: 'neutral',
  available: 'good',
  in_payout: 'warn',
  paid: 'good',
  reversed: 'bad',
}

export const payoutWords: Record<Payout['status'], string> = {
  requested: 'Requested',
  sending: 'Being sent',
  paid: 'Paid',
  failed: 'Failed',
  reversed: 'Reversed',
}

export const payoutTones: Record<Payout['status'], Tone> = {
  requested: 'warn',
  sending: 'warn',
  paid: 'good',
  failed: 'bad',
  reversed: 'bad',
}

export const methodWords: Record<Payout['method'], string> = { stripe: 'Stripe', manual: 'By hand' }

/** A state as the API names it: of a sale or of a payout. */
export function wordOf(state: string): string {
  const words: Record<string, string> = { ...payoutWords, ...stateWords }
  return words[state] ?? state
}
