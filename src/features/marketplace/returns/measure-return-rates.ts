import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** A rate of fewer sales is chance. */
const FEWEST_SALES = 10

/** Keeps the median return rate of the partners of the last 90 days, for each to compare itself. Needs withSystem. */
export async function measureReturnRates(tx: Tx): Promise<void> {
  await sql`
    insert into platform_state (name, value)
    select 'return_rates', jsonb_build_object('at', now(), 'partners', count(*),
      'median', percentile_cont(0.5) within group (order by rate))
    from (
      select count(*) filter (where returned_at is not null)::float8 / count(*) as rate
      from order_items where created_at > now() - interval '90 days'
      group by partner_id having count(*) >= ${FEWEST_SALES}
    ) p
    on conflict (name) do update set value = excluded.value`.execute(tx)
}
