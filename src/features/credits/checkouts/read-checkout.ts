import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../hundredths.ts'
import type { Checkout } from '../schema.ts'

const COLUMNS = [
  ...(['id', 'kind', 'status', 'package_name', 'credits_hundredths', 'amount_cents', 'currency'] as const),
  ...([
    'processing_at',
    'paid_at',
    'last_error',
    'refunded_cents',
    'disputed_cents',
    'taken_hundredths',
  ] as const),
  ...(['owed_hundredths', 'url', 'expires_at', 'created_at'] as const),
].map((column) => `checkouts.${column}` as const)

/** Checkouts of this transaction's workspace as the API tells them; narrow, order and limit it. */
export function selectCheckouts(tx: Tx) {
  return tx
    .selectFrom('checkouts')
    .leftJoin('invoices', 'invoices.checkout_id', 'checkouts.id')
    .select([...COLUMNS, 'invoices.number'])
}

/** One checkout of the workspace; undefined when it has none of this id. */
export async function readCheckout(tx: Tx, id: string): Promise<Checkout | undefined> {
  const row = await selectCheckouts(tx).where('checkouts.id', '=', id).executeTakeFirst()
  return row && checkoutOf(row)
}

export function checkoutOf(row: SelectedRow): Checkout {
  const isOpen = row.status === 'open'
  return {
    ...{ id: row.id, kind: row.kind as Checkout['kind'], status: row.status as Checkout['status'] },
    is_processing: isOpen && row.processing_at !== null,
    ...{ package_name: row.package_name, credits: toCredits(Number(row.credits_hundredths)) },
    ...{ amount_cents: Number(row.amount_cents), currency: row.currency },
    ...{ refunded_cents: Number(row.refunded_cents), disputed_cents: Number(row.disputed_cents) },
    ...{
      credits_taken_back: toCredits(Number(row.taken_hundredths)),
      credits_owed: toCredits(Number(row.owed_hundredths)),
    },
    last_error: row.status === 'paid' ? null : row.last_error,
    url: isOpen && row.expires_at > new Date() ? row.url : null,
    invoice_number: row.number === null ? null : invoiceNumber(Number(row.number)),
    ...{ paid_at: row.paid_at?.toISOString() ?? null, created_at: row.created_at.toISOString() },
  }
}

type SelectedRow = Awaited<ReturnType<ReturnType<typeof selectCheckouts>['executeTakeFirstOrThrow']>>

/** How an invoice's number is written. */
export function invoiceNumber(number: number): string {
  return `INV-${String(number).padStart(6, '0')}`
}
