import { type GivenLead, type NormalisedLead, normaliseRow } from '../../../leads/index.ts'
import { industryOf } from '../../industries.ts'
import { COMPANY_SIZES, DEPARTMENTS, SENIORITIES } from '../../schema.ts'

/**
 * What values that repeat all through a file mean: each different one is normalised once, as leads' normaliser does it.
 */
const read = (given: GivenLead): NormalisedLead | null =>
  normaliseRow({ ...given, email: 'ann@acme.example' }, { defaultCountry: null }).row

const place = (list: readonly string[], value: string | null | undefined) =>
  value === null || value === undefined ? 0 : list.indexOf(value) + 1

export const seniorityCode = (given: string) => place(SENIORITIES, read({ seniority: given })?.seniority)
export const departmentCode = (given: string) => place(DEPARTMENTS, read({ department: given })?.department)
export const sizeCode = (given: string) => place(COMPANY_SIZES, read({ company_size: given })?.company_size)
export const revenueOf = (given: string) => read({ revenue: given })?.revenue ?? null
export const isVerified = (given: string) => read({ email_status: given })?.email_status === 'valid'

/** Codes from the title alone. */
export function titleOf(given: string) {
  const row = read({ job_title: given })
  return {
    title: row?.job_title ?? null,
    seniority: place(SENIORITIES, row?.seniority),
    department: place(DEPARTMENTS, row?.department),
  }
}

/** A label of the closed list; null for an industry it does not have. */
export function industryLabel(given: string): string | null {
  const name = read({ industry: given })?.industry ?? null
  return industryOf(given) ?? (name === null ? null : industryOf(name))
}

/** The country, and the state as country and code where it has one: US-CA. */
export function placeOf(country: string | null, state: string | null) {
  const row = read({
    country: country ?? '',
    state: (state ?? '').replace(/^[A-Z]{2}-(?=[A-Z0-9]{1,3}$)/, ''),
  })
  // a code of a US state tells its country by itself
  const code = row?.country ?? /^([A-Z]{2})-[A-Z0-9]{1,3}$/.exec(state ?? '')?.[1] ?? null
  const name = row?.state ?? null
  const isCode = name !== null && /^[A-Z0-9]{1,3}$/.test(name)
  return { country: code, state: name === null ? null : isCode && code !== null ? `${code}-${name}` : name }
}
