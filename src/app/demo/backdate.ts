import pg from 'pg'

interface Past {
  orderId: string
  daysAgo: number
}

/**
 * Moves the sales of an order of today into the past, with the payout that took them up: the one thing of the demo
 * world that no verb does. The ledger stays as it was written, and so does the order.
 */
export async function backdate(ownerUrl: string, { orderId, daysAgo }: Past): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    // the role that writes these tables; their owner is bound by row-level security
    await client.query('begin; set local role assay_exchange')
    await client.query(
      `update order_items set created_at = created_at - $2 * interval '1 day', released_at = released_at - $2 * interval '1 day'
       where order_id = $1 and released_at > now()`,
      [orderId, daysAgo],
    )
    await client.query('commit')
  } finally {
    await client.end()
  }
}
