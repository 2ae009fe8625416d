import { foldName, type NormalisedLead, normaliseRow, restoreCell } from '../../../leads/index.ts'
import { INDUSTRIES } from '../../industries.ts'
import { COMPANY_SIZES, DEPARTMENTS, SENIORITIES } from '../../schema.ts'

/**
 * What values that repeat all through a file mean: each different one is normalised once, as leads' normaliser does it.
 */
function read(given: Record<string, string>): NormalisedLead | null {
  const cells = Object.entries(given).map(([field, value]) => [field, restoreCell(value)])
  return normaliseRow({ ...Object.fromEntries(cells), email: 'ann@acme.example' }, { defaultCountry: null })
    .row
}

const place = (list: readonly string[], value: string | null | undefined) =>
  value === null || value === undefined ? 0 : list.indexOf(value) + 1

export const seniorityCode = (given: string) => place(SENIORITIES, read({ seniority: given })?.seniority)
export const departmentCode = (given: string) => place(DEPARTMENTS, read({ department: given })?.department)
export const sizeCode = (given: string) => place(COMPANY_SIZES, read({ company_size: given })?.company_size)
export const revenueOf = (given: string) => read({ revenue: given })?.revenue ?? null
/** The digits of a code, as a number; 0 for none. */
export const naicsOf = (given: string) => Number(/^[0-9]{2,6}/.exec(given)?.[0] ?? 0)
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

/** Ways to write a label, and leads' own names for industries, by the first label that is called so. */
const labels = new Map<string, string>()
for (const { label } of INDUSTRIES) {
  for (const name of [folded(label), ...wordsOf(label)]) if (!labels.has(name)) labels.set(name, label)
}

/** A label of the closed list; null for an industry it does not have. */
export function industryLabel(given: string): string | null {
  return (
    labels.get(folded(given)) ??
    wordsOf(given)
      .map((name) => labels.get(name))
      .find(Boolean) ??
    null
  )
}

/** What leads call it, as no label is written. */
function wordsOf(given: string): string[] {
  const name = read({ industry: given })?.industry ?? ''
  return name === '' ? [] : [`= ${folded(name)}`]
}

function folded(name: string): string {
  return foldName(name.replaceAll('&', ' and '))
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
