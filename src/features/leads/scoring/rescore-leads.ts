import { sql } from 'kysely'
import { type Databases, type Tx, withSystem, withWorkspace } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { retryConflicts } from '../importing/retry-conflicts.ts'
import { publishLeads } from '../publish-leads.ts'

export const RESCORE_WORKSPACE = 'leads.rescore_workspace'
const BATCH = 2000

/** Scores all leads of a workspace anew once this transaction commits: its priority industries changed. */
export async function queueRescore(tx: Tx, workspaceId: string): Promise<void> {
  await enqueue(tx, RESCORE_WORKSPACE, { workspace_id: workspaceId }, { key: `rescore:${workspaceId}` })
}

/** Counts the age of every lead that still loses points by it; a second run of the day finds nothing. */
export async function ageLeads(db: Databases, signal: AbortSignal): Promise<number> {
  const workspaces = await withSystem(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select w.id from workspaces w
      where exists (select from leads l where l.workspace_id = w.id and l.points_recency > 0
        and l.scored_on < (now() at time zone 'UTC')::date)
      order by w.id`.execute(tx)
    return rows.map(({ id }) => id)
  })
  let count = 0
  for (const id of workspaces) count += await rescoreBatches(db, id, signal, dueLeads)
  return count
}

/** Scores every lead of a workspace anew; answers how many scores changed. */
export function rescoreWorkspace(db: Databases, workspaceId: string, signal: AbortSignal): Promise<number> {
  return rescoreBatches(db, workspaceId, signal, everyLead)
}

type NextIds = (tx: Tx, after: string | null) => Promise<string[]>

async function rescoreBatches(
  db: Databases,
  workspaceId: string,
  signal: AbortSignal,
  next: NextIds,
): Promise<number> {
  let count = 0
  let after: string | null = null
  for (;;) {
    signal.throwIfAborted()
    const batch: { ids: string[]; changed: number } = await retryConflicts(() =>
      withWorkspace(db, workspaceId, async (tx) => {
        const ids = await next(tx, after)
        return { ids, changed: ids.length > 0 ? await rescore(tx, ids) : 0 }
      }),
    )
    count += batch.changed
    if (batch.ids.length < BATCH) break
    after = batch.ids.at(-1) ?? null
  }
  // One event for the whole workspace: pages read again what they show.
  if (count > 0) {
    await withWorkspace(db, workspaceId, (tx) =>
      publishLeads(tx, 'lead.updated', [], { changed: ['score'], count }),
    )
  }
  return count
}

async function rescore(tx: Tx, ids: string[]): Promise<number> {
  const { rows } = await sql<{ changed: number }>`
    select cardinality(rescore_leads(${ids}::uuid[])) as changed`.execute(tx)
  return rows[0]?.changed ?? 0
}

/** Those are no longer due once they are scored. */
async function dueLeads(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`select leads_due_for_rescore(${BATCH}::int) as ids`.execute(
    tx,
  )
  return rows[0]?.ids ?? []
}

async function everyLead(tx: Tx, after: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from leads
    where workspace_id = current_workspace() and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${BATCH}`.execute(tx)
  return rows.map(({ id }) => id)
}
