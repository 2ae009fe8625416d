import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../platform/db/index.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { ExceptionKind, ExceptionsQuery, OperatorException } from './schema.ts'
import { factsOf, wordsOf } from './words.ts'

interface Row {
  id: string
  kind: string
  subject: string
  about_workspace_id: string | null
  workspace_name: string | null
  detail: Record<string, unknown>
  actions: OperatorException['actions']
  owed_hundredths: number | null
  opened_at: Date
  resolved_at: Date | null
  resolved_by: string | null
  resolution: string | null
  note: string | null
}

/** What money did that nobody expected, newest first. Needs withSystem. */
export async function listExceptions(tx: Tx, query: ExceptionsQuery) {
  const { state, kind, workspace_id, limit, cursor } = query
  const before = cursor ? decodeCursor(cursor, z.uuid()) : null
  const { rows } = await sql<Row>`
    select x.id, x.kind, x.subject, x.about_workspace_id, w.name as workspace_name, x.detail,
      exception_actions(x.kind) as actions, c.owed_hundredths, x.opened_at, x.resolved_at,
      coalesce(u.name, case when x.resolved_at is not null then 'Assay' end) as resolved_by, x.resolution, x.note
    from money_exceptions x
    left join workspaces w on w.id = x.about_workspace_id
    left join auth."user" u on u.id = x.resolved_by
    left join checkouts c on x.kind = 'credits_owed' and c.id::text = x.detail ->> 'checkout_id'
    where (${before}::uuid is null or x.id < ${before}::uuid)
      and (${state ?? null}::text is null or (x.resolved_at is null) = (${state ?? null} = 'open'))
      and (${kind ?? null}::text[] is null or x.kind = any (${kind ?? null}::text[]))
      and (${workspace_id ?? null}::uuid is null or x.about_workspace_id = ${workspace_id ?? null})
    order by x.id desc limit ${limit + 1}`.execute(tx)
  const shown = rows.slice(0, limit)
  return {
    data: shown.map(exceptionOf),
    next_cursor: rows.length > limit ? encodeCursor(shown.at(-1)?.id) : null,
  }
}

/** How many of each kind there are. Needs withSystem. */
export async function countExceptions(tx: Tx): Promise<{ data: ExceptionKind[] }> {
  const { rows } = await sql<Omit<ExceptionKind, 'title'>>`
    select kind, count(*) filter (where resolved_at is null) as open, count(*) as all
    from money_exceptions group by kind order by 2 desc, kind`.execute(tx)
  return { data: rows.map((row) => ({ ...row, title: wordsOf(row.kind).title })) }
}

function exceptionOf(row: Row): OperatorException {
  const isOpen = row.resolved_at === null
  return {
    ...{ id: row.id, kind: row.kind, ...wordsOf(row.kind), subject: row.subject },
    workspace:
      row.about_workspace_id === null
        ? null
        : { id: row.about_workspace_id, name: row.workspace_name ?? 'A workspace that is gone' },
    facts: factsOf(row.detail),
    actions: isOpen ? row.actions : [],
    owed: row.owed_hundredths === null ? null : toCredits(row.owed_hundredths),
    opened_at: row.opened_at.toISOString(),
    resolved_at: row.resolved_at?.toISOString() ?? null,
    ...{ resolved_by: row.resolved_by, resolution: row.resolution, note: row.note },
  }
}
