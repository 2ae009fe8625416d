import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { Dashboard } from './schema.ts'

interface UploadRow {
  id: string
  rows: number
  rejected: number
}

const UPLOADS = 50
/** Rejections that are looked at; more would take longer than a page may. */
const LOOKED_AT = 100_000

/** Why the latest uploads lost rows. */
export async function readRejections(tx: Tx, workspaceId: string): Promise<Dashboard['rejections']> {
  const { rows: uploads } = await sql<UploadRow>`
    select id, rows, rejected from imports
    where workspace_id = ${workspaceId} and kind = 'partner' and id >= uuidv7_floor(now() - interval '90 days')
    order by id desc limit ${UPLOADS}`.execute(tx)
  const sum = (name: 'rows' | 'rejected') => uploads.reduce((total, upload) => total + upload[name], 0)
  const ids = uploads.filter(({ rejected }) => rejected > 0).map(({ id }) => id)
  const reasons = ids.length > 0 ? await countReasons(tx, workspaceId, ids) : []
  const counted = reasons.reduce((total, { count }) => total + count, 0)
  return {
    uploads: uploads.length,
    rows: sum('rows'),
    rejected: sum('rejected'),
    reasons,
    counted: counted >= LOOKED_AT ? counted : null,
  }
}

async function countReasons(tx: Tx, workspaceId: string, ids: string[]) {
  const { rows } = await sql<Dashboard['rejections']['reasons'][number]>`
    select code, min(message) as message, count(*) as count
    from (
      select code, message from import_errors
      where workspace_id = ${workspaceId} and import_id = any (${ids}::uuid[]) and rejected
      limit ${LOOKED_AT}
    ) looked_at
    group by code order by count desc, code limit 20`.execute(tx)
  return rows
}
