import { sql } from 'kysely'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { clientOf, type Databases, type Tx, withWorkspace } from '../../platform/db/index.ts'
import { countLeads } from './count-leads.ts'
import { writeRow } from './csv/index.ts'
import { CUSTOM, type ExportColumn, exportCell, neutralised } from './export-columns.ts'
import { filterJson } from './filter-json.ts'
import type { LeadFilter } from './schema.ts'
import { streamCopy } from './stream-copy.ts'

export interface Export {
  /** Rows that will follow the header. */
  rows: number
  body: ReadableStream<Uint8Array>
}

const MAX_CUSTOM_COLUMNS = 500
const MAX_MS = 3_600_000

/**
 * Every matching lead as CSV, newest first, straight from COPY: no row passes through an object. The transaction
 * lives as long as the body is read; giving the body up cancels the query.
 */
export function exportLeads(
  db: Databases,
  workspaceId: string,
  filter: LeadFilter,
  columns: readonly (ExportColumn | typeof CUSTOM)[],
  signal: AbortSignal,
): Promise<Export> {
  return new Promise((resolve, reject) => {
    withWorkspace(db, workspaceId, async (tx) => {
      // One snapshot, so that the count is of the rows that follow.
      await sql`set transaction isolation level repeatable read`.execute(tx)
      await sql.raw(`set local statement_timeout = ${MAX_MS}`).execute(tx)
      const rows = await countLeads(tx, filter)
      const custom = columns.includes(CUSTOM) ? await customKeys(tx, filter) : []
      const names = columns.filter((column) => column !== CUSTOM)
      const header = writeRow([...names, ...custom])
      const cancel = await canceller(db, tx)
      const copy = clientOf(tx).query(copyTo(await copySql(tx, filter, names, custom)))
      const { body, ended } = streamCopy(copy, { header, signal, cancel })
      resolve({ rows, body })
      await ended
    }).catch(reject)
  })
}

/** Custom fields that occur among the matches. */
async function customKeys(tx: Tx, filter: LeadFilter): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct jsonb_object_keys(l.custom) as key from leads l
    where ${sql.raw(await whereOf(tx, filter))} and l.custom <> '{}'
    order by key limit ${MAX_CUSTOM_COLUMNS}`.execute(tx)
  return rows.map(({ key }) => key)
}

async function copySql(tx: Tx, filter: LeadFilter, names: ExportColumn[], custom: string[]): Promise<string> {
  const cells = [
    ...names.map(exportCell),
    ...custom.map((key) => neutralised(`(l.custom ->> ${pg.escapeLiteral(key)})`)),
  ]
  const where = await whereOf(tx, filter)
  return `copy (select ${cells.join(', ')} from leads l where ${where} order by l.workspace_id desc, l.id desc) to stdout (format csv)`
}

async function whereOf(tx: Tx, filter: LeadFilter): Promise<string> {
  const { rows } = await sql<{
    where: string
  }>`select lead_where(${filterJson(filter)}::jsonb) as where`.execute(tx)
  if (!rows[0]) throw new Error('lead_where answered nothing')
  return rows[0].where
}

/** Stops what the transaction's connection is doing, from another one. */
async function canceller(db: Databases, tx: Tx): Promise<() => void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  const pid = rows[0]?.pid
  return () => void db.app.query('select pg_cancel_backend($1)', [pid]).catch(() => {})
}
