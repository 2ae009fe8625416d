import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { jsonText } from './copy-line.ts'
import type { RowProblem } from './problems.ts'

const MAX_VALUE_CHARS = 200
const MAX_MESSAGE_CHARS = 500

/** Keeps the problems of a batch in their order. */
export async function saveProblems(tx: Tx, importId: string, problems: readonly RowProblem[]): Promise<void> {
  if (problems.length === 0) return
  const rows = problems.map((problem) => ({
    ...problem,
    message: problem.message.slice(0, MAX_MESSAGE_CHARS),
    value: problem.value?.slice(0, MAX_VALUE_CHARS) ?? null,
  }))
  await sql`
    insert into import_errors (workspace_id, import_id, line, "column", code, message, value, rejected, cells)
    select current_workspace(), ${importId}, p.line, p."column", p.code, p.message, p.value, p.rejected, p.cells
    from rows from (
      jsonb_to_recordset(${jsonText(rows)}::jsonb)
      as (line int, "column" text, code text, message text, value text, rejected boolean, cells jsonb)
    ) with ordinality p (line, "column", code, message, value, rejected, cells, place)
    order by p.place`.execute(tx)
}
