import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/index.ts'
import { decodeCursor, encodeCursor, pageQuery } from '../../platform/http/index.ts'
import { toCredits } from './hundredths.ts'
import { type CreditEntry, TRANSFER_KINDS, type TransferKind } from './schema.ts'

const kinds = Object.keys(TRANSFER_KINDS) as [TransferKind, ...TransferKind[]]

export const historyQuery = pageQuery.extend({
  /** Any of them: `?kind=purchase,pull`. */
  kind: z
    .preprocess(
      (given) => (typeof given === 'string' ? given.split(',') : given),
      z.array(z.enum(kinds)).min(1).max(kinds.length).optional(),
    )
    .optional(),
  /** From this day. */
  created_from: z.iso.date().optional(),
  /** Up to this day, which is included. */
  created_to: z.iso.date().optional(),
})
type HistoryQuery = z.output<typeof historyQuery>

const placeSchema = z.int().nonnegative()

interface EntryRow {
  id: number
  kind: CreditEntry['kind']
  amount_hundredths: number
  balance_after_hundredths: number
  reason: string | null
  order_id: string | null
  actor_id: string | null
  actor_name: string | null
  created_at: Date
}

/** The wallet's entries, newest first; days are those of the workspace's time zone. */
export async function listEntries(tx: Tx, workspaceId: string, query: HistoryQuery) {
  const { limit, cursor, kind, created_from, created_to } = query
  const before = cursor ? decodeCursor(cursor, placeSchema) : Number.MAX_SAFE_INTEGER
  const { rows } = await sql<EntryRow>`
    select e.id, t.kind, e.amount_hundredths, e.balance_after_hundredths, t.reason, t.order_id,
      m.user_id as actor_id, m.name as actor_name, e.created_at
    from ledger_accounts a
    join ledger_entries e on e.account_id = a.id
    join ledger_transfers t on t.id = e.transfer_id
    left join list_members() m on m.user_id = t.actor_id
    where a.workspace_id = ${workspaceId} and a.kind = 'wallet' and e.id < ${before}
      and (${kind ?? null}::text[] is null or t.kind = any (${kind ?? null}::text[]))
      and (${created_from ?? null}::date is null
        or e.created_at >= ${created_from ?? null}::date::timestamp at time zone (select figure_zone()))
      and (${created_to ?? null}::date is null
        or e.created_at < (${created_to ?? null}::date + 1)::timestamp at time zone (select figure_zone()))
    order by e.id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(entryOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

function entryOf(row: EntryRow): CreditEntry {
  return {
    id: String(row.id),
    kind: row.kind,
    amount: toCredits(row.amount_hundredths),
    balance_after: toCredits(row.balance_after_hundredths),
    reason: row.reason,
    order_id: row.order_id,
    actor: row.actor_id && row.actor_name !== null ? { id: row.actor_id, name: row.actor_name } : null,
    created_at: row.created_at.toISOString(),
  }
}
