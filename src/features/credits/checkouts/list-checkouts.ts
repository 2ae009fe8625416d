import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import type { CheckoutQuery } from '../schema.ts'
import { checkoutOf, selectCheckouts } from './read-checkout.ts'

/** Checkouts of the workspace, newest first; `paid` leaves out those that came to nothing. */
export async function listCheckouts(tx: Tx, { limit, cursor, paid }: CheckoutQuery) {
  let query = selectCheckouts(tx)
    .orderBy('checkouts.id', 'desc')
    .limit(limit + 1)
  if (cursor) query = query.where('checkouts.id', '<', decodeCursor(cursor, z.uuid()))
  if (paid) query = query.where('checkouts.paid_at', 'is not', null)
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(checkoutOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}
