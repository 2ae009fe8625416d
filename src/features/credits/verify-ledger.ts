import { sql } from 'kysely'
import { type Databases, withSystem } from '../../platform/db/index.ts'
import { type LedgerCheck, ledgerChecks } from './checks/index.ts'

export interface LedgerFinding {
  name: string
  /** How many things were looked at, and how many of them are wrong. */
  checked: number
  wrong: number
  /** The first few problems, in words. */
  problems: string[]
}

/** Recomputes every balance from its entries and checks what must hold, all of one moment, also beside a running app. */
export function verifyLedger(db: Databases): Promise<LedgerFinding[]> {
  return withSystem(db, async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    await sql`set local statement_timeout = 0`.execute(tx)
    const findings: LedgerFinding[] = []
    for (const check of ledgerChecks) findings.push(await run(check))
    return findings

    async function run(check: LedgerCheck): Promise<LedgerFinding> {
      const { rows } = await sql<Omit<LedgerFinding, 'name'>>`
        with looked_at as materialized (${sql.raw(check.sql)})
        select count(*) as checked, count(problem) as wrong,
          array(select problem from looked_at where problem is not null limit 5) as problems
        from looked_at`.execute(tx)
      return { name: check.name, ...(rows[0] as Omit<LedgerFinding, 'name'>) }
    }
  })
}
