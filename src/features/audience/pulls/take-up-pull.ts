import { type Selectable, sql } from 'kysely'
import type { DB, Tx } from '../../../platform/db/index.ts'
import type { AudienceFilter } from '../schema.ts'
import type { PullEnd } from '../search/schema.ts'
import type { PullRun } from './pull-run.ts'

export interface TakenUp {
  run: PullRun
  /** How many people it may take for what may be spent, and what ends it when that is nobody. */
  affordable: number
  limitedBy: PullEnd
}

/** Locks a pull for one batch, or takes it up to go on with it; null when it is over. */
export async function takeUpPull(tx: Tx, pullId: string): Promise<TakenUp | null> {
  const { rows } = await sql<Selectable<DB['pulls']> & { affordable: number; limited_by: PullEnd }>`
    select (t.pull).*, t.affordable, t.limited_by from take_up_pull(${pullId}) t`.execute(tx)
  const [row] = rows
  if (!row) return null
  const run: PullRun = {
    ...{ id: row.id, workspaceId: row.workspace_id, actorId: row.actor_id, tags: row.tags },
    filter: row.filters as AudienceFilter,
    missing: row.wanted - row.pulled,
    ...{ batches: row.batches, place: row.place, isOver: false },
  }
  return { run, affordable: row.affordable, limitedBy: row.limited_by }
}
