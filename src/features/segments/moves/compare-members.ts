import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { AudienceFilter } from '../../audience/schema.ts'
import { leadCondition } from '../own-leads/lead-condition.ts'
import type { Watched } from './refresh-segment.ts'
import { whatItAsks } from './what-it-asks.ts'

/** A transaction that took longer to commit would have to be waited for by the daily look at every lead. */
const LATE = sql`interval '1 hour'`
const MAX_EVENT_IDS = 200

export interface Moves {
  entered: number
  left: number
  /** Some of them, for the events. */
  entered_ids: string[]
  left_ids: string[]
}

const ws = sql`current_workspace()`

/** Leads that changed since a time, came or went; a few others too, whose transactions were late. */
function touchedSince(segmentId: string, since: Date): RawBuilder<unknown> {
  const from = sql`uuidv7_floor(${since}::timestamptz - ${LATE})`
  return sql`
    select h.lead_id as id from lead_history h where h.workspace_id = ${ws} and h.id >= ${from}
    union select l.id from leads l where l.workspace_id = ${ws} and l.id >= ${from}
    union select d.id from deleted_leads d
    where d.workspace_id = ${ws} and d.deleted_at >= ${since}::timestamptz - ${LATE}
    union select deleted::uuid from events e
    cross join lateral jsonb_array_elements_text(e.payload -> 'ids') deleted
    where e.workspace_id = ${ws} and e.type = 'lead.deleted'
      and e.xid >= (select seen_xid from segment_watches where workspace_id = ${ws} and segment_id = ${segmentId})`
}

/**
 * Compares who matches with who was in the segment at `since`, of every lead or of those touched since, keeps who is in
 * it now and writes down who moved and why. All in one statement, so that it is of one moment.
 */
export async function compareMembers(
  tx: Tx,
  { id, filters }: Watched,
  { since, isFull }: { since: Date; isFull: boolean },
): Promise<Moves> {
  // Fenced, so that each is found by its key: the planner would rather read every lead.
  const leads = isFull
    ? sql`leads l`
    : sql`touched cross join lateral (select * from leads where workspace_id = ${ws} and id = touched.id offset 0) l`
  const touched = isFull ? sql`select null::uuid as id where false` : touchedSince(id, since)
  const members = sql`select lead_id from segment_members where workspace_id = ${ws} and segment_id = ${id}`
  const before = isFull
    ? sql`(${members}) m`
    : sql`touched cross join lateral (${members} and lead_id = touched.id offset 0) m`
  const { rows } = await sql<Moves>`
    with touched as materialized (${touched}),
    is_in as materialized (
      select l.id from ${leads} where l.workspace_id = ${ws} and ${leadCondition(filters)}
    ), was_in as materialized (
      select m.lead_id as id from ${before}
    ), came as materialized (select id from is_in except select id from was_in
    ), went as materialized (select id from was_in except select id from is_in
    ), adding as (
      insert into segment_members (workspace_id, segment_id, lead_id) select ${ws}, ${id}, id from came
    ), removing as (
      delete from segment_members m using went
      where m.workspace_id = ${ws} and m.segment_id = ${id} and m.lead_id = went.id
    ), moved as (select id, 'entered' as move from came union all select id, 'left' from went
    ), telling as (
      insert into segment_moves (workspace_id, segment_id, lead_id, move, fields)
      select ${ws}, ${id}, moved.id, moved.move, ${whyMoved(filters, since)}
      from moved
      left join lateral (select * from leads where workspace_id = ${ws} and id = moved.id offset 0) l on true
    ), watched as (
      update segment_watches set refreshed_at = statement_timestamp(),
        seen_xid = pg_snapshot_xmin(pg_current_snapshot()),
        members = members + (select count(*) from came) - (select count(*) from went)
      where workspace_id = ${ws} and segment_id = ${id}
    )
    select (select count(*) from came) as entered, (select count(*) from went) as left,
      array(select id from came order by id limit ${MAX_EVENT_IDS}) as entered_ids,
      array(select id from went order by id limit ${MAX_EVENT_IDS}) as left_ids`.execute(tx)
  return rows[0] as Moves
}

/** Why `moved` moved; `l` is the lead, null when it is gone. */
function whyMoved(filters: AudienceFilter, since: Date): RawBuilder<string[]> {
  const { columns, score, days } = whatItAsks(filters)
  const changed = (from: RawBuilder<unknown>) => sql`
    select distinct field from lead_history h
    cross join lateral (
      select jsonb_object_keys(h.changes) as field
      union all select jsonb_array_elements_text(h.changes -> 'fields') where jsonb_typeof(h.changes -> 'fields') = 'array'
    ) fields
    where h.workspace_id = ${ws} and h.lead_id = moved.id and h.id >= uuidv7_floor(${from})
      and field = any (${columns}::text[])`
  const restored = sql`
    select from lead_history h where h.workspace_id = ${ws} and h.lead_id = moved.id and h.type = 'restored'
      and h.id >= uuidv7_floor(${since}::timestamptz)`
  const dayOf = (at: RawBuilder<unknown>) => sql`(${at} at time zone 'UTC')::date`
  const aged = sql`
    select from unnest(${days}::int[]) n
    where (${dayOf(sql`l.sourced_at`)} >= ${dayOf(sql`now()`)} - n)
      <> (${dayOf(sql`l.sourced_at`)} >= ${dayOf(sql`${since}::timestamptz`)} - n)`
  return sql`case
    when l.id is null then '{deleted}'
    when moved.move = 'entered' and (l.created_at >= ${since}::timestamptz or exists (${restored})) then '{created}'
    else (
      select case
        when known <> '{}' then known
        when moved.move = 'entered' and l.created_at >= ${since}::timestamptz - interval '1 minute' then '{created}'
        when ${score}::boolean then '{score}'
        when late <> '{}' then late
        when moved.move = 'entered' and l.created_at >= ${since}::timestamptz - ${LATE} then '{created}'
        else '{}' end
      from (
        select array(select field from (${changed(sql`${since}::timestamptz`)}) c order by field)
            || case when exists (${aged}) then '{time}'::text[] else '{}' end as known,
          array(select field from (${changed(sql`${since}::timestamptz - ${LATE}`)}) c order by field) as late
      ) reasons
    ) end`
}
