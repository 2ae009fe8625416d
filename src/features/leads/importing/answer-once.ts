import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface ImportAnswer {
  status: 201 | 202
  body: object
}

export interface OnceKey {
  key: string
  requestHash: Buffer
}

/**
 * Does `work` at most once for an Idempotency-Key, in the same transaction as the key; a repeated request gets the
 * first answer, another request under the key a 409. Without a key it just does it.
 */
export async function answerOnce(
  tx: Tx,
  once: OnceKey | null,
  work: () => Promise<ImportAnswer>,
): Promise<{ answer: ImportAnswer; isReplay: boolean }> {
  if (once === null) return { answer: await work(), isReplay: false }
  const { rows } = await sql<{ answer: ImportAnswer | null }>`
    select claim_import_key(${once.key}, ${once.requestHash}) as answer`.execute(tx)
  const earlier = rows[0]?.answer ?? null
  if (earlier !== null) return { answer: earlier, isReplay: true }
  const answer = await work()
  await sql`select answer_import_key(${once.key}, ${JSON.stringify(answer)}::jsonb)`.execute(tx)
  return { answer, isReplay: false }
}
