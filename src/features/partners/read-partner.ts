import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { explainCommission } from './explain-commission.ts'
import type { Partner } from './schema.ts'

interface PartnerRow {
  status: NonNullable<Partner['status']>
  company: string
  website: string | null
  about: string | null
  applied_at: Date
  decided_at: Date | null
  reason: string | null
  verified_leads: number
  valid_leads: number
}

const NO_LISTINGS = { active: 0, sold_out: 0, expired: 0, withdrawn: 0, suspended: 0 }
const NO_PARTNER: Partner = {
  ...{ status: null, company: null, website: null, about: null, applied_at: null, decided_at: null },
  ...{ reason: null, verified_leads: 0, valid_leads: 0, uploads_this_month: 0 },
  ...{ listings: NO_LISTINGS, commission: null },
}

/** How this workspace stands as a partner, and what its sales earn. */
export async function readPartner(tx: Tx, workspaceId: string): Promise<Partner> {
  const { rows } = await sql<PartnerRow>`
    select status, company, website, about, applied_at, decided_at, reason, verified_leads, valid_leads
    from partners where workspace_id = ${workspaceId}`.execute(tx)
  const [row] = rows
  if (!row) return NO_PARTNER
  const { uploads = 0, ...commission } = (await explainCommission(tx)) ?? {}
  return {
    ...row,
    applied_at: row.applied_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
    uploads_this_month: uploads,
    listings: await countOwnListings(tx, workspaceId),
    commission: 'percent' in commission ? commission : null,
  }
}

async function countOwnListings(tx: Tx, workspaceId: string): Promise<Partner['listings']> {
  const { rows } = await sql<{ status: keyof Partner['listings']; count: number }>`
    select status, count(*) as count from listings where workspace_id = ${workspaceId} group by status`.execute(
    tx,
  )
  return { ...NO_LISTINGS, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) }
}
