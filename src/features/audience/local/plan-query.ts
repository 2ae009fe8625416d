import type { AudienceQuery } from '../providers/provider.ts'
import type { OpenVersion } from './open-version.ts'
import { planFilter, type TopPart, together } from './plan-filter.ts'
import type { RowSet } from './removed-rows.ts'
import type { KeyedPlan, Plan } from './scan/plan.ts'

/** A question turned into what the threads can answer. */
export interface PlannedQuery {
  wanted: KeyedPlan
  /** Those of `wanted` that are net new to the workspace. */
  fresh: KeyedPlan
  parts: TopPart[]
  owned: RowSet
}

const DAY_MS = 86_400_000

export async function planQuery(version: OpenVersion, query: AudienceQuery): Promise<PlannedQuery> {
  query.signal?.throwIfAborted()
  const { manifest, dictionaries } = version
  const [removed, owned] = await Promise.all([version.removed.current(), version.owned.of(query.workspaceId)])
  const today = Math.floor(Date.now() / DAY_MS)
  const parts = await planFilter(query.filter, { manifest, dictionaries, today, owned: owned.bits })
  if (removed.id > 0) parts.push({ field: null, plan: without(removed) })
  query.signal?.throwIfAborted()
  const plan = together(parts.map((part) => part.plan))
  // Plans of one workspace at one moment differ by their filter only, and filters without net_new are everybody's.
  const ownedKey = JSON.stringify(query.filter).includes('"net_new"')
    ? `${query.workspaceId}.${owned.id}`
    : ''
  const key = JSON.stringify([query.filter, today, removed.id, ownedKey])
  return {
    wanted: { key, plan },
    fresh: { key: `${key} but ${query.workspaceId}.${owned.id}`, plan: together([plan, without(owned)]) },
    parts,
    owned,
  }
}

function without(rows: RowSet): Plan {
  return { op: 'not', part: { op: 'rows', bits: rows.bits } }
}
