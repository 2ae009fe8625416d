import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { PAYOUT_COLUMNS, type PayoutRow, payoutOf } from './payout-row.ts'

/** The partner's own payouts, newest first. */
export async function listPayouts(tx: Tx, workspaceId: string, page: { limit: number; cursor?: string }) {
  const before = page.cursor ? decodeCursor(page.cursor, z.uuid()) : null
  const { rows } = await sql<PayoutRow>`
    select ${sql.raw(PAYOUT_COLUMNS)} from payouts p
    where p.workspace_id = ${workspaceId} and (${before}::uuid is null or p.id < ${before}::uuid)
    order by p.id desc limit ${page.limit + 1}`.execute(tx)
  const shown = rows.slice(0, page.limit)
  return {
    data: shown.map(payoutOf),
    next_cursor: rows.length > page.limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}
