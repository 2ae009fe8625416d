import { type Selectable, sql } from 'kysely'
import type { DB, Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import type { RunDetail } from './schema.ts'
import { viewRun } from './view-run.ts'

/** One run with what was filled by field, or its preview within the hour. 404 for an unknown one. */
export async function readRun(tx: Tx, workspaceId: string, id: string): Promise<RunDetail> {
  const { rows } = await sql<Selectable<DB['enrichments']> & { actor_name: string | null }>`
    select e.*, m.name as actor_name
    from enrichments e left join list_members() m on m.user_id = e.actor_id
    where e.workspace_id = ${workspaceId} and e.id = ${id} and e.status <> 'matching'
      and (e.opened_at is not null or e.created_at > now() - interval '1 hour')`.execute(tx)
  if (!rows[0]) throw runNotFound()
  return { ...viewRun(rows[0]), by_field: await byField(tx, id) }
}

export function runNotFound(): Problem {
  return new Problem('not_found', 'There is no such enrichment')
}

async function byField(tx: Tx, id: string): Promise<RunDetail['by_field']> {
  const { rows } = await sql<{ field: string; filled: number; conflicts: number }>`
    select f.field, count(*) filter (where not f.conflict) as filled, count(*) filter (where f.conflict) as conflicts
    from enrichment_rows r
    cross join lateral (
      select jsonb_object_keys(r.fills) as field, false as conflict where r.fills is not null
      union all select unnest(r.conflicts), true
    ) f
    where r.workspace_id = current_workspace() and r.enrichment_id = ${id}
      and f.field not in ('first_name', 'last_name')
    group by f.field`.execute(tx)
  return Object.fromEntries(
    rows.map(({ field, filled, conflicts }) => [field, { filled, conflicts }]),
  ) as RunDetail['by_field']
}
