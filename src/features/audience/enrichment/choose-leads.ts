import { type Databases, withWorkspace } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { findLeads, type LeadFilter, nextMatches, type StoredLead } from '../../leads/index.ts'
import { knownOf } from './found-person.ts'
import { MATCH_ROWS, MAX_ROWS } from './limits.ts'
import type { MatchRow } from './match-rows.ts'

/** Leads by id, of which those of the workspace are found, or all that match a filter of the leads page. */
export type ChosenLeads = { leadIds: string[] } | { filter: LeadFilter }

/** The chosen leads as rows to be matched, a portion at a time. Throws a 404 for none, a 422 for too many. */
export async function* chooseLeads(
  db: Databases,
  workspaceId: string,
  chosen: ChosenLeads,
): AsyncGenerator<MatchRow[], void, undefined> {
  const ids = 'leadIds' in chosen ? [...new Set(chosen.leadIds)] : await idsOf(db, workspaceId, chosen.filter)
  let n = 0
  for (let at = 0; at < ids.length; at += MATCH_ROWS) {
    const portion = ids.slice(at, at + MATCH_ROWS)
    const leads = await withWorkspace(db, workspaceId, (tx) => findLeads(tx, portion))
    const found = portion.flatMap((id) => leads.get(id) ?? [])
    if (found.length > 0) yield found.map((lead) => rowOf(lead, ++n))
  }
  if (n === 0) throw new Problem('not_found', 'There is no such lead')
}

async function idsOf(db: Databases, workspaceId: string, filter: LeadFilter): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    const found = await withWorkspace(db, workspaceId, (tx) => nextMatches(tx, filter, ids.at(-1) ?? null))
    if (found.length === 0) return ids
    ids.push(...found)
    if (ids.length > MAX_ROWS) {
      throw new Problem('invalid_input', 'At most 10,000 leads are enriched at once. Narrow the filter.', {
        errors: [{ path: 'filter', message: 'matches more than 10,000 leads' }],
      })
    }
  }
}

export function rowOf(lead: StoredLead, n: number): MatchRow {
  return { n, leadId: lead.id, cells: null, held: knownOf(lead) }
}
