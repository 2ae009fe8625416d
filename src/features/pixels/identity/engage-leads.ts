import { sql } from 'kysely'
import { type Databases, type Tx, withSystem, withWorkspace } from '../../../platform/db/index.ts'
import { publishLeads, retryConflicts } from '../../leads/index.ts'

const BATCH = 1000

/** Counts the visits of these leads for their scores anew. */
export async function engageLeads(tx: Tx, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return
  const { rows } = await sql<{ changed: string[] }>`
    select engage_leads(${[...new Set(leadIds)]}::uuid[]) as changed`.execute(tx)
  await publishLeads(tx, 'lead.updated', rows[0]?.changed ?? [], { changed: ['score'] })
}

/** Counts for the leads whose visitors were on the site in the last quarter of an hour. */
export async function engageRecent(db: Databases, workspaceId: string, signal: AbortSignal): Promise<void> {
  let after: string | null = null
  do {
    signal.throwIfAborted()
    const from: string | null = after
    after = await retryConflicts(() =>
      withWorkspace(db, workspaceId, async (tx) => {
        const { rows } = await sql<{ lead_id: string }>`
          select distinct lead_id from visitors
          where workspace_id = current_workspace() and lead_id is not null
            and last_seen_at > now() - interval '15 minutes' and (${from}::uuid is null or lead_id > ${from}::uuid)
          order by lead_id limit ${BATCH}`.execute(tx)
        await engageLeads(
          tx,
          rows.map(({ lead_id }) => lead_id),
        )
        return rows.length < BATCH ? null : (rows.at(-1)?.lead_id ?? null)
      }),
    )
  } while (after !== null)
}

/** Visits count for less as they get older: counts those of every lead that has any, once a day. */
export async function ageEngagement(db: Databases, signal: AbortSignal): Promise<void> {
  const workspaces = await withSystem(db, async (tx) => {
    const { rows } = await sql<{ workspace_id: string }>`
      select distinct workspace_id from lead_engagement
      where visit_points > 0 and counted_on < (now() at time zone 'UTC')::date order by workspace_id`.execute(
      tx,
    )
    return rows.map(({ workspace_id }) => workspace_id)
  })
  for (const id of workspaces) while (await ageSome(db, id)) signal.throwIfAborted()
}

/** False when none is due any more. What is left of leads that are gone for good goes too. */
function ageSome(db: Databases, workspaceId: string): Promise<boolean> {
  return retryConflicts(() =>
    withWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql<{ lead_id: string; is_there: boolean }>`
        select e.lead_id, exists (select from leads l where l.workspace_id = e.workspace_id and l.id = e.lead_id) as is_there
        from lead_engagement e
        where e.workspace_id = current_workspace() and e.visit_points > 0
          and e.counted_on < (now() at time zone 'UTC')::date
        order by e.counted_on limit ${BATCH}`.execute(tx)
      const gone = rows.filter(({ is_there }) => !is_there).map(({ lead_id }) => lead_id)
      await sql`
        delete from lead_engagement e where workspace_id = current_workspace() and lead_id = any (${gone}::uuid[])
          and not exists (select from deleted_leads d where d.workspace_id = e.workspace_id and d.id = e.lead_id)`.execute(
        tx,
      )
      // One that may be restored is looked at again tomorrow.
      await sql`
        update lead_engagement set counted_on = (now() at time zone 'UTC')::date
        where workspace_id = current_workspace() and lead_id = any (${gone}::uuid[])`.execute(tx)
      await engageLeads(
        tx,
        rows.filter(({ is_there }) => is_there).map(({ lead_id }) => lead_id),
      )
      return rows.length === BATCH
    }),
  )
}
