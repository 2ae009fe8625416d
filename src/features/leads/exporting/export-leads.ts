import { sql } from 'kysely'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { clientOf, type Databases, type Tx, withWorkspace } from '../../../platform/db/index.ts'
import { writeRow } from '../csv/index.ts'
import { countLeads } from '../reading/count-leads.ts'
import { filterJson } from '../reading/filter-json.ts'
import { zonedDays } from '../reading/zoned-days.ts'
import type { LeadFilter } from '../schema.ts'
import { CUSTOM, type ExportColumn, exportCell, neutralised } from './export-columns.ts'
import { takeExportSlot } from './export-slots.ts'
import { streamCopy } from './stream-copy.ts'

export interface Export {
  /** Rows that will follow the header. */
  rows: number
  body: ReadableStream<Uint8Array>
}

/** What to export: what a filter matches, or leads by id, of which those of the workspace are found. */
export type Chosen = LeadFilter | { ids: string[] }

const MAX_CUSTOM_COLUMNS = 500
const MAX_MS = 3_600_000

/**
 * Every matching lead as CSV, newest first, straight from COPY: no row passes through an object. The transaction
 * lives as long as the body is read; giving the body up cancels the query.
 */
export async function exportLeads(
  db: Databases,
  workspaceId: string,
  chosen: Chosen,
  columns: readonly (ExportColumn | typeof CUSTOM)[],
  signal: AbortSignal,
): Promise<Export> {
  const release = takeExportSlot(workspaceId)
  return new Promise((resolve, reject) => {
    withWorkspace(db, workspaceId, async (tx) => {
      // One snapshot, so that the count is of the rows that follow.
      await sql`set transaction isolation level repeatable read`.execute(tx)
      await sql.raw(`set local statement_timeout = ${MAX_MS}`).execute(tx)
      const where = await whereOf(tx, workspaceId, chosen)
      const rows = 'ids' in chosen ? await countWhere(tx, where) : await countLeads(tx, chosen)
      const custom = columns.includes(CUSTOM) ? await customKeys(tx, where) : []
      const names = columns.filter((column) => column !== CUSTOM)
      const header = writeRow([...names, ...custom])
      const cancel = await canceller(db, tx)
      const copy = clientOf(tx).query(copyTo(copySql(where, names, custom)))
      const { body, ended } = streamCopy(copy, { header, signal, cancel })
      resolve({ rows, body })
      await ended
    })
      .catch(reject)
      .finally(release)
  })
}

/** Custom fields that occur among the matches. */
async function customKeys(tx: Tx, where: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select distinct jsonb_object_keys(l.custom) as key from leads l
    where ${sql.raw(where)} and l.custom <> '{}'
    order by key limit ${MAX_CUSTOM_COLUMNS}`.execute(tx)
  return rows.map(({ key }) => key)
}

function copySql(where: string, names: ExportColumn[], custom: string[]): string {
  const cells = [
    ...names.map(exportCell),
    ...custom.map((key) => neutralised(`(l.custom ->> ${pg.escapeLiteral(key)})`)),
  ]
  return `copy (select ${cells.join(', ')} from leads l where ${where} order by l.workspace_id desc, l.id desc) to stdout (format csv)`
}

async function countWhere(tx: Tx, where: string): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from leads l where ${sql.raw(where)}`.execute(tx)
  return rows[0]?.count ?? 0
}

async function whereOf(tx: Tx, workspaceId: string, chosen: Chosen): Promise<string> {
  if ('ids' in chosen) {
    const ids = pg.escapeLiteral(`{${chosen.ids.join(',')}}`)
    return `l.workspace_id = ${pg.escapeLiteral(workspaceId)}::uuid and l.id = any (${ids}::uuid[])`
  }
  const wanted = await zonedDays(tx, chosen)
  const { rows } = await sql<{
    where: string
  }>`select lead_where(${filterJson(wanted)}::jsonb) as where`.execute(tx)
  if (!rows[0]) throw new Error('lead_where answered nothing')
  return rows[0].where
}

/** Stops what the transaction's connection is doing, from another one. */
async function canceller(db: Databases, tx: Tx): Promise<() => void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  const pid = rows[0]?.pid
  return () => void db.app.query('select pg_cancel_backend($1)', [pid]).catch(() => {})
}
