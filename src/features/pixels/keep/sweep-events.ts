import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const BATCH = 10_000
/** Of a workspace that never chose. */
const KEPT_DAYS = 90

export interface Keeping {
  workspace_id: string
  retention_days: number
}

/** How long each workspace with a pixel keeps what its visitors did. Needs withSystem. */
export async function readKeeping(tx: Tx): Promise<Keeping[]> {
  const { rows } = await sql<Keeping>`
    select p.workspace_id, coalesce(s.retention_days, ${KEPT_DAYS}::int) as retention_days
    from (select distinct workspace_id from pixels) p left join pixel_settings s using (workspace_id)`.execute(
    tx,
  )
  return rows
}

/** Drops whole days that no workspace keeps: nothing is read for that, however much it was. Needs withSystem. */
export async function dropDays(tx: Tx, keeping: Keeping[]): Promise<void> {
  const longest = Math.max(1, ...keeping.map(({ retention_days }) => retention_days))
  await sql`select drop_pixel_partitions((now() at time zone 'UTC')::date - ${longest}::int)`.execute(tx)
}

/** Forgets one batch of what a workspace keeps no longer; false when nothing is left. Needs withSystem. */
export async function sweepWorkspace(tx: Tx, { workspace_id, retention_days }: Keeping): Promise<boolean> {
  const oldest = sql`now() - make_interval(days => ${retention_days})`
  const results = [
    await sql`delete from pixel_events where workspace_id = ${workspace_id} and id in (
      select id from pixel_events where workspace_id = ${workspace_id} and id < uuidv7_floor(${oldest})
      order by id limit ${BATCH})`.execute(tx),
    await sql`delete from visitor_sessions where workspace_id = ${workspace_id} and id in (
      select id from visitor_sessions
      where workspace_id = ${workspace_id} and last_at < ${oldest} and started_at < ${oldest}
      order by started_at limit ${BATCH})`.execute(tx),
    // their links with them
    await sql`delete from visitors where workspace_id = ${workspace_id} and id in (
      select id from visitors where workspace_id = ${workspace_id} and last_seen_at < ${oldest}
      order by last_seen_at limit ${BATCH})`.execute(tx),
    await sql`delete from pixel_drops where workspace_id = ${workspace_id} and hour < ${oldest}`.execute(tx),
  ]
  return results.slice(0, 3).some(({ numAffectedRows }) => numAffectedRows === BigInt(BATCH))
}
