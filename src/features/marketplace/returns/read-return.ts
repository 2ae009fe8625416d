import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { toCredits } from '../../credits/index.ts'
import { findReturns, returnOf } from './list-returns.ts'
import { readSteps } from './return-view.ts'
import type { ReturnDetail } from './schema.ts'

interface RefundRow {
  kind: ReturnDetail['refunded'][number]['kind']
  amount_hundredths: number
  expires_at: Date | null
}

/** A return of the workspace with its timeline and where the credits went. */
export async function readReturn(tx: Tx, workspaceId: string, id: string): Promise<ReturnDetail> {
  const { rows } = await findReturns(sql`r.workspace_id = ${workspaceId} and r.id = ${id}`, 1).execute(tx)
  const [row] = rows
  if (!row) throw new Problem('not_found', 'There is no such return')
  return { ...returnOf(row), steps: await readSteps(tx, id), refunded: await readRefunded(tx, id) }
}

async function readRefunded(tx: Tx, id: string): Promise<ReturnDetail['refunded']> {
  const { rows } = await sql<RefundRow>`
    select g.kind, m.amount_hundredths, g.expires_at
    from ledger_transfers t
    join grant_moves m on m.transfer_id = t.id
    join credit_grants g on g.id = m.grant_id
    where t.subject_id = ${id} and t.kind = 'return'
    order by g.kind desc, g.expires_at desc, g.id desc`.execute(tx)
  return rows.map(({ kind, amount_hundredths, expires_at }) => ({
    ...{ kind, credits: toCredits(amount_hundredths), expires_at: expires_at?.toISOString() ?? null },
  }))
}
