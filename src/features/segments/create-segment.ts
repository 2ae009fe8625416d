import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import { queueCounts } from './moves/queue-counts.ts'
import { queueRefresh } from './moves/queue-refresh.ts'
import { publishSegment } from './publish-segment.ts'
import { readSegment } from './read-segment.ts'
import { refuseFilter } from './refuse-filter.ts'
import { MAX_SEGMENTS, type NewSegment, type Segment } from './schema.ts'

/** Saves a filter as a segment, owned by who asks; nobody's when a program does. */
export async function createSegment(tx: Tx, wish: NewSegment, userId: string | null): Promise<Segment> {
  refuseFilter(wish.target, wish.filters)
  const { rows } = await sql<{ id: string }>`
    insert into segments (workspace_id, name, description, target, filters, folder, owner_id)
    select current_workspace(), ${wish.name}, ${wish.description}, ${wish.target}, ${JSON.stringify(wish.filters)}::jsonb,
      ${wish.folder}, ${userId}::uuid
    where (select count(*) from segments where workspace_id = current_workspace()) < ${MAX_SEGMENTS}
    returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) {
    throw new Problem('conflict', `A workspace has at most ${MAX_SEGMENTS} segments: delete some first`)
  }
  await (wish.target === 'leads' ? queueRefresh(tx) : queueCounts(tx))
  await publishSegment(tx, 'segment.created', id)
  return readSegment(tx, id, userId)
}
