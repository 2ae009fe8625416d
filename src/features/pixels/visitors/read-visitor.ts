import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { Visitor } from './schema.ts'
import { type VisitorRow, viewVisitor, visitorRows } from './visitor-view.ts'

/** A visitor of the workspace; 404 when there is none. */
export async function readVisitor(tx: Tx, id: string): Promise<Visitor> {
  const { rows } = await sql<VisitorRow>`${visitorRows} and v.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) throw new Problem('not_found', 'There is no such visitor')
  return viewVisitor(row)
}
