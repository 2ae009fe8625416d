import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { findSegment } from '../read-segment.ts'
import type { SegmentMove } from '../schema.ts'

interface MoveRow extends Omit<SegmentMove, 'lead' | 'created_at'> {
  has_lead: boolean
  full_name: string | null
  company_name: string | null
  created_at: Date
}

/** Who entered and left a segment of own leads, the last first. */
export async function listMoves(
  tx: Tx,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  await findSegment(tx, id)
  const before = cursor === undefined ? null : decodeCursor(cursor, z.uuid())
  const { rows } = await sql<MoveRow>`
    select m.id, m.lead_id, m.move, m.fields, m.created_at, l.id is not null as has_lead, l.full_name, l.company_name
    from segment_moves m
    left join leads l on l.workspace_id = m.workspace_id and l.id = m.lead_id
    where m.workspace_id = current_workspace() and m.segment_id = ${id}
      and (${before}::uuid is null or m.id < ${before}::uuid)
    order by m.id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(viewMove),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

function viewMove({ has_lead, full_name, company_name, created_at, ...move }: MoveRow): SegmentMove {
  return {
    ...move,
    lead: has_lead ? { full_name, company_name } : null,
    created_at: created_at.toISOString(),
  }
}
