import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const DAYS_BACK = 7

/**
 * Days to compare now, oldest first: of the last week those that are over and were not looked at to their end, and any
 * with open differences that was not looked at for most of a day. Needs withSystem.
 */
export async function listDueDays(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    with today as (select (now() at time zone 'UTC')::date as day)
    select to_char(d.day, 'YYYY-MM-DD') as day
    from (
      select g::date as day from today, generate_series(today.day - ${DAYS_BACK}::int, today.day - 1, interval '1 day') g
      union
      select distinct o.day from reconciliation_differences o where o.mended_at is null
    ) d
    left join reconciliations r on r.day = d.day
    where (select min(created_at) from checkouts) < (d.day + 1)::timestamp at time zone 'UTC'
      and case
        when r.status is distinct from 'done' then coalesce(r.started_at < now() - interval '30 minutes', true)
        when r.looked_until < (d.day + 1)::timestamp at time zone 'UTC' then d.day < (select day from today)
        else r.finished_at < now() - interval '20 hours'
          and exists (select from reconciliation_differences o where o.day = d.day and o.mended_at is null)
      end
    order by d.day`.execute(tx)
  return rows.map((row) => row.day)
}
