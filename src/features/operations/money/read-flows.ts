import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface Flow {
  /** `2026-11` */
  month: string
  kind: string
  account: string
  hundredths: number
}

/**
 * What moved on the accounts by month and kind of transfer: the days that are summed up, and the entries since. Needs
 * withSystem.
 */
export async function readFlows(tx: Tx): Promise<Flow[]> {
  const { rows } = await sql<Flow>`
    with until as (select coalesce(max(day) + 1, '-infinity'::date)::timestamp at time zone 'UTC' as at from ledger_days),
    moved as (
      select day, transfer_kind as kind, account, amount_hundredths from ledger_days
      union all
      select (e.created_at at time zone 'UTC')::date, t.kind, a.kind, e.amount_hundredths
      from ledger_entries e
      join ledger_transfers t on t.id = e.transfer_id
      join ledger_accounts a on a.id = e.account_id
      where e.created_at >= (select at from until)
    )
    select to_char(day, 'YYYY-MM') as month, kind, account, sum(amount_hundredths)::bigint as hundredths
    from moved group by 1, 2, 3 order by 1`.execute(tx)
  return rows
}
