import { plural } from '../../../../ui/index.ts'
import type { EnrichedField } from '../../enrichment/fields.ts'
import type { MatchPreview, RunView } from '../../enrichment/schema.ts'
import type { StateWord } from '../work-columns.tsx'

/** In the order they are shown. */
export const fieldWords: Record<EnrichedField, string> = {
  email: 'Email',
  second_email: 'Second email',
  phone: 'Phone',
  mobile: 'Mobile',
  linkedin_url: 'LinkedIn',
  full_name: 'Name',
  job_title: 'Job title',
  seniority: 'Seniority',
  department: 'Department',
  company_name: 'Company',
  company_domain: 'Company domain',
  industry: 'Industry',
  company_size: 'Company size',
  revenue: 'Revenue',
  city: 'City',
  state: 'State',
  postal_code: 'Postal code',
  country: 'Country',
}

export const matchWords: Record<keyof MatchPreview['by_match'], string> = {
  email: 'by email',
  linkedin: 'by LinkedIn',
  phone_and_name: 'by phone and name',
  name_and_company: 'by name and company',
}

export const endWords: Record<NonNullable<RunView['ended_by']>, string> = {
  insufficient_credits: 'The credits ran out before its end.',
  max_credits: 'The limit of credits for it was reached.',
  spend_cap: 'The spend cap of the month was reached.',
  wallet_frozen: 'Spending was stopped meanwhile.',
}

export const statusWords: Record<RunView['status'], StateWord> = {
  matched: { label: 'Not run', tone: 'neutral' },
  queued: { label: 'Waiting', tone: 'neutral' },
  running: { label: 'Running', tone: 'neutral' },
  finished: { label: 'Finished', tone: 'good' },
  cancelled: { label: 'Stopped', tone: 'warn' },
  failed: { label: 'Failed', tone: 'bad' },
  undoing: { label: 'Undoing', tone: 'neutral' },
  undone: { label: 'Undone', tone: 'warn' },
}

export const isOver = ({ status }: RunView) => !['matched', 'queued', 'running', 'undoing'].includes(status)

/** What was enriched: a file by its name. */
export const nameOf = ({ kind, file_name, rows }: RunView) =>
  kind === 'file' ? (file_name ?? 'A file') : plural(rows, 'lead')
