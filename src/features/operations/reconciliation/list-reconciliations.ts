import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { factsOf, wordsOf } from '../exceptions/words.ts'
import type { Difference, Reconciliation, ReconciliationDetail } from './schema.ts'

interface Row extends Omit<Reconciliation, 'finished_at'> {
  finished_at: Date | null
}

const select = sql`
  select to_char(r.day, 'YYYY-MM-DD') as day, r.status, r.runs, r.finished_at, r.error, r.counts,
    r.looked_until is not null and r.looked_until < (r.day + 1)::timestamp at time zone 'UTC' as is_partial,
    (select count(*) from reconciliation_differences d where d.day = r.day and d.mended_at is null) as open_differences,
    (select count(*) from reconciliation_differences d where d.day = r.day and d.mended_at is not null) as mended_differences
  from reconciliations r`

/** The days that were compared, newest first. Needs withSystem. */
export async function listReconciliations(tx: Tx, { limit, cursor }: { limit: number; cursor?: string }) {
  const before = cursor ? decodeCursor(cursor, z.iso.date()) : null
  const { rows } = await sql<Row>`
    ${select} where ${before}::date is null or r.day < ${before}::date order by r.day desc limit ${limit + 1}`.execute(
    tx,
  )
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(reconciliationOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.day) : null,
  }
}

interface DifferenceRow {
  kind: string
  subject: string
  about_workspace_id: string | null
  workspace_name: string | null
  detail: Record<string, unknown>
  found_at: Date
  mended_at: Date | null
}

const SHOWN = 500

/** One day with its differences, the open ones first. Needs withSystem. */
export async function readReconciliation(tx: Tx, day: string): Promise<ReconciliationDetail> {
  const { rows } = await sql<Row>`${select} where r.day = ${day}`.execute(tx)
  if (!rows[0]) throw new Problem('not_found', 'This day was not compared')
  const found = await sql<DifferenceRow>`
    select d.kind, d.subject, d.about_workspace_id, w.name as workspace_name, d.detail, d.found_at, d.mended_at
    from reconciliation_differences d left join workspaces w on w.id = d.about_workspace_id
    where d.day = ${day} order by d.mended_at is not null, d.found_at, d.kind, d.subject limit ${SHOWN}`.execute(
    tx,
  )
  return { ...reconciliationOf(rows[0]), differences: found.rows.map(differenceOf) }
}

function reconciliationOf(row: Row): Reconciliation {
  return { ...row, finished_at: row.finished_at?.toISOString() ?? null }
}

function differenceOf({
  about_workspace_id: id,
  workspace_name: name,
  detail,
  ...row
}: DifferenceRow): Difference {
  return {
    ...{ kind: row.kind, title: wordsOf(row.kind).title, subject: row.subject },
    workspace: id === null ? null : { id, name: name ?? 'A workspace that is gone' },
    facts: factsOf(detail),
    found_at: row.found_at.toISOString(),
    mended_at: row.mended_at?.toISOString() ?? null,
  }
}
