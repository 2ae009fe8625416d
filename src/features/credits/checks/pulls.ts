import type { LedgerCheck } from './check.ts'

/** People pulled from the audience against what was paid for them. */
export const pulls: LedgerCheck[] = [
  {
    name: 'pulls charged as their transfers say, from their own wallet, and for no more people than came',
    sql: `
      select case
        when count(wanted) = 0 then count(*) || ' transfers pay pull ' || coalesce(pull_id::text, 'none') || ', which does not exist'
        when bool_or(is_of_other_wallet) then 'pull ' || pull_id || ' was paid from another wallet'
        when max(charged) <> coalesce(-sum(wallet), 0) then 'pull ' || pull_id || ' says ' || max(charged) || ', its transfers took ' || coalesce(-sum(wallet), 0)
        when max(charged) > max(pulled) * max(price) then 'pull ' || pull_id || ' brought ' || max(pulled) || ' people at ' || max(price) || ' and charged ' || max(charged)
        when max(charged) > max(most) then 'pull ' || pull_id || ' might cost ' || max(most) || ' and charged ' || max(charged)
        when max(pulled) > max(wanted) then 'pull ' || pull_id || ' was to bring ' || max(wanted) || ' people and brought ' || max(pulled)
      end as problem
      from (
        select workspace_id, id as pull_id, wanted, pulled, price_hundredths::bigint as price, charged_hundredths as charged,
          max_credits_hundredths as most, null::bigint as wallet, null::boolean as is_of_other_wallet
        from pulls
        union all
        select workspace_id, subject_id, null, null, null, null, null, wallet::bigint, is_of_other_wallet
        from transfer_sums where kind = 'pull'
      ) sides group by workspace_id, pull_id`,
  },
  {
    name: 'pulls that brought every lead there is of them',
    sql: `
      select case when count(l.id) > p.pulled then 'pull ' || p.id || ' says ' || p.pulled || ' people, there are ' || count(l.id) || ' leads of it'
      end as problem
      from pulls p join leads l on l.workspace_id = p.workspace_id and l.import_id = p.id
      group by p.id, p.pulled`,
  },
]
