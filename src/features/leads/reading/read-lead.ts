import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Lead } from '../schema.ts'
import { improvements, type ScoredLead, scoreFactors } from '../scoring/score-factors.ts'
import { LEAD_COLUMNS } from './lead-columns.ts'

type Times = 'returned_at' | 'created_at' | 'updated_at' | 'sourced_at' | 'consent_at'

/** A lead as its columns hold it. */
export type StoredLead = Omit<Lead, Times | 'score_factors' | 'improvements' | 'verifications'> &
  ScoredLead & {
    returned_at: Date | null
    created_at: Date
    updated_at: Date
    sourced_at: Date
    consent_at: Date | null
    verifications: Lead['verifications'] | null
  }

/** Everything about one lead of the workspace. */
export async function readLead(tx: Tx, id: string): Promise<Lead> {
  return viewLead(await findLead(tx, id))
}

/** 404 for an id of another workspace or of none. */
export async function findLead(tx: Tx, id: string, { isLocked = false } = {}): Promise<StoredLead> {
  const { rows } = await sql<StoredLead>`
    select ${sql.raw(LEAD_COLUMNS)} from leads l
    where l.workspace_id = current_workspace() and l.id = ${id}
    ${sql.raw(isLocked ? 'for no key update' : '')}`.execute(tx)
  if (!rows[0]) throw leadNotFound()
  return rows[0]
}

/** Those of the ids that are leads of the workspace, by id. */
export async function findLeads(tx: Tx, ids: readonly string[]): Promise<Map<string, StoredLead>> {
  const { rows } = await sql<StoredLead>`
    select ${sql.raw(LEAD_COLUMNS)} from leads l
    where l.workspace_id = current_workspace() and l.id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((lead) => [lead.id, lead]))
}

export function leadNotFound(): Problem {
  return new Problem('not_found', 'There is no such lead')
}

function viewLead(stored: StoredLead): Lead {
  const {
    points_email: _email,
    points_phone: _phone,
    points_completeness: _completeness,
    points_fit: _fit,
    points_recency: _recency,
    points_engagement: _engagement,
    ...lead
  } = stored
  return {
    ...lead,
    verifications: lead.verifications ?? {},
    returned_at: lead.returned_at?.toISOString() ?? null,
    created_at: lead.created_at.toISOString(),
    updated_at: lead.updated_at.toISOString(),
    sourced_at: lead.sourced_at.toISOString(),
    consent_at: lead.consent_at?.toISOString() ?? null,
    score_factors: scoreFactors(stored),
    improvements: improvements(stored),
  }
}
