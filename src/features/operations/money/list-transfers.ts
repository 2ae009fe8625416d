import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { toCredits } from '../../credits/index.ts'
import { type OperatorTransfer, TRANSFER_GROUPS, type TransfersQuery } from './schema.ts'

interface Row extends Omit<OperatorTransfer, 'credits' | 'created_at'> {
  hundredths: number
  created_at: Date
}

/**
 * The transfers behind a figure, newest first: what moved for whom. Each kind is read by its own index; what it comes
 * to is in the order, the payout or the moves of its grants. Needs withSystem.
 */
export async function listTransfers(tx: Tx, { kind, from, to, limit, cursor }: TransfersQuery) {
  const before = cursor ? decodeCursor(cursor, z.uuid()) : null
  const parts = (kind ?? TRANSFER_GROUPS).map(
    (one) => sql`(
      select t.id, t.workspace_id, t.kind, t.order_id, t.subject_id, t.actor_id, t.reason, t.created_at from ledger_transfers t
      where t.kind = ${sql.lit(one)} and (${before}::uuid is null or t.id < ${before}::uuid)
        and (${from ?? null}::date is null or t.id >= uuidv7_floor(${from ?? null}::date::timestamp at time zone 'UTC'))
        and (${to ?? null}::date is null or t.id < uuidv7_floor((${to ?? null}::date + 1)::timestamp at time zone 'UTC'))
      order by t.id desc limit ${limit + 1})`,
  )
  const { rows } = await sql<Row>`
    select t.id, t.kind, t.workspace_id, w.name as workspace_name, t.reason, t.order_id, t.subject_id, t.created_at,
      u.name as actor,
      coalesce(case
        when t.kind = 'purchase' then -(select o.total_hundredths from orders o where o.workspace_id = t.workspace_id and o.id = t.order_id)
        when t.kind like 'payout%' then (select p.credits_hundredths from payouts p where p.id = t.subject_id)
        else (select sum(m.amount_hundredths)::bigint from grant_moves m where m.transfer_id = t.id)
      end, 0) as hundredths
    from (select * from (${sql.join(parts, sql` union all `)}) parts order by id desc limit ${limit + 1}) t
    join workspaces w on w.id = t.workspace_id
    left join auth."user" u on u.id = t.actor_id
    order by t.id desc`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(({ hundredths, created_at, ...row }) => ({
      ...row,
      credits: toCredits(hundredths),
      created_at: created_at.toISOString(),
    })),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}
