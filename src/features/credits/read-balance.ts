import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { toCredits } from './hundredths.ts'
import type { Credits } from './schema.ts'

/** What the workspace can spend, and what is set aside. A workspace without an account yet has zero. */
export async function readBalance(tx: Tx, workspaceId: string): Promise<Credits> {
  const credits = await readAccounts(tx, workspaceId)
  if (credits.held === 0) return credits
  // Perhaps for a quote whose time is over, and the clock has yet to come by.
  const { rows } = await sql<{ released: number }>`select release_own_due_quotes() as released`.execute(tx)
  return (rows[0]?.released ?? 0) > 0 ? readAccounts(tx, workspaceId) : credits
}

async function readAccounts(tx: Tx, workspaceId: string): Promise<Credits> {
  const accounts = await tx
    .selectFrom('ledger_accounts')
    .select(['kind', 'balance_hundredths'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', 'in', ['wallet', 'held'])
    .execute()
  const of = (kind: string) =>
    toCredits(Number(accounts.find((account) => account.kind === kind)?.balance_hundredths ?? 0))
  return { balance: of('wallet'), held: of('held') }
}
