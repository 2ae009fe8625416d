import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import type { OperatorPartner } from './schema.ts'

interface Row extends Omit<OperatorPartner, 'applied_by' | 'applied_at' | 'decided_at'> {
  applied_by_name: string | null
  applied_by_email: string | null
  applied_at: Date
  decided_at: Date | null
}

export interface PartnerQuery {
  status?: OperatorPartner['status']
  limit: number
  cursor?: string
}

/** Who sells or asks to, the newest workspace first. Needs withSystem. */
export async function listPartners(tx: Tx, { status, limit, cursor }: PartnerQuery) {
  const before = cursor ? decodeCursor(cursor, z.uuid()) : null
  const { rows } = await sql<Row>`
    select p.workspace_id, w.name as workspace_name, p.status, p.company, p.website, p.about,
      u.name as applied_by_name, u.email as applied_by_email, p.applied_at, p.decided_at, p.reason,
      (select count(*) from listings l where l.workspace_id = p.workspace_id and l.status = 'active') as active_listings,
      p.verified_leads, p.valid_leads
    from partners p
    join workspaces w on w.id = p.workspace_id
    left join auth."user" u on u.id = p.applied_by
    where (${before}::uuid is null or p.workspace_id < ${before}::uuid)
      and (${status ?? null}::text is null or p.status = ${status ?? null})
    order by p.workspace_id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(partnerOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.workspace_id) : null,
  }
}

function partnerOf({ applied_by_name: name, applied_by_email: email, ...row }: Row): OperatorPartner {
  return {
    ...row,
    applied_by: name !== null && email !== null ? { name, email } : null,
    applied_at: row.applied_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
  }
}
