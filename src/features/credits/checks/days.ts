import type { LedgerCheck } from './check.ts'

/** What the money page adds up instead of entries. */
export const days: LedgerCheck[] = [
  {
    name: 'days summed up as their entries say',
    sql: `
      select case when coalesce(summed, 0) <> coalesce(entered, 0) or summed_entries <> entries
        then day || ' says ' || coalesce(summed, 0) || ' of ' || summed_entries || ' entries on ' || account || ', there are ' || coalesce(entered, 0) || ' of ' || entries
      end as problem
      from (
        select day, account, sum(summed) as summed, coalesce(sum(summed_entries), 0) as summed_entries, sum(entered) as entered,
          coalesce(sum(entries), 0) as entries
        from (
          select day, account, amount_hundredths as summed, entries as summed_entries, null::bigint as entered, null::bigint as entries
          from ledger_days
          union all
          select day, account, null, null, total, entries from day_sums
          where day <= (select max(day) from ledger_days)
        ) both_sides group by day, account
      ) d`,
  },
]
