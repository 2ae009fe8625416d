import type { Pull } from '../../pulls/schema.ts'
import type { PullEnd, PullStatus } from '../../search/schema.ts'
import type { StateWord } from '../work-columns.tsx'

export const isOver = ({ status }: Pull): boolean => status !== 'queued' && status !== 'running'

/** Why a pull ended with fewer people than wanted. */
export const endWords: Record<PullEnd, string> = {
  no_more_people: 'Nobody else matches who is new to you.',
  insufficient_credits: 'The credits ran out.',
  max_credits: 'The limit of credits for it was reached.',
  spend_cap: 'The spend cap of the month was reached.',
  wallet_frozen: 'Spending was stopped meanwhile.',
}

export const statusWords: Record<PullStatus, StateWord> = {
  queued: { label: 'Waiting', tone: 'neutral' },
  running: { label: 'Running', tone: 'neutral' },
  finished: { label: 'Finished', tone: 'good' },
  cancelled: { label: 'Stopped', tone: 'warn' },
  failed: { label: 'Failed', tone: 'bad' },
}
