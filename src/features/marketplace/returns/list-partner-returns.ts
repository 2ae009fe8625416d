import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { toCredits } from '../../credits/index.ts'
import { type CommonRow, commonOf, type LeadRow, leadOf, type StepRow, stepOf } from './return-view.ts'
import type { PartnerReturn, PartnerReturnDetail, ReturnsQuery } from './schema.ts'

interface PartnerRow extends CommonRow, LeadRow {
  earning_hundredths: number
  relisted: boolean
}

/** Returns of the partner's sales, newest first. Nothing in them tells who bought. */
export async function listPartnerReturns(tx: Tx, { status = null, limit, cursor }: AsQuery) {
  const before = cursor ? decodeCursor(cursor, z.uuid()) : null
  const rows = await find(tx, { id: null, status, before, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(partnerReturnOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

type AsQuery = Omit<ReturnsQuery, 'status'> & { status?: string[] | null | undefined }

/** One of them with its timeline. */
export async function readPartnerReturn(tx: Tx, id: string): Promise<PartnerReturnDetail> {
  const [row] = await find(tx, { id, status: null, before: null, limit: 1 })
  if (!row) throw new Problem('not_found', 'There is no such return')
  const { rows } = await sql<StepRow>`select * from partner_return_steps(${id})`.execute(tx)
  return { ...partnerReturnOf(row), steps: rows.map(stepOf) }
}

interface Wanted {
  id: string | null
  status: string[] | null
  before: string | null
  limit: number
}

async function find(tx: Tx, { id, status, before, limit }: Wanted): Promise<PartnerRow[]> {
  const { rows } = await sql<PartnerRow>`
    select r.*, r.sold_at as bought_at, l.id is not null as is_kept, l.full_name, l.job_title, l.company_name
    from partner_returns(${id}::uuid, ${status}::text[], ${before}::uuid, ${limit}) r
    left join leads l on l.workspace_id = current_workspace() and l.id = r.lead_id
    order by r.id desc`.execute(tx)
  return rows
}

function partnerReturnOf(row: PartnerRow): PartnerReturn {
  return {
    ...commonOf(row),
    earning: toCredits(row.earning_hundredths),
    relisted: row.relisted,
    lead: leadOf(row),
  }
}
