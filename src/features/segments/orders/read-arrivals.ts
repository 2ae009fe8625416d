import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

const LOOKED_BACK_DAYS = 90

export interface Arrivals {
  /** New people a day; null when nothing tells. */
  per_day: number | null
  based_on: 'counts' | 'loads' | null
  /** Days between two loads with new people; null when nothing tells. */
  days_between: number | null
}

/**
 * How many people came to a segment per day lately: by how its daily counts rose, or else by how the audience grew with
 * its loads, of which this filter has its share.
 */
export async function readArrivals(tx: Tx, segmentId: string | null, count: number): Promise<Arrivals> {
  const loads = await readLoads(tx, count)
  const { rows } = await sql<{ days: number; risen: number }>`
    select max(day) - min(day) as days, coalesce(sum(greatest(0, count - before)), 0)::float8 as risen
    from (
      select day, count, lag(count) over (order by day) as before from segment_counts
      where workspace_id = current_workspace() and segment_id = ${segmentId}::uuid
        and day > current_date - ${LOOKED_BACK_DAYS}::int
    ) counts`.execute(tx)
  const { days = 0, risen = 0 } = rows[0] ?? {}
  if (!days) return loads
  return {
    per_day: risen / days,
    based_on: 'counts',
    days_between: loads.days_between ?? (risen > 0 ? 1 : null),
  }
}

async function readLoads(tx: Tx, count: number): Promise<Arrivals> {
  const { rows } = await sql<{ loads: number; days: number; grown: number; people: number }>`
    select count(*)::int as loads, coalesce(extract(epoch from max(activated_at) - min(activated_at)) / 86400, 0)::float8 as days,
      greatest(0, (array_agg(people order by activated_at desc))[1] - (array_agg(people order by activated_at))[1])::float8 as grown,
      (array_agg(people order by activated_at desc))[1]::float8 as people
    from audience_versions
    where activated_at > now() - make_interval(days => ${LOOKED_BACK_DAYS}) and people is not null`.execute(
    tx,
  )
  const { loads = 0, days = 0, grown = 0, people = 0 } = rows[0] ?? {}
  if (loads < 2 || days < 1) return { per_day: null, based_on: null, days_between: null }
  const share = people > 0 ? count / people : 0
  return { per_day: (grown * share) / days, based_on: 'loads', days_between: Math.max(1, days / (loads - 1)) }
}
