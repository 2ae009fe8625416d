import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'

/** Why a listing's terms did not change: it is not on sale. */
export async function refuseUnchanged(tx: Tx, workspaceId: string, listingId: string): Promise<never> {
  const { rows } = await sql<{ status: string }>`
    select status from listings where workspace_id = ${workspaceId} and id = ${listingId}`.execute(tx)
  const words = rows[0]?.status === 'withdrawn' ? 'withdrawn: list the lead again' : 'suspended'
  throw new Problem('conflict', `This listing is ${words}`)
}
