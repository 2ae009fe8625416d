import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { OwedPartner } from './schema.ts'

interface Row {
  workspace_id: string
  company: string
  sales: number
  pending: number
  in_return: number
  available: number
  in_payout: number
  oldest_available_at: Date | null
}

/** What each partner is owed and has not been paid, in the order of the partners. Needs withSystem. */
export async function listOwedPartners(tx: Tx, { limit, cursor }: { limit: number; cursor?: string }) {
  const after = cursor ? decodeCursor(cursor, z.uuid()) : null
  const { rows } = await sql<Row>`
    select p.workspace_id, p.company, coalesce(i.sales, 0) as sales, coalesce(i.pending, 0)::bigint as pending,
      coalesce(i.in_return, 0)::bigint as in_return, coalesce(i.available, 0)::bigint as available, i.oldest_available_at,
      coalesce((select sum(o.credits_hundredths) from payouts o
        where o.workspace_id = p.workspace_id and o.status in ('requested', 'sending')), 0)::bigint as in_payout
    from (
      select * from partners where (${after}::uuid is null or workspace_id > ${after}::uuid)
      order by workspace_id limit ${limit + 1}
    ) p
    left join lateral (
      select count(*) as sales,
        sum(earning_hundredths) filter (where return_open) as in_return,
        sum(earning_hundredths) filter (where not return_open and released_at > now()) as pending,
        sum(earning_hundredths) filter (where not return_open and released_at <= now()) as available,
        min(released_at) filter (where not return_open and released_at <= now()) as oldest_available_at
      from order_items where partner_id = p.workspace_id and payout_id is null and returned_at is null
    ) i on true
    order by p.workspace_id`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(owedOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.workspace_id) : null,
  }
}

function owedOf({ pending, in_return, available, in_payout, oldest_available_at, ...row }: Row): OwedPartner {
  return {
    ...row,
    ...{ pending: toCredits(pending), in_return: toCredits(in_return) },
    ...{ available: toCredits(available), in_payout: toCredits(in_payout) },
    oldest_available_at: oldest_available_at?.toISOString() ?? null,
  }
}
