import { sql } from 'kysely'
import { type Databases, type Tx, withSystem } from '../../platform/db/index.ts'
import { type LedgerCheck, ledgerChecks, ledgerSums } from './checks/index.ts'

export interface LedgerFinding {
  name: string
  /** How many things were looked at, and how many of them are wrong. */
  checked: number
  wrong: number
  /** The first few problems, in words. */
  problems: string[]
}

/** What one sum may hold in the database's memory before it goes on in a file; only for this transaction. */
const WORK_MEMORY = '128MB'
const WORKERS = '2'
const SHOWN = 5

/** What the checks compare with. A check reads those it names; the rest is not computed. */
const SUMS = Object.entries(ledgerSums)
  .map(([name, text]) => `${name} as (${text})`)
  .join(', ')

/**
 * Recomputes every balance from its entries and checks what must hold, all of one moment, also beside a running app.
 * The database does all of it: what comes here is a few lines for each check, however large the ledger is. It writes
 * nothing, not even a temporary table: live readers wait for transactions that write, and this one takes its time.
 */
export function verifyLedger(db: Databases): Promise<LedgerFinding[]> {
  return withSystem(db, async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    await sql`
      select set_config('statement_timeout', '0', true), set_config('work_mem', ${WORK_MEMORY}, true),
        set_config('max_parallel_workers_per_gather', ${WORKERS}, true), set_config('jit', 'off', true)`.execute(
      tx,
    )
    // All in one statement, so that what several checks compare with is summed up once.
    const { rows } = await sql<{ name: string; checked: number; wrong: number }>`
      with ${sql.raw(SUMS)} ${sql.join(ledgerChecks.map(countOf), sql` union all `)}`.execute(tx)
    const findings: LedgerFinding[] = []
    for (const check of ledgerChecks) {
      const { checked = 0, wrong = 0 } = rows.find(({ name }) => name === check.name) ?? {}
      const problems = wrong > 0 ? await problemsOf(tx, check.sql) : []
      findings.push({ name: check.name, checked, wrong, problems })
    }
    return findings
  })
}

/** Counts without keeping a row; only a check that failed is asked again, for its first problems. */
function countOf({ name, sql: text }: LedgerCheck) {
  return sql`
    select ${name} as name, count(*) as checked, count(problem) as wrong from (${sql.raw(text)}) looked_at`
}

async function problemsOf(tx: Tx, text: string): Promise<string[]> {
  const { rows } = await sql<{ problem: string }>`
    with ${sql.raw(SUMS)}
    select problem from (${sql.raw(text)}) looked_at where problem is not null limit ${SHOWN}`.execute(tx)
  return rows.map((row) => row.problem)
}
