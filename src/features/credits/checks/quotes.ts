import type { LedgerCheck } from './check.ts'

/** What is set aside, and what a workspace said about its spending. */
export const quotes: LedgerCheck[] = [
  {
    name: 'held accounts that hold what the open quotes do',
    sql: `
      select case when coalesce(a.balance_hundredths, 0) <> coalesce(q.total, 0)
        then 'workspace ' || coalesce(a.workspace_id, q.workspace_id) || ' has ' || coalesce(a.balance_hundredths, 0)
          || ' set aside, its open quotes hold ' || coalesce(q.total, 0)
      end as problem
      from (select * from ledger_accounts where kind = 'held') a
      full join (
        select workspace_id, sum(total_hundredths) as total from quotes where status = 'open' group by workspace_id
      ) q on q.workspace_id = a.workspace_id`,
  },
  {
    name: 'credits that were held, given back once and no less, or held by an open quote',
    sql: `
      select case
        when h.id is null then 'transfer ' || r.id || ' gives back what quote ' || r.subject_id || ' never held'
        when q.status = 'open' and r.id is not null then 'quote ' || q.id || ' is open, and its credits are back'
        when q.status is distinct from 'open' and r.id is null then 'transfer ' || h.id || ' holds credits of no open quote'
        when h.amount + coalesce(r.amount, -h.amount) <> 0 then 'transfer ' || h.id || ' held ' || h.amount || ', given back were ' || -r.amount
        when q.total_hundredths <> h.amount or q.hold_id <> h.id then 'quote ' || q.id || ' says ' || q.total_hundredths || ', held were ' || h.amount
      end as problem
      from (
        select t.id, t.workspace_id, t.subject_id, e.amount_hundredths as amount
        from ledger_transfers t
        join ledger_entries e on e.transfer_id = t.id
        join ledger_accounts a on a.id = e.account_id and a.kind = 'held'
        where t.kind = 'hold'
      ) h
      full join (
        select t.id, t.workspace_id, t.subject_id, e.amount_hundredths as amount
        from ledger_transfers t
        join ledger_entries e on e.transfer_id = t.id
        join ledger_accounts a on a.id = e.account_id and a.kind = 'held'
        where t.kind = 'release'
      ) r on r.subject_id = h.subject_id and r.workspace_id = h.workspace_id
      left join quotes q on q.workspace_id = h.workspace_id and q.id = h.subject_id`,
  },
  {
    name: 'quotes that hold their listings while they are open, and nothing after',
    sql: `
      select case
        when q.id is null then 'listings are held for quote ' || h.quote_id || ', which does not exist'
        when q.hold_id not in (select id from ledger_transfers where kind = 'hold') then 'quote ' || q.id || ' holds no credits'
        when q.status <> 'open' and h.items is not null then 'quote ' || q.id || ' is ' || q.status || ' and holds ' || h.items || ' listings'
        when q.status = 'open' and (h.items is distinct from cardinality(q.listing_ids) or h.total is distinct from q.total_hundredths)
          then 'quote ' || q.id || ' is of ' || cardinality(q.listing_ids) || ' listings for ' || q.total_hundredths || ', held are '
            || coalesce(h.items, 0) || ' for ' || coalesce(h.total, 0)
      end as problem
      from quotes q
      full join (
        select workspace_id, quote_id, count(*) as items, sum(price_hundredths) as total from listing_holds group by workspace_id, quote_id
      ) h on h.workspace_id = q.workspace_id and h.quote_id = q.id`,
  },
  {
    name: 'quotes that were ordered for no more than they said',
    sql: `
      select case
        when o.id is null then 'quote ' || q.id || ' was ordered as ' || q.order_id || ', which does not exist'
        when o.total_hundredths > q.total_hundredths then 'quote ' || q.id || ' said ' || q.total_hundredths || ', order ' || o.id || ' cost ' || o.total_hundredths
        when o.item_count > cardinality(q.listing_ids) then 'quote ' || q.id || ' was of ' || cardinality(q.listing_ids) || ' listings, order ' || o.id || ' has ' || o.item_count
      end as problem
      from quotes q left join orders o on o.workspace_id = q.workspace_id and o.id = q.order_id
      where q.status = 'used'`,
  },
  {
    name: 'wallets that know of their guards',
    sql: `
      select case when a.id is not null and not a.guarded then 'wallet ' || a.id || ' does not know of its guards' end as problem
      from (
        select workspace_id from wallet_controls
        where frozen_at is not null or payment_frozen_at is not null or monthly_cap_hundredths is not null or confirm_above_hundredths is not null
        union
        select workspace_id from member_controls
      ) c
      left join ledger_accounts a on a.workspace_id = c.workspace_id and a.kind = 'wallet'`,
  },
]
