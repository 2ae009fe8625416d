import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { publishLeads } from '../publish-leads.ts'
import { filterJson } from '../reading/filter-json.ts'
import { zonedDays } from '../reading/zoned-days.ts'
import type { LeadFilter } from '../schema.ts'

export interface ManyChange {
  status: string | null
  addTags: string[]
  removeTags: string[]
  actorId: string | null
}

export const BATCH = 1000

/** Changes leads by id, those of the workspace; answers which changed. One event for all of them. */
export async function changeMany(tx: Tx, ids: string[], change: ManyChange): Promise<string[]> {
  const { status, addTags, removeTags, actorId } = change
  const { rows } = await sql<{ ids: string[] }>`
    select change_leads(${ids}::uuid[], ${status}, ${addTags}::text[], ${removeTags}::text[], ${actorId}::uuid) as ids
  `.execute(tx)
  const changed = rows[0]?.ids ?? []
  const fields = [...(status ? ['status'] : []), ...(addTags.length + removeTags.length > 0 ? ['tags'] : [])]
  await publishLeads(tx, 'lead.updated', changed, { changed: fields })
  return changed
}

/** The next ids that match, oldest first: a walk that sees every lead once whatever the change does to the filter. */
export async function nextMatches(tx: Tx, filter: LeadFilter, after: string | null): Promise<string[]> {
  const wanted = await zonedDays(tx, filter)
  const { rows } = await sql<{ ids: string[] }>`
    select find_leads(${filterJson(wanted)}::jsonb, 'created_at', '', ${after}::uuid, ${BATCH}::int) as ids`.execute(
    tx,
  )
  return rows[0]?.ids ?? []
}
