import { sql } from 'kysely'
import type { Tx } from '../db/tx.ts'

export interface EnqueueOptions {
  /** A job with a key replaces a waiting one of the same key. */
  key?: string
  runAt?: Date
  /** Tries before the job is given up; 25 by default, spread over about three days. */
  maxAttempts?: number
}

/** Adds a job in this transaction: it runs if, and only after, the transaction commits. */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: object,
  options: EnqueueOptions = {},
): Promise<void> {
  const { key = null, runAt = null, maxAttempts = null } = options
  await sql`select enqueue_job(${task}, ${JSON.stringify(payload)}::jsonb, ${key}, ${runAt}, ${maxAttempts})`.execute(
    tx,
  )
}
