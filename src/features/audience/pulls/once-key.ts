import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { requestHash } from '../../credits/index.ts'
import type { KeptAnswer } from './pull-answers.ts'

/** An Idempotency-Key and what was asked under it. */
export interface OnceKey {
  key: string
  request: object
}

export interface PullKey {
  /** The answer of an earlier request, if there is one; a 409 problem for another request under the key. */
  find(tx: Tx): Promise<KeptAnswer | null>
  /** The same, and from this transaction's commit on the key is taken. */
  claim(tx: Tx): Promise<KeptAnswer | null>
  keep(tx: Tx, answer: KeptAnswer): Promise<void>
}

/** Requests with one key wait for each other until the transaction ends. */
export function pullKey({ key, request }: OnceKey): PullKey {
  const hash = requestHash(request)
  const ask = async (tx: Tx, call: 'find_pull_answer' | 'claim_pull_key') => {
    const { rows } = await sql<{ answer: KeptAnswer | null }>`
      select ${sql.id(call)}(${key}, ${hash}) as answer`.execute(tx)
    return rows[0]?.answer ?? null
  }
  return {
    find: (tx) => ask(tx, 'find_pull_answer'),
    claim: (tx) => ask(tx, 'claim_pull_key'),
    async keep(tx, answer) {
      await sql`select answer_pull_key(${key}, ${JSON.stringify(answer)}::jsonb)`.execute(tx)
    },
  }
}
