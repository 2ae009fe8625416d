import type { Selectable } from 'kysely'
import type { DB, Tx } from '../../../platform/db/index.ts'

export type Invoice = Selectable<DB['invoices']>

/** The invoice of a paid checkout of this workspace. */
export function readInvoice(tx: Tx, checkoutId: string): Promise<Invoice | undefined> {
  return tx.selectFrom('invoices').selectAll().where('checkout_id', '=', checkoutId).executeTakeFirst()
}
