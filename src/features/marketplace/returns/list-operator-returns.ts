import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { toCredits } from '../../credits/index.ts'
import { type CommonRow, commonOf, readSteps } from './return-view.ts'
import type { OperatorReturn, OperatorReturnDetail, ReturnsQuery } from './schema.ts'

interface OperatorRow extends CommonRow {
  order_id: string
  earning_hundredths: number
  buyer_id: string
  buyer_name: string
  partner_id: string
  partner_company: string
}

/** Returns of every workspace, newest first. Needs withSystem. */
export async function listOperatorReturns(tx: Tx, { status, limit, cursor }: ReturnsQuery) {
  const before = cursor ? decodeCursor(cursor, z.uuid()) : null
  const wanted = status ?? null
  const rows = await find(
    tx,
    sql`(${wanted}::text[] is null or r.status = any (${wanted}::text[]))
      and (${before}::uuid is null or r.id < ${before}::uuid)`,
    limit + 1,
  )
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(operatorReturnOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

/** One of them with its timeline, and how often both sides return. Needs withSystem. */
export async function readOperatorReturn(tx: Tx, id: string): Promise<OperatorReturnDetail> {
  const [row] = await find(tx, sql`r.id = ${id}`, 1)
  if (!row) throw new Problem('not_found', 'There is no such return')
  return {
    ...operatorReturnOf(row),
    steps: await readSteps(tx, id),
    habits: {
      buyer: await countHabit(tx, sql`workspace_id = ${row.buyer_id}`),
      partner: await countHabit(tx, sql`partner_id = ${row.partner_id}`),
    },
  }
}

async function find(tx: Tx, condition: RawBuilder<unknown>, limit: number): Promise<OperatorRow[]> {
  const { rows } = await sql<OperatorRow>`
    select r.id, r.order_id, r.listing_id, r.lead_id, r.reason, r.evidence, r.status, r.decided_by, r.opened_at,
      r.answer_due_at, r.closed_at, i.created_at as bought_at, i.price_hundredths, i.earning_hundredths,
      r.workspace_id as buyer_id, w.name as buyer_name, r.partner_id, p.company as partner_company
    from returns r
    join order_items i on i.workspace_id = r.workspace_id and i.order_id = r.order_id and i.listing_id = r.listing_id
    join workspaces w on w.id = r.workspace_id
    join partners p on p.workspace_id = r.partner_id
    where ${condition}
    order by r.id desc limit ${limit}`.execute(tx)
  return rows
}

async function countHabit(tx: Tx, whose: RawBuilder<unknown>) {
  const { rows } = await sql<{ sold: number; returned: number }>`
    select count(*) as sold, count(*) filter (where returned_at is not null) as returned
    from order_items where ${whose} and created_at > now() - interval '90 days'`.execute(tx)
  return rows[0] ?? { sold: 0, returned: 0 }
}

function operatorReturnOf(row: OperatorRow): OperatorReturn {
  return {
    ...commonOf(row),
    order_id: row.order_id,
    earning: toCredits(row.earning_hundredths),
    buyer: { workspace_id: row.buyer_id, name: row.buyer_name },
    partner: { workspace_id: row.partner_id, company: row.partner_company },
  }
}
