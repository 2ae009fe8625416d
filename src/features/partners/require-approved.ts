import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'

/** Refuses a workspace that may not sell now. */
export async function requireApproved(tx: Tx, workspaceId: string): Promise<void> {
  const { rows } = await sql<{ status: string | null }>`
    select partner_status(${workspaceId}) as status`.execute(tx)
  const status = rows[0]?.status
  if (status === 'approved') return
  throw new Problem('forbidden', WHY[status ?? ''] ?? 'This workspace is not a partner: apply first')
}

const WHY: Record<string, string> = {
  applied: 'The operator has not approved this workspace as a partner yet',
  suspended: 'The operator has suspended this partner',
}
