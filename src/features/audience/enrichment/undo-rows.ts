import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import {
  changeEach,
  type EachChange,
  findLeads,
  type LeadColumns,
  type StoredLead,
} from '../../leads/index.ts'
import { RUN_ROWS } from './limits.ts'

interface FilledRow {
  n: number
  lead_id: string
  fills: Record<string, { from: unknown; to: unknown }>
  before: Partial<StoredLead>
}

interface Undo {
  id: string
  rows_done: number
  rows_undone: number
}

const CONTACTS = ['email', 'second_email', 'phone', 'mobile'] as const
const NAMES = ['first_name', 'last_name', 'full_name']
const isName = (field: string) => NAMES.includes(field)

/**
 * Puts back what the next rows of a run changed and nobody changed since, with what was known of the contacts then.
 * Answers whether there are more; null when nothing is being undone.
 */
export async function undoRows(tx: Tx, id: string, rows = RUN_ROWS): Promise<boolean | null> {
  const { rows: taken } = await sql<Undo>`
    select id, rows_done, rows_undone from take_up_undo(${id}::uuid, ${rows}::int)`.execute(tx)
  const [undo] = taken
  if (!undo) return null
  const filled = await filledRows(tx, undo, rows)
  const leads = await findLeads(
    tx,
    filled.map(({ lead_id }) => lead_id),
  )
  const plans = filled.flatMap((row) => {
    const held = leads.get(row.lead_id)
    return held ? [planUndo(held, row)] : []
  })
  const made = await changeEach(
    tx,
    plans.map(({ held, change, row }) => ({
      held,
      change,
      adjust: (columns) => putBack(columns, row, change),
      detail: { enrichment_id: id },
    })),
    { type: 'enrichment_undone', actorId: null },
  )
  const restored = made.filter(({ changes }) => Object.keys(changes).length > 0).length
  const kept =
    plans.reduce((sum, plan) => sum + plan.kept, 0) +
    made.reduce((sum, { conflicts }) => sum + conflicts.length, 0)
  const upto = undo.rows_undone + rows
  const { rows: moved } = await sql<{ over: boolean }>`
    select move_undo(${id}::uuid, ${upto}::int, ${restored}::int, ${kept}::int) as over`.execute(tx)
  return moved[0]?.over === false
}

async function filledRows(tx: Tx, undo: Undo, rows: number): Promise<FilledRow[]> {
  const { rows: filled } = await sql<FilledRow>`
    select n, lead_id, fills, before from enrichment_rows
    where workspace_id = current_workspace() and enrichment_id = ${undo.id} and outcome = 'filled'
      and n > ${undo.rows_undone} and n <= ${undo.rows_undone + rows}
    order by n`.execute(tx)
  return filled
}

/** The fields that are still as the run left them, as they were before. A name is one. */
function planUndo(held: StoredLead, row: FilledRow) {
  const isAsFilled = (field: string) =>
    JSON.stringify(held[field as keyof StoredLead]) === JSON.stringify(row.fills[field]?.to)
  const fields = Object.keys(row.fills)
  const isNameKept = fields.some((field) => isName(field) && !isAsFilled(field))
  const back = fields.filter((field) => (isName(field) ? !isNameKept : isAsFilled(field)))
  const kept = fields.filter((field) => !back.includes(field) && (!isName(field) || field === 'full_name'))
  const change = Object.fromEntries(back.map((field) => [field, row.fills[field]?.from]))
  // A title brings its level and department and a name its parts, unless they are told.
  const beside = [
    'job_title' in change ? ['seniority', 'department'] : [],
    back.some(isName) ? NAMES : [],
  ].flat()
  const stays = Object.fromEntries(beside.map((field) => [field, held[field as keyof StoredLead]]))
  return { held, change: { ...stays, ...change } as EachChange, kept: kept.length, row }
}

/** What was known of the contacts that come back. */
function putBack(columns: LeadColumns, { before }: FilledRow, change: EachChange): void {
  const verifications = parsed(columns.verifications)
  const original = parsed(columns.original)
  for (const field of Object.keys(change)) {
    const given = before.original?.[field]
    if (given !== undefined) original[field] = given
    const contact = CONTACTS.find((name) => name === field)
    if (contact === undefined || columns[contact] === undefined) continue
    columns[`${contact}_status`] = before[`${contact}_status`] ?? 'unverified'
    if (contact === 'email') columns.email_flags = before.email_flags ?? []
    const checked = before.verifications?.[contact]
    if (checked) verifications[contact] = checked
    else delete verifications[contact]
  }
  columns.verifications = Object.keys(verifications).length > 0 ? JSON.stringify(verifications) : null
  columns.original = JSON.stringify(original)
}

function parsed(value: unknown): Record<string, unknown> {
  return JSON.parse(String(value ?? '{}'))
}
