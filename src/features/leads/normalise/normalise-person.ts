import { cleanLine, cut, isNothing } from './clean-text.ts'
import { cleanName, foldName, splitName, unswapName } from './name.ts'
import type { RowNotes } from './notes.ts'
import { type JobTitle, parseDepartment, parseSeniority, parseTitle } from './title.ts'
import type { Department, GivenLead, Seniority } from './types.ts'

const MAX_NAME_CHARS = 200

export interface PersonName {
  first: string | null
  last: string | null
  full: string | null
  key: string
}

/** First, last and full name, each from the others where it is missing. */
export function normaliseName(given: GivenLead, notes: RowNotes): PersonName {
  let first = readName('first_name', given.first_name, notes)
  let last = readName('last_name', given.last_name, notes)
  let full = unswapName(readName('full_name', given.full_name, notes))
  notes.keep('full_name', given.full_name ?? '', full === '' ? null : full)
  if (full === '') full = cut(first === '' || last === '' ? first + last : `${first} ${last}`, MAX_NAME_CHARS)
  else if ((first === '' || last === '') && full !== first && full !== last) {
    const parts = splitName(full)
    if (first === '' && parts.first !== last) first = parts.first
    if (last === '' && parts.last !== first) last = parts.last
  }
  return { first: first || null, last: last || null, full: full || null, key: foldName(full) }
}

function readName(
  field: 'first_name' | 'last_name' | 'full_name',
  given: string | undefined,
  notes: RowNotes,
): string {
  if (given === undefined || given === '') return ''
  // a comma swaps the parts of a full name; in a part of one it is a slip
  const name = cleanName(field === 'full_name' ? given : given.replaceAll(',', ' '))
  const short = cut(name, MAX_NAME_CHARS)
  if (short !== name) notes.warn(field, 'too_long', given)
  if (field !== 'full_name') notes.keep(field, given, short === '' ? null : short)
  return short
}

export interface PersonJob {
  title: JobTitle
  seniority: Seniority | null
  department: Department | null
}

/** The title, and what a column of its own or else the title says of level and department. */
export function normaliseJob(given: GivenLead, notes: RowNotes): PersonJob {
  const title = parseTitle(given.job_title ?? '')
  const seniority = given.seniority ? parseSeniority(given.seniority) : null
  const department = given.department ? parseDepartment(given.department) : null
  notes.keep('job_title', given.job_title ?? '', title.title)
  notes.keep('seniority', given.seniority ?? '', seniority)
  notes.keep('department', given.department ?? '', department)
  return { title, seniority: seniority ?? title.seniority, department: department ?? title.department }
}

/** A line of text that is not "n/a", cut to `max`; null for none. */
export function readLine(
  field: 'company_name' | 'industry' | 'city' | 'state' | 'postal_code' | 'consent_source' | 'consent_ip',
  given: string | undefined,
  max: number,
  notes: RowNotes,
): string | null {
  if (given === undefined || given === '') return null
  const line = cleanLine(given)
  if (isNothing(line)) {
    notes.keep(field, given, null)
    return null
  }
  const short = cut(line, max)
  if (short !== line) notes.warn(field, 'too_long', given)
  notes.keep(field, given, short)
  return short
}
