import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/index.ts'
import { Problem } from '../../platform/errors/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/http/index.ts'
import { SEGMENT_SORTS, type SegmentListQuery } from './schema.ts'
import { type SegmentRow, segmentsFor, viewSegment } from './segment-view.ts'

/** The segment a page ends with, by what it is sorted by. */
const placeSchema = z.object({ sort: z.enum(SEGMENT_SORTS), key: z.string().max(300), id: z.uuid() })

/** By name without case, or the last changed first. A time as text, because a cursor has to keep its microseconds. */
const ORDER = {
  name: { key: sql`lower(s.name) collate "C"`, direction: sql`asc`, beyond: sql`>` },
  '-updated_at': {
    key: sql`to_char(s.updated_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') collate "C"`,
    direction: sql`desc`,
    beyond: sql`<`,
  },
}

/** A page of the workspace's segments, as `userId` sees them. */
export async function listSegments(tx: Tx, query: SegmentListQuery, userId: string | null) {
  const { sort, limit, cursor } = query
  const place = cursor === undefined ? null : decodeCursor(cursor, placeSchema)
  if (place && place.sort !== sort) throw staleCursor()
  const { key, direction, beyond } = ORDER[sort]
  const { rows } = await sql<SegmentRow & { key: string }>`
    select listed.* from (
      select shown.*, ${key} as key
      from (${segmentsFor(userId)} where s.workspace_id = current_workspace()) shown
      join segments s on s.workspace_id = current_workspace() and s.id = shown.id
    ) listed
    where (${query.target ?? null}::text[] is null or target = any(${query.target ?? null}))
      and case when ${query.status ?? null}::text[] is null then status <> 'archived'
        else status = any(${query.status ?? null}::text[]) end
      and (${query.folder ?? null}::text[] is null or folder = any(${query.folder ?? null}))
      and (${query.favourite ?? null}::boolean is null or favourite = ${query.favourite ?? null})
      and (${query.q || null}::text is null or position(lower(${query.q ?? ''}) in lower(name || ' ' || coalesce(description, ''))) > 0)
      and (${place?.id ?? null}::uuid is null or (key, id) ${beyond} (${place?.key ?? ''}, ${place?.id ?? null}::uuid))
    order by key ${direction}, id ${direction} limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: shown.map(viewSegment),
    next_cursor: last && rows.length > limit ? encodeCursor({ sort, key: last.key, id: last.id }) : null,
  }
}

function staleCursor(): Problem {
  const message = 'This cursor belongs to another sort order'
  return new Problem('invalid_input', message, { errors: [{ path: 'cursor', message }] })
}
