import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { writeRow } from '../../leads/index.ts'
import { listOperatorPayouts } from './list-operator-payouts.ts'
import type { OperatorPayout } from './schema.ts'

const MAX_ROWS = 10_000
const COLUMNS = [
  ...['payout_id', 'requested_at', 'company', 'workspace_id', 'amount', 'currency', 'credits', 'sales'],
  ...['payee_name', 'pay_to', 'details_changed'],
]

/** The payouts that wait to be paid by hand, as CSV, and a line in the audit log. Needs withSystem. */
export async function exportPayouts(tx: Tx, operatorId: string): Promise<string> {
  const rows: OperatorPayout[] = []
  let cursor: string | null = null
  do {
    const wish = { status: 'requested', method: 'manual', limit: 200 } as const
    const page = await listOperatorPayouts(tx, { ...wish, ...(cursor ? { cursor } : {}) })
    rows.push(...page.data)
    cursor = page.next_cursor
  } while (cursor && rows.length < MAX_ROWS)
  await sql`
    insert into audit_log (actor_id, action, subject_kind, subject_id, after)
    values (${operatorId}, 'payouts.exported', 'payouts', 'requested', jsonb_build_object('count', ${rows.length}::int))`.execute(
    tx,
  )
  return writeRow(COLUMNS) + rows.map((row) => writeRow(cellsOf(row))).join('')
}

function cellsOf(payout: OperatorPayout): string[] {
  return [
    ...[payout.id, payout.requested_at, payout.company, payout.workspace_id],
    ...[(payout.amount_cents / 100).toFixed(2), payout.currency.toUpperCase()],
    ...[payout.credits.toFixed(2), String(payout.sales)],
    ...[payout.payee_name ?? '', payout.pay_to ?? '', payout.details_changed ? 'yes' : 'no'],
  ]
}
