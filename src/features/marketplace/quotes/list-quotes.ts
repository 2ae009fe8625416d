import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { Quote } from '../schema.ts'

export interface QuoteRow {
  id: string
  status: Quote['status']
  item_count: number
  total_hundredths: number
  created_at: Date
  expires_at: Date
  order_id: string | null
  actor_id: string | null
  actor_name: string | null
}

/** Columns of `quotes q` joined with the members' names. One whose time is over is expired, whoever has noticed. */
export const quoteColumns: RawBuilder<unknown> = sql`
  q.id, case when q.status = 'open' and q.expires_at <= now() then 'expired' else q.status end as status,
  cardinality(q.listing_ids) as item_count, q.total_hundredths, q.created_at, q.expires_at, q.order_id, m.user_id as actor_id, m.name as actor_name`

/** The workspace's open quotes, the soonest to expire first; there are few. */
export async function listQuotes(tx: Tx, workspaceId: string): Promise<{ data: Quote[] }> {
  const { rows } = await sql<QuoteRow>`
    select ${quoteColumns} from quotes q left join list_members() m on m.user_id = q.actor_id
    where q.workspace_id = ${workspaceId} and q.status = 'open' and q.expires_at > now()
    order by q.expires_at, q.id`.execute(tx)
  return { data: rows.map(quoteOf) }
}

export function quoteOf(row: QuoteRow): Quote {
  return {
    quote_id: row.id,
    status: row.status,
    item_count: row.item_count,
    total: toCredits(row.total_hundredths),
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    order_id: row.order_id,
    actor: row.actor_id && row.actor_name !== null ? { id: row.actor_id, name: row.actor_name } : null,
  }
}
