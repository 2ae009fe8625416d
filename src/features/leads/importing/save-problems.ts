import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Keeps the problems of a batch in their order; `texts` is the JSON of each. */
export async function saveProblems(tx: Tx, importId: string, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return
  await sql`
    insert into import_errors (workspace_id, import_id, line, "column", code, message, value, rejected, cells)
    select current_workspace(), ${importId}, p.line, p."column", p.code, p.message, p.value, p.rejected, p.cells
    from rows from (
      jsonb_to_recordset(${`[${texts.join(',')}]`}::jsonb)
      as (line int, "column" text, code text, message text, value text, rejected boolean, cells jsonb)
    ) with ordinality p (line, "column", code, message, value, rejected, cells, place)
    order by p.place`.execute(tx)
}
