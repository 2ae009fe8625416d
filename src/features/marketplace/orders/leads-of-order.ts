import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

/** The leads an order made; one that was deleted since is among them. 404 for an order there is not. */
export async function leadsOfOrder(tx: Tx, workspaceId: string, orderId: string): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select array(
      select lead_id from order_items i where i.workspace_id = o.workspace_id and i.order_id = o.id
    ) as ids
    from orders o where o.workspace_id = ${workspaceId} and o.id = ${orderId}`.execute(tx)
  const [order] = rows
  if (!order) throw new Problem('not_found', 'There is no such order')
  return order.ids
}
