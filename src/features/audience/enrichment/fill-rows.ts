import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import {
  changeEach,
  type EachChange,
  type LeadColumns,
  type MadeChange,
  type StoredLead,
} from '../../leads/index.ts'
import type { Fills, Known } from './fields.ts'
import type { PlannedRow } from './plan-rows.ts'
import type { Run } from './run-rows.ts'

type Changes = Record<string, { from: unknown; to: unknown }>

interface Done {
  n: number
  outcome: 'no_match' | 'below_confidence' | 'nothing_to_fill' | 'skipped' | 'filled'
  fills: Changes | null
  before: object | null
  conflicts: string[]
}

/** Fills rows as planned and keeps what was done to each: leads are changed, rows of a file only noted. */
export async function fillRows(tx: Tx, run: Run, rows: PlannedRow[]): Promise<void> {
  const made = await fillLeads(tx, run, rows)
  const done = rows.map((row): Done => {
    const lead = made.get(row.n)
    if (lead) return leadDone(row.n, lead)
    const isFilled = row.verdict === 'fill'
    return {
      ...{ n: row.n, outcome: row.verdict === 'fill' ? 'filled' : row.verdict },
      ...{ fills: isFilled ? fileChanges(row) : null, before: null, conflicts: [] },
    }
  })
  await sql`
    update enrichment_rows r set outcome = d.outcome, fills = d.fills, before = d.before, conflicts = d.conflicts
    from jsonb_to_recordset(${JSON.stringify(done)}::jsonb)
      as d (n int, outcome text, fills jsonb, before jsonb, conflicts text[])
    where r.workspace_id = current_workspace() and r.enrichment_id = ${run.id} and r.n = d.n`.execute(tx)
}

async function fillLeads(tx: Tx, run: Run, rows: PlannedRow[]): Promise<Map<number, MadeChange>> {
  const chosen = rows.flatMap((row) =>
    row.verdict === 'fill' && row.lead !== null && row.found !== null
      ? [{ row, lead: row.lead, found: row.found }]
      : [],
  )
  const made = await changeEach(
    tx,
    chosen.map(({ row, lead, found }) => ({
      held: lead,
      change: changeOf(lead, row.fills, found),
      adjust: (columns) => {
        if (found.email_verified) verify(columns, run.provider)
      },
      detail: { enrichment_id: run.id, provider: run.provider, confidence: row.confidence },
    })),
    { type: 'enriched', actorId: run.actor_id },
  )
  return new Map(chosen.map(({ row }, index) => [row.n, made[index] as MadeChange]))
}

/** A name goes whole, and a title leaves the level and department as they are to be. */
function changeOf(
  lead: StoredLead,
  fills: Fills,
  found: { first_name: string | null; last_name: string | null },
): EachChange {
  const name = fills.full_name ? { first_name: found.first_name, last_name: found.last_name } : {}
  const job = fills.job_title ? { seniority: lead.seniority, department: lead.department } : {}
  return { ...name, ...job, ...fills } as EachChange
}

/** The audience had the address checked. */
function verify(columns: LeadColumns, provider: string): void {
  if (!columns.email || columns.email_status !== 'unverified') return
  columns.email_status = 'valid'
  const known = JSON.parse(String(columns.verifications ?? '{}') || '{}')
  columns.verifications = JSON.stringify({
    ...known,
    email: { at: new Date().toISOString(), by: `audience (${provider})` },
  })
}

function leadDone(n: number, { changes, conflicts, held }: MadeChange): Done {
  const isFilled = Object.keys(changes).length > 0
  if (!isFilled) {
    const outcome = conflicts.length > 0 ? 'skipped' : 'nothing_to_fill'
    return { n, outcome, fills: null, before: null, conflicts }
  }
  return { n, outcome: 'filled', fills: changes, before: beside(held), conflicts }
}

/** What changes along with a contact, for putting it back. */
function beside(held: StoredLead): object {
  const { email_status, email_flags, second_email_status, phone_status, mobile_status } = held
  const { verifications, original } = held
  return {
    ...{ email_status, email_flags, second_email_status, phone_status, mobile_status },
    ...{ verifications: verifications ?? {}, original },
  }
}

function fileChanges({ known, fills }: PlannedRow): Changes {
  return Object.fromEntries(
    Object.entries(fills).map(([field, to]) => [field, { from: known?.[field as keyof Known] ?? null, to }]),
  )
}
