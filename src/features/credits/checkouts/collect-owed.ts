import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const LIMIT = 1_000

/** Workspaces that owe credits and have some again. Needs withSystem. */
export async function listDebtors(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    select distinct c.workspace_id from checkouts c
    join ledger_accounts a on a.workspace_id = c.workspace_id and a.kind = 'wallet'
    where c.owed_hundredths > 0 and a.balance_hundredths > 0 limit ${LIMIT}`.execute(tx)
  return rows.map((row) => row.workspace_id)
}

/** Takes what a workspace owes from what its wallet holds by now: something came back to it. Needs withSystem. */
export async function collectOwed(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select collect_owed(${workspaceId})`.execute(tx)
}
