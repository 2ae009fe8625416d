import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { Money } from './schema.ts'

interface Bucket {
  state: 'pending' | 'in_return' | 'available'
  /** Monday of the week it is released in, or how old it is. */
  part: string
  sales: number
  hundredths: number
}

const AGES = ['0-7', '8-30', '31-90', '90+'] as const

/** Earnings that were not paid out or taken up yet, by when they are or were released. One index is read. */
export async function readOwed(tx: Tx) {
  const { rows } = await sql<Bucket>`
    select state, part, sum(sales)::bigint as sales, sum(hundredths)::bigint as hundredths
    from (
      select (released_at at time zone 'UTC')::date as released_on, return_open, released_at > now() as is_held_back,
        count(*) as sales, sum(earning_hundredths) as hundredths
      from order_items where payout_id is null and returned_at is null group by 1, 2, 3
    ) days
    cross join lateral (select case
        when return_open then 'in_return' when is_held_back then 'pending' else 'available' end as state) s
    cross join lateral (select case
        when state <> 'available' then to_char(date_trunc('week', released_on::timestamp), 'YYYY-MM-DD')
        when released_on >= (now() at time zone 'UTC')::date - 7 then '0-7'
        when released_on >= (now() at time zone 'UTC')::date - 30 then '8-30'
        when released_on >= (now() at time zone 'UTC')::date - 90 then '31-90' else '90+' end as part) p
    group by 1, 2 order by 2`.execute(tx)
  const of = (state: Bucket['state']) => rows.filter((row) => row.state === state)
  const total = (state: Bucket['state']) => of(state).reduce((sum, row) => sum + row.hundredths, 0)
  const weeks = of('pending').map(({ part, sales, hundredths }) => ({
    ...{ from: part, sales },
    credits: toCredits(hundredths),
  }))
  const ages: Money['earnings']['available_ages'] = AGES.map((days) => {
    const row = of('available').find(({ part }) => part === days)
    return { days, sales: row?.sales ?? 0, credits: toCredits(row?.hundredths ?? 0) }
  })
  return {
    pending: total('pending'),
    in_return: total('in_return'),
    available: total('available'),
    weeks,
    ages,
  }
}
