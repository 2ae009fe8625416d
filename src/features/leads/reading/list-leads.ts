import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { LEAD_SORTS, type LeadFilter, type LeadRow, type LeadSort } from '../schema.ts'
import { filterJson } from './filter-json.ts'
import { ROW_COLUMNS } from './lead-columns.ts'
import { zonedDays } from './zoned-days.ts'

export interface LeadPage {
  sort: LeadSort
  limit: number
  cursor?: string | undefined
}

/** The lead a page ends with: the next one begins past its sort value and id. */
const placeSchema = z.object({ sort: z.enum(LEAD_SORTS), key: z.string().max(300), id: z.uuid() })

type FoundRow = Omit<LeadRow, 'returned_at' | 'created_at' | 'updated_at'> & {
  returned_at: Date | null
  created_at: Date
  updated_at: Date
  key: string
}

/** A page of the workspace's leads; which plan finds it is find_leads()'s to decide. */
export async function listLeads(tx: Tx, filter: LeadFilter, { sort, limit, cursor }: LeadPage) {
  const place = cursor === undefined ? null : decodeCursor(cursor, placeSchema)
  if (place && place.sort !== sort) throw staleCursor()
  const wanted = await zonedDays(tx, filter)
  const { rows } = await sql<FoundRow & { place: number; found: number }>`
    select ${sql.raw(ROW_COLUMNS)}, ${sql.raw(KEY_OF[sort])} as key, page.place, page.found
    from (
      select id, place, count(*) over () as found
      from unnest(find_leads(${filterJson(wanted)}::jsonb, ${sort}, ${place?.key ?? null}, ${place?.id ?? null}::uuid,
        ${limit + 1}::int)) with ordinality as ids (id, place)
    ) page
    join leads l on l.workspace_id = current_workspace() and l.id = page.id
    where page.place <= ${limit}
    order by page.place`.execute(tx)
  const last = rows.at(-1)
  const hasMore = last !== undefined && last.found > limit
  return {
    data: rows.map(viewRow),
    next_cursor: hasMore ? encodeCursor({ sort, key: String(last.key), id: last.id }) : null,
  }
}

const KEY_OF: Record<LeadSort, string> = {
  '-created_at': `''`,
  created_at: `''`,
  '-score': 'l.score',
  score: 'l.score',
  name: 'l.name_sort',
  '-name': 'l.name_sort',
  company: 'l.company_sort',
  '-company': 'l.company_sort',
}

function viewRow({
  key: _key,
  place: _place,
  found: _found,
  ...row
}: FoundRow & { place: number; found: number }): LeadRow {
  return {
    ...row,
    returned_at: row.returned_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

function staleCursor(): Problem {
  const message = 'This cursor belongs to another sort order'
  return new Problem('invalid_input', message, { errors: [{ path: 'cursor', message }] })
}
