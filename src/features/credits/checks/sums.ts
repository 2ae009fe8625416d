/**
 * What several checks compare with, by the name they call it; a later one may read those before it. `sum_exact` keeps
 * a number where `sum` keeps a growing object for each group.
 */
export const ledgerSums: Record<string, string> = {
  account_day_sums: `
    select account_id, (created_at at time zone 'UTC')::date as day, count(*) as entries, sum_exact(amount_hundredths) as total
    from ledger_entries group by 1, 2`,
  account_sums: 'select account_id, sum_exact(total) as total from account_day_sums group by account_id',
  day_sums: `
    select s.day, a.kind as account, sum_exact(s.entries) as entries, sum_exact(s.total) as total
    from account_day_sums s join ledger_accounts a on a.id = s.account_id group by 1, 2`,
  // Also what has entries or moves and is no transfer. Wallets and partners as numbers made of their ids, so that the
  // least and the greatest, and a sum weighted by them, tell whether they are the right ones.
  transfer_sums: `
    select coalesce(t.id, s.id) as id, t.id is not null as is_known, t.workspace_id, t.kind, t.order_id, t.subject_id,
      coalesce(s.entries, 0) as entries, coalesce(s.wallets, 0) as wallets, coalesce(s.issues, 0) as issues,
      coalesce(s.moves, 0) as moves, coalesce(s.total, 0) as total, coalesce(s.wallet, 0) as wallet,
      coalesce(s.moved, 0) as moved, coalesce(s.earning, 0) as earning, coalesce(s.weighted_earning, 0) as weighted_earning,
      s.one_owner <> uuid_hash_extended(t.workspace_id, 0) or s.other_owner <> uuid_hash_extended(t.workspace_id, 0)
        as is_of_other_wallet
    from ledger_transfers t
    full join (
      select id, count(amount) as entries, count(*) filter (where account = 'wallet' and amount > 0) as wallets,
        count(*) filter (where account = 'issued' and amount < 0) as issues, count(move) as moves,
        sum_exact(amount) as total, sum_exact(amount) filter (where account = 'wallet') as wallet, sum_exact(move) as moved,
        sum_exact(amount) filter (where account = 'earning') as earning,
        sum_exact(amount * (uuid_hash(workspace_id) & 65535)) filter (where account = 'earning') as weighted_earning,
        min(owner) as one_owner, max(owner) as other_owner
      from (
        select e.transfer_id as id, a.kind as account, e.workspace_id, e.amount_hundredths as amount, null::bigint as move,
          case when a.kind = 'wallet' then uuid_hash_extended(e.workspace_id, 0) end as owner
        from ledger_entries e left join ledger_accounts a on a.id = e.account_id
        union all
        -- a legacy grant's opening move names the grant itself
        select transfer_id, null, null, null, amount_hundredths, null from grant_moves where transfer_id <> grant_id
      ) parts group by id
    ) s on s.id = t.id`,
  // An order's row, its items and the transfers that paid for it or gave back of it, put side by side.
  order_sums: `
    select order_id, count(total) as orders, max(item_count) as item_count, max(total) as total, count(price) as items,
      sum_exact(price) as cost, count(is_of_other_wallet) + count(wallet) filter (where is_of_other_wallet is null) as transfers,
      count(*) filter (where is_of_other_wallet) as strange, -sum_exact(wallet) as paid, sum_exact(earned) as earned,
      sum_exact(weighted_earned) as weighted_earned, sum_exact(entered) as entered, sum_exact(weighted_entered) as weighted_entered,
      min(owner) <> max(owner) as is_mixed
    from (
      select id as order_id, item_count, total_hundredths as total, null::bigint as price, null::bigint as wallet,
        null::boolean as is_of_other_wallet, null::bigint as earned, null::bigint as weighted_earned, null::bigint as entered,
        null::bigint as weighted_entered, uuid_hash_extended(workspace_id, 0) as owner
      from orders
      union all
      select order_id, null, null, price_hundredths, null, null, case when returned_at is null then earning_hundredths end,
        case when returned_at is null then earning_hundredths * (uuid_hash(partner_id) & 65535) end, null, null,
        uuid_hash_extended(workspace_id, 0)
      from order_items
      union all
      select order_id, null, null, null, case when kind = 'purchase' then wallet end,
        case when kind = 'purchase' then is_of_other_wallet end, null, null, earning, weighted_earning,
        uuid_hash_extended(workspace_id, 0)
      from transfer_sums where kind in ('purchase', 'return')
    ) sides group by order_id`,
}
