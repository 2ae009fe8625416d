import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { listLines } from './list-lines.ts'
import { listStatements, statementOf } from './list-statements.ts'
import type { StatementPage, StatementRule } from './schema.ts'

/** One month with its lines and the rules they were computed by. */
export async function readStatement(
  tx: Tx,
  month: string,
  page: { limit: number; cursor?: string },
): Promise<StatementPage> {
  const statement = statementOf(await listStatements(tx), month)
  return { ...statement, rules: await listRules(tx), ...(await listLines(tx, month, page)) }
}

/** Every commission rule there was; they are few. */
export async function listRules(tx: Tx): Promise<StatementRule[]> {
  const { rows } = await sql<StatementRule>`
    select version, base_percent, fresh_percent, fresh_days, quality_percent, quality_valid_percent, volume_percent,
      volume_uploads, max_percent, holdback_days
    from commission_rules order by version`.execute(tx)
  return rows
}
