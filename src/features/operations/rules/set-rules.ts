import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface RulesChange {
  operatorId: string
  seen_version: number
  rules: object
  effective_at: string | null
  reason: string
}

/** The next version of how money is handled, or of what partners earn. Past sales keep theirs. Needs withSystem. */
export async function setRules(tx: Tx, kind: 'money' | 'commission', change: RulesChange) {
  const { operatorId, seen_version, rules, effective_at, reason } = change
  const call = sql.id(`set_${kind}_rules`)
  const { rows } = await sql<{ version: number }>`
    select ${call}(${operatorId}, ${seen_version}, ${JSON.stringify(rules)}::jsonb, ${effective_at}, ${reason}) as version`.execute(
    tx,
  )
  return rows[0] as { version: number }
}
