import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { KeptRow } from './plan-rows.ts'

/** Rows of an enrichment after `after`, in order. */
export async function keptRows(tx: Tx, id: string, after: number, limit: number): Promise<KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select n, lead_id, held, found, confidence, matched_by, identities from enrichment_rows
    where workspace_id = current_workspace() and enrichment_id = ${id} and n > ${after}
    order by n limit ${limit}`.execute(tx)
  return rows
}
