import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'

/** Throws the 403 problem of a workspace that may not sell. */
export async function requirePartner(tx: Tx): Promise<void> {
  const { rows } = await sql<{ status: string | null }>`
    select partner_status(current_workspace()) as status`.execute(tx)
  const status = rows[0]?.status ?? null
  if (status === 'approved') return
  const why =
    status === 'applied'
      ? 'Your application as a partner has not been decided yet.'
      : status === 'suspended'
        ? 'Your workspace is suspended as a partner.'
        : 'Only a partner can upload leads for sale. Apply as a partner first.'
  throw new Problem('forbidden', why, { partner_status: status })
}
