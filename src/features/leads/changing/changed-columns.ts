import type { Updateable } from 'kysely'
import type { DB } from '../../../../db/types.gen.ts'
import type { NormalisedLead } from '../normalise/index.ts'
import type { StoredLead } from '../reading/read-lead.ts'
import type { LeadChange } from '../schema.ts'
import { customFields } from './custom-fields.ts'
import { normaliseFields } from './lead-changes.ts'

type Columns = Updateable<DB['leads']>

export interface ChangedColumns {
  columns: Columns
  /** What history keeps: by field, from and to. */
  changes: Record<string, { from: unknown; to: unknown }>
  /** The lead as it is to be recognised, when that may have changed. */
  identified: NormalisedLead | null
}

const CONTACTS = ['email', 'second_email', 'phone', 'mobile'] as const
const IDENTIFYING = [...CONTACTS, 'first_name', 'last_name', 'full_name', 'linkedin_url']
const NAMES = ['first_name', 'last_name', 'full_name'] as const
/** Fields that follow from another one that was typed. */
const JOB = ['seniority', 'department'] as const

/** What a change makes of a lead, column by column; nothing for values that stay. */
export function changedColumns(
  held: StoredLead,
  { updated_at: _readAt, ...change }: LeadChange,
): ChangedColumns {
  const { status, custom, ...typed } = change
  const columns: Columns = {}
  const changes: ChangedColumns['changes'] = {}
  const put = (field: keyof StoredLead & keyof Columns, to: unknown) => {
    if (isSame(held[field], to)) return
    Object.assign(columns, { [field]: to })
    changes[field] = { from: held[field], to }
  }
  const lead = Object.keys(typed).length > 0 ? normaliseFields(typed, heldText(held)) : null
  if (lead) {
    for (const field of followed(Object.keys(typed), lead))
      put(field as keyof NormalisedLead & keyof StoredLead, lead[field as keyof NormalisedLead])
    Object.assign(columns, derived(held, lead, changes))
  }
  if (status) put('status', status)
  if (custom) {
    const merged = customFields(held.custom, custom)
    put('custom', merged)
    if (columns.custom) columns.custom = JSON.stringify(merged)
  }
  const isIdentified = IDENTIFYING.some((field) => field in changes)
  return { columns, changes, identified: isIdentified ? lead : null }
}

/** The typed fields and those that follow from them. */
function followed(typed: string[], lead: NormalisedLead): string[] {
  const fields = new Set(typed)
  if (NAMES.some((name) => fields.has(name))) for (const name of NAMES) fields.add(name)
  if (fields.has('job_title')) for (const field of JOB) if (lead[field] !== null) fields.add(field)
  return [...fields]
}

/** Columns nobody types: what belongs to a contact, a name or a title that changed, and the value as typed. */
function derived(held: StoredLead, lead: NormalisedLead, changes: ChangedColumns['changes']): Columns {
  const columns: Columns = {}
  const verifications = { ...held.verifications }
  const original = { ...held.original }
  for (const field of Object.keys(changes)) {
    delete original[field]
    const given = lead.original[field]
    if (given !== undefined) original[field] = given
  }
  for (const field of CONTACTS) {
    if (!(field in changes)) continue
    delete verifications[field]
    columns[`${field}_status`] = lead[`${field}_status`]
    if (lead[`${field}_status`] !== 'unverified') {
      verifications[field] = { at: new Date().toISOString(), by: 'built-in' }
    }
  }
  if ('email' in changes) columns.email_flags = lead.email_flags
  if (NAMES.some((name) => name in changes)) columns.name_key = lead.name_key
  if ('job_title' in changes) columns.title_words = lead.title_words
  columns.verifications = Object.keys(verifications).length > 0 ? JSON.stringify(verifications) : null
  columns.original = JSON.stringify(original)
  return columns
}

function heldText(held: StoredLead) {
  return { ...held, consent_at: held.consent_at?.toISOString() ?? null }
}

function isSame(held: unknown, to: unknown): boolean {
  return JSON.stringify(held) === JSON.stringify(to)
}
