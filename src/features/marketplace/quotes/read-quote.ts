import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { QuoteDetail, Quoted } from '../schema.ts'
import { type QuoteRow, quoteColumns, quoteOf } from './list-quotes.ts'

/** A quote as it was given, and what has become of it. */
export async function readQuote(tx: Tx, workspaceId: string, id: string): Promise<QuoteDetail> {
  const { rows } = await sql<QuoteRow & { answer: Quoted }>`
    select ${quoteColumns}, q.answer from quotes q left join list_members() m on m.user_id = q.actor_id
    where q.workspace_id = ${workspaceId} and q.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) throw new Problem('not_found', 'There is no such quote')
  const { items, skipped, refund_terms } = row.answer
  return { ...quoteOf(row), items, skipped, refund_terms }
}
