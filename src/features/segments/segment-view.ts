import { sql } from 'kysely'
import type { AudienceFilter } from '../audience/schema.ts'
import { toCredits } from '../credits/index.ts'
import type { Cadence, Segment, SegmentStatus, SegmentTarget } from './schema.ts'

export interface SegmentRow {
  id: string
  name: string
  description: string | null
  target: SegmentTarget
  filters: AudienceFilter
  status: SegmentStatus
  folder: string | null
  favourite: boolean
  owner_id: string | null
  owner_name: string | null
  last_count: number | null
  last_net_new: number | null
  last_counted_at: Date | null
  last_run_at: Date | null
  created_at: Date
  updated_at: Date
  cadence: Cadence | null
  max_leads: number
  max_credits_hundredths: number | null
  tags: string[]
  order_status: 'active' | 'paused'
  paused_reason: string | null
  next_at: Date
}

/** Segments `s` as `userId` sees them, with everything that is shown of one. */
export function segmentsFor(userId: string | null) {
  return sql`
    select s.id, s.name, s.description, s.target, s.filters, s.status, s.folder, f.user_id is not null as favourite,
      m.user_id as owner_id, m.name as owner_name, s.last_count, s.last_net_new, s.last_counted_at, s.last_run_at,
      s.created_at, s.updated_at, o.cadence, o.max_leads, o.max_credits_hundredths, o.tags, o.status as order_status,
      o.paused_reason, o.next_at
    from segments s
    left join list_members() m on m.user_id = s.owner_id
    left join segment_favourites f
      on f.workspace_id = s.workspace_id and f.segment_id = s.id and f.user_id = ${userId}::uuid
    left join standing_orders o on o.workspace_id = s.workspace_id and o.segment_id = s.id`
}

export function viewSegment(row: SegmentRow): Segment {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    target: row.target,
    filters: row.filters,
    status: row.status,
    folder: row.folder,
    favourite: row.favourite,
    owner: row.owner_id && row.owner_name !== null ? { id: row.owner_id, name: row.owner_name } : null,
    last_count: row.last_count,
    last_net_new: row.last_net_new,
    last_counted_at: row.last_counted_at?.toISOString() ?? null,
    last_run_at: row.last_run_at?.toISOString() ?? null,
    standing_order: row.cadence && {
      cadence: row.cadence,
      max_leads: row.max_leads,
      max_credits: row.max_credits_hundredths === null ? null : toCredits(row.max_credits_hundredths),
      tags: row.tags,
      status: row.order_status,
      paused_reason: row.paused_reason,
      next_at: row.next_at.toISOString(),
    },
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}
