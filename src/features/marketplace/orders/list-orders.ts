import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { Order } from '../schema.ts'

export interface OrderRow {
  id: string
  created_at: Date
  item_count: number
  skipped_count: number
  total_hundredths: number
  actor_id: string | null
  actor_name: string | null
}

/** Columns of `orders o` joined with the members' names. */
export const orderColumns = sql`
  o.id, o.created_at, o.item_count, jsonb_array_length(o.skipped) as skipped_count, o.total_hundredths,
  m.user_id as actor_id, m.name as actor_name`

/** The workspace's orders, newest first. */
export async function listOrders(tx: Tx, workspaceId: string, page: { limit: number; cursor?: string }) {
  const before = page.cursor ? decodeCursor(page.cursor, z.uuid()) : null
  const { rows } = await sql<OrderRow>`
    select ${orderColumns} from orders o left join list_members() m on m.user_id = o.actor_id
    where o.workspace_id = ${workspaceId} and (${before}::uuid is null or o.id < ${before}::uuid)
    order by o.id desc limit ${page.limit + 1}`.execute(tx)
  const shown = rows.slice(0, page.limit)
  return {
    data: shown.map(orderOf),
    next_cursor: rows.length > page.limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

export function orderOf(row: OrderRow): Order {
  return {
    id: row.id,
    created_at: row.created_at.toISOString(),
    item_count: row.item_count,
    skipped_count: row.skipped_count,
    credits_charged: toCredits(row.total_hundredths),
    actor: row.actor_id && row.actor_name !== null ? { id: row.actor_id, name: row.actor_name } : null,
  }
}
