import type { AudienceFilter, FilterField, FlatFilter } from '../../audience/schema.ts'
import { fieldsOf, partsOf } from '../fields-of.ts'

/** Columns of a lead that a field of a filter looks at, as its history names them. */
const COLUMNS: Partial<Record<FilterField, string[]>> = {
  industries: ['industry'],
  seniorities: ['seniority'],
  departments: ['department'],
  job_titles: ['job_title'],
  job_titles_exclude: ['job_title'],
  company_names: ['company_name'],
  company_names_exclude: ['company_name'],
  company_domains: ['company_domain'],
  company_domains_exclude: ['company_domain'],
  company_sizes: ['company_size'],
  revenue_min: ['revenue'],
  revenue_max: ['revenue'],
  countries: ['country'],
  states: ['state', 'country'],
  cities: ['city'],
  postal_codes: ['postal_code'],
  has: ['email', 'phone', 'mobile', 'linkedin_url'],
  verified: ['email', 'email_status'],
  statuses: ['status'],
  sources: ['source'],
  tags: ['tags'],
}

export interface Asked {
  columns: string[]
  /** Whether it asks for a score, which changes with many fields, with time, and with what a workspace prefers. */
  score: boolean
  /** Of each seen_within_days. */
  days: number[]
}

/** What of a lead a filter looks at. */
export function whatItAsks(filter: AudienceFilter): Asked {
  const fields = [...fieldsOf(filter)]
  return {
    columns: [...new Set(fields.flatMap((field) => COLUMNS[field] ?? []))],
    score: fields.some((field) => field === 'score_min' || field === 'score_max'),
    days: flatsOf(filter).flatMap(({ seen_within_days }) => seen_within_days ?? []),
  }
}

function flatsOf(filter: AudienceFilter): FlatFilter[] {
  return partsOf(filter)?.flatMap(flatsOf) ?? [filter as FlatFilter]
}
