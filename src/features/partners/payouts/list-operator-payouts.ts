import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { PAYOUT_COLUMNS, type PayoutRow, payoutOf } from './payout-row.ts'
import type { OperatorPayout, OperatorPayoutsQuery } from './schema.ts'

interface Row extends PayoutRow {
  workspace_id: string
  company: string
  payee_name: string | null
  pay_to: string | null
  details_changed: boolean
  destination: string | null
}

/** Everybody's payouts, newest first, with where they go. Needs withSystem. */
export async function listOperatorPayouts(tx: Tx, { status, method, limit, cursor }: OperatorPayoutsQuery) {
  const before = cursor ? decodeCursor(cursor, z.uuid()) : null
  const { rows } = await sql<Row>`
    select ${sql.raw(PAYOUT_COLUMNS)}, p.workspace_id, s.company, p.destination,
      case when p.method = 'manual' then a.payee_name end as payee_name,
      case when p.method = 'manual' then a.pay_to end as pay_to,
      p.method = 'manual' and coalesce(a.details_changed_at > p.requested_at, false) as details_changed
    from payouts p
    join partners s on s.workspace_id = p.workspace_id
    left join payout_accounts a on a.workspace_id = p.workspace_id
    where (${before}::uuid is null or p.id < ${before}::uuid)
      and (${status ?? null}::text is null or p.status = ${status ?? null})
      and (${method ?? null}::text is null or p.method = ${method ?? null})
    order by p.id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(operatorPayoutOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

function operatorPayoutOf(row: Row): OperatorPayout {
  const { workspace_id, company, payee_name, pay_to, details_changed, destination } = row
  return { ...payoutOf(row), workspace_id, company, payee_name, pay_to, details_changed, destination }
}
