import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { findLeads, type StoredLead, writeRow } from '../../leads/index.ts'
import { ENRICHED_FIELDS } from './fields.ts'
import { readRun, runNotFound } from './read-run.ts'

interface FileRow {
  n: number
  lead_id: string | null
  cells: string[] | null
  confidence: number | null
  matched_by: string | null
  outcome: string | null
  fills: Record<string, { to: unknown }> | null
}

const PAGE_ROWS = 500
const OF_LEAD = ['id', 'full_name', 'email', 'company_name'] as const
const OURS = ['enrichment_outcome', 'enrichment_confidence', 'enrichment_matched_by']

/**
 * The rows of a run as CSV: their columns as they came (of leads, who they are), then what was filled and how sure it is.
 * Read a page at a time, each safe for spreadsheets. 409 while it runs, 404 once it is gone.
 */
export async function writeEnriched(db: Databases, workspaceId: string, id: string): Promise<Readable> {
  const { headers, fields } = await withWorkspace(db, workspaceId, (tx) => plan(tx, workspaceId, id))
  async function* lines() {
    yield writeRow([...headers, ...OURS, ...fields.map((field) => `enriched_${field}`)])
    for (let after = 0; ; ) {
      const { rows, leads } = await withWorkspace(db, workspaceId, (tx) => page(tx, id, after))
      if (rows.length === 0) return
      yield rows.map((row) => writeRow(cellsOf(row, leads, headers.length, fields))).join('')
      after = rows.at(-1)?.n ?? after
    }
  }
  return Readable.from(lines(), { objectMode: false })
}

async function plan(tx: Tx, workspaceId: string, id: string) {
  const run = await readRun(tx, workspaceId, id)
  if (run.status === 'matched') throw runNotFound()
  if (run.status === 'queued' || run.status === 'running') {
    throw new Problem('conflict', 'This enrichment still runs. Its file can be downloaded once it is over.')
  }
  if (run.file_until === null && run.status !== 'undoing') throw runNotFound()
  const { headers } = await tx
    .selectFrom('enrichments')
    .select('headers')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const fields = ENRICHED_FIELDS.filter((field) => (run.by_field[field]?.filled ?? 0) > 0)
  return { headers: run.kind === 'file' ? headers : [...OF_LEAD], fields }
}

async function page(tx: Tx, id: string, after: number) {
  const { rows } = await sql<FileRow>`
    select n, lead_id, cells, confidence, matched_by, outcome, fills from enrichment_rows
    where workspace_id = current_workspace() and enrichment_id = ${id} and n > ${after}
    order by n limit ${PAGE_ROWS}`.execute(tx)
  return {
    rows,
    leads: await findLeads(
      tx,
      rows.flatMap(({ lead_id }) => lead_id ?? []),
    ),
  }
}

function cellsOf(
  row: FileRow,
  leads: ReadonlyMap<string, StoredLead>,
  width: number,
  fields: readonly string[],
): string[] {
  const lead = row.lead_id === null ? undefined : leads.get(row.lead_id)
  const theirs =
    row.cells ?? OF_LEAD.map((name) => (name === 'id' ? (row.lead_id ?? '') : (lead?.[name] ?? '')))
  return [
    ...Array.from({ length: width }, (_, index) => theirs[index] ?? ''),
    ...[
      row.outcome ?? 'not_reached',
      row.confidence === null ? '' : String(row.confidence),
      row.matched_by ?? '',
    ],
    ...fields.map((field) => String(row.fills?.[field]?.to ?? '')),
  ]
}
