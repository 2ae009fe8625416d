import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

export interface Decision {
  operatorId: string
  workspaceId: string
  status: 'approved' | 'suspended'
  reason: string | null
}

/** The operator approves or suspends; a suspension hides the partner's listings at once. Needs withSystem. */
export async function decidePartner(tx: Tx, { operatorId, workspaceId, status, reason }: Decision) {
  await sql`select decide_partner(${operatorId}, ${workspaceId}, ${status}, ${reason})`.execute(tx)
  return { status }
}
