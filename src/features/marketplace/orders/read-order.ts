import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { toCredits } from '../../credits/index.ts'
import { readReturnTerms } from '../returns/read-return-terms.ts'
import type { OrderDetail, SkipReason } from '../schema.ts'
import { type OrderRow, orderColumns, orderOf } from './list-orders.ts'

const MESSAGE: Record<SkipReason, string> = {
  sold_out: 'Somebody else bought it before you.',
  already_owned: 'You already have this person, so you were not charged again.',
  same_person: 'It is the same person as another listing of this order.',
  withdrawn: 'It is no longer on sale.',
  own_listing: 'It is your own listing.',
  suppressed: 'This person must not be sold.',
  held: 'Somebody else is deciding about it, so it was not for sale at that moment.',
}

interface Detail extends OrderRow {
  skipped: { listing_id: string; reason: SkipReason }[]
}

type Lead = NonNullable<OrderDetail['items'][number]['lead']>

interface ItemRow extends Lead {
  listing_id: string
  lead_id: string
  price_hundredths: number
  is_kept: boolean
  return: OrderDetail['items'][number]['return']
}

/** An order with what was bought and what was skipped and why. */
export async function readOrder(tx: Tx, workspaceId: string, id: string): Promise<OrderDetail> {
  const order = await sql<Detail>`
    select ${orderColumns}, o.skipped from orders o left join list_members() m on m.user_id = o.actor_id
    where o.workspace_id = ${workspaceId} and o.id = ${id}`.execute(tx)
  const [row] = order.rows
  if (!row) throw new Problem('not_found', 'There is no such order')
  const { rows } = await sql<ItemRow>`
    select i.listing_id, i.lead_id, i.price_hundredths, l.id is not null as is_kept,
      case when r.id is not null then jsonb_build_object('id', r.id, 'status', r.status, 'reason', r.reason) end as return,
      l.full_name, l.job_title, l.company_name, l.email, l.score
    from order_items i
    left join leads l on l.workspace_id = i.workspace_id and l.id = i.lead_id
    left join returns r on r.workspace_id = i.workspace_id and r.order_id = i.order_id and r.listing_id = i.listing_id
    where i.workspace_id = ${workspaceId} and i.order_id = ${id}
    order by i.lead_id`.execute(tx)
  return {
    ...orderOf(row),
    items: rows.map(({ listing_id, lead_id, price_hundredths, is_kept, return: given, ...lead }) => ({
      ...{
        listing_id,
        lead_id,
        price: toCredits(price_hundredths),
        return: given,
        lead: is_kept ? lead : null,
      },
    })),
    skipped: row.skipped.map((skip) => ({ ...skip, message: MESSAGE[skip.reason] })),
    return_terms: await readReturnTerms(tx, workspaceId, id),
  }
}
