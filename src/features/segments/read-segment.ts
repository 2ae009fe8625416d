import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import type { AudienceFilter } from '../audience/schema.ts'
import type { Segment, SegmentStatus, SegmentTarget } from './schema.ts'
import { type SegmentRow, segmentsFor, viewSegment } from './segment-view.ts'

export interface StoredSegment {
  id: string
  name: string
  description: string | null
  target: SegmentTarget
  filters: AudienceFilter
  status: SegmentStatus
  folder: string | null
  updated_at: Date
}

/** A segment of the workspace as `userId` sees it; 404 when there is none. */
export async function readSegment(tx: Tx, id: string, userId: string | null): Promise<Segment> {
  const { rows } = await sql<SegmentRow>`
    ${segmentsFor(userId)} where s.workspace_id = current_workspace() and s.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) throw segmentNotFound()
  return viewSegment(row)
}

/** What is stored of a segment; `isLocked` keeps others from changing it until the transaction ends. */
export async function findSegment(tx: Tx, id: string, { isLocked = false } = {}): Promise<StoredSegment> {
  const lock: RawBuilder<unknown> = isLocked ? sql`for no key update` : sql``
  const { rows } = await sql<StoredSegment>`
    select id, name, description, target, filters, status, folder, updated_at
    from segments where workspace_id = current_workspace() and id = ${id} ${lock}`.execute(tx)
  const [row] = rows
  if (!row) throw segmentNotFound()
  return row
}

export function segmentNotFound(): Problem {
  return new Problem('not_found', 'There is no such segment')
}
