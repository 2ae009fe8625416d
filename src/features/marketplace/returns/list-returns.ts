import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { type CommonRow, commonOf, type LeadRow, leadOf } from './return-view.ts'
import type { OwnReturnsQuery, Return } from './schema.ts'

export interface ReturnRow extends CommonRow, LeadRow {
  order_id: string
}

/** Returns of the workspace, newest first. */
export async function listReturns(tx: Tx, workspaceId: string, query: OwnReturnsQuery) {
  const { status = null, order_id = null, lead_id = null, limit, cursor } = query
  const before = cursor ? decodeCursor(cursor, z.uuid()) : null
  const { rows } = await findReturns(
    sql`r.workspace_id = ${workspaceId}
      and (${status}::text[] is null or r.status = any (${status}::text[]))
      and (${order_id}::uuid is null or r.order_id = ${order_id}::uuid)
      and (${lead_id}::uuid is null or r.lead_id = ${lead_id}::uuid)
      and (${before}::uuid is null or r.id < ${before}::uuid)`,
    limit + 1,
  ).execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(returnOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

export function findReturns(condition: RawBuilder<unknown>, limit: number) {
  return sql<ReturnRow>`
    select r.id, r.order_id, r.listing_id, r.lead_id, r.reason, r.evidence, r.status, r.decided_by, r.opened_at,
      r.answer_due_at, r.closed_at, i.created_at as bought_at, i.price_hundredths, l.id is not null as is_kept,
      l.full_name, l.job_title, l.company_name
    from returns r
    join order_items i on i.workspace_id = r.workspace_id and i.order_id = r.order_id and i.listing_id = r.listing_id
    left join leads l on l.workspace_id = r.workspace_id and l.id = r.lead_id
    where ${condition}
    order by r.id desc limit ${limit}`
}

export function returnOf(row: ReturnRow): Return {
  return { ...commonOf(row), order_id: row.order_id, lead: leadOf(row) }
}
