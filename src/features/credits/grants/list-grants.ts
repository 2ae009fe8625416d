import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { toCredits } from '../hundredths.ts'
import type { CreditGrantRow } from '../schema.ts'

/** What the workspace's credits are made of, newest first. */
export async function listGrants(tx: Tx, { limit, cursor }: { limit: number; cursor?: string }) {
  let query = tx
    .selectFrom('credit_grants')
    .select(['id', 'kind', 'amount_hundredths', 'remaining_hundredths', 'reason'])
    .select(['expires_at', 'checkout_id', 'created_at'])
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor) query = query.where('id', '<', decodeCursor(cursor, z.uuid()))
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  const data = shown.map(
    (row): CreditGrantRow => ({
      ...{ id: row.id, kind: row.kind, reason: row.reason, checkout_id: row.checkout_id },
      amount: toCredits(Number(row.amount_hundredths)),
      remaining: toCredits(Number(row.remaining_hundredths)),
      expires_at: row.expires_at?.toISOString() ?? null,
      created_at: row.created_at.toISOString(),
    }),
  )
  return { data, next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null }
}
