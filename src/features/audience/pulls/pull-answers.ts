import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import { listLeads } from '../../leads/index.ts'
import { MAX_PULL_AT_ONCE } from '../schema.ts'
import type { Pulled, PulledNow } from '../search/schema.ts'
import { readPull } from './list-pulls.ts'

/** What an Idempotency-Key keeps: never a person's values, so the leads are read anew for each answer. */
export interface KeptAnswer {
  status: 200 | 202
  body: Pulled
}
export type PullAnswer = { status: 200; body: PulledNow } | { status: 202; body: Pulled }

/** A pull as it is now: 200 once it is over. */
export async function answerOf(tx: Tx, workspaceId: string, pullId: string): Promise<KeptAnswer> {
  const pull = await readPull(tx, workspaceId, pullId)
  const { rows } = await sql<{ balance: number }>`
    select balance_hundredths as balance from ledger_accounts
    where workspace_id = ${workspaceId} and kind = 'wallet'`.execute(tx)
  const body: Pulled = {
    action: 'pull',
    ...{ pull_id: pullId, import_id: pullId, status: pull.status, pulled: pull.pulled },
    ...{ duplicates_skipped: pull.duplicates_skipped, credits_charged: pull.credits_charged },
    balance: toCredits(rows[0]?.balance ?? 0),
    ...{ ended_by: pull.ended_by, failure: pull.failure },
  }
  return { status: pull.status === 'queued' || pull.status === 'running' ? 202 : 200, body }
}

/** Adds the leads that came to the answer of a pull that is over. */
export async function withLeads(tx: Tx, { status, body }: KeptAnswer): Promise<PullAnswer> {
  if (status === 202) return { status, body }
  const page = { sort: '-created_at', limit: MAX_PULL_AT_ONCE } as const
  const { data: leads } = await listLeads(tx, { import_id: body.pull_id }, page)
  return { status, body: { ...body, leads } }
}
