import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { Rules } from './schema.ts'

/** Every version of the rules, newest first, with who made it and why. Needs withSystem. */
export async function listRules(tx: Tx): Promise<Rules> {
  return { money: await versionsOf(tx, 'money_rules'), commission: await versionsOf(tx, 'commission_rules') }
}

interface Versioned {
  version: number
  effective_at: Date
}

async function versionsOf<Kind extends 'money' | 'commission'>(
  tx: Tx,
  table: `${Kind}_rules`,
): Promise<Rules[Kind]> {
  const { rows } = await sql<Rules[Kind][number] & Versioned>`
    select r.*, coalesce(u.name, case when r.set_by is not null then 'Somebody who left' end) as set_by,
      coalesce(r.reason, 'As installed') as reason
    from ${sql.table(table)} r left join auth."user" u on u.id = r.set_by
    order by r.version desc`.execute(tx)
  const now = new Date()
  const current = rows.find((row) => (row.effective_at as unknown as Date) <= now)
  return rows.map((row) => ({
    ...row,
    effective_at: (row.effective_at as unknown as Date).toISOString(),
    state: row === current ? 'current' : row.version > (current?.version ?? 0) ? 'planned' : 'past',
  })) as Rules[Kind]
}
