import type { LedgerCheck } from './check.ts'

/** What came back against what was sold. */
export const returns: LedgerCheck[] = [
  {
    name: 'returns paid back once, when and only when they were accepted',
    sql: `
      select case
        when r.id is null or t.order_id is null and t.subject_id is not null then 'transfer ' || t.some_transfer || ' pays back return ' || coalesce(t.subject_id::text, 'none') || ', which does not exist, or of no order'
        when coalesce(t.transfers, 0) <> (r.status = 'accepted')::int then 'return ' || r.id || ' is ' || r.status || ' and has ' || coalesce(t.transfers, 0) || ' transfers'
        when t.workspace_id <> r.workspace_id or t.order_id <> r.order_id then 'return ' || r.id || ' was paid back to another workspace or for another order'
      end as problem
      from returns r
      full join (
        select subject_id, min(id::text) as some_transfer, count(*) as transfers, min(workspace_id::text)::uuid as workspace_id,
          min(order_id::text)::uuid as order_id
        from ledger_transfers where kind = 'return' group by subject_id
      ) t on t.subject_id = r.id`,
  },
  {
    name: 'returns that undo exactly their sale',
    sql: `
      select case
        when e.wallet <> i.price_hundredths then 'return ' || r.id || ' paid back ' || e.wallet || ' of ' || i.price_hundredths
        when coalesce(e.earning, 0) <> -i.earning_hundredths then 'return ' || r.id || ' took ' || -coalesce(e.earning, 0) || ' of an earning of ' || i.earning_hundredths
        when e.strays > 0 or e.earner <> r.partner_id::text then 'return ' || r.id || ' moved credits of others'
      end as problem
      from (
        select t.subject_id,
          sum(e.amount_hundredths) filter (where a.kind = 'wallet' and a.workspace_id = t.workspace_id) as wallet,
          sum(e.amount_hundredths) filter (where a.kind = 'earning') as earning,
          min(a.workspace_id::text) filter (where a.kind = 'earning') as earner,
          count(*) filter (where a.kind not in ('wallet', 'earning', 'revenue')
            or (a.kind = 'wallet' and a.workspace_id <> t.workspace_id)) as strays
        from ledger_transfers t
        join ledger_entries e on e.transfer_id = t.id
        join ledger_accounts a on a.id = e.account_id
        where t.kind = 'return' group by t.id
      ) e
      join returns r on r.id = e.subject_id
      join order_items i on i.workspace_id = r.workspace_id and i.order_id = r.order_id and i.listing_id = r.listing_id`,
  },
  {
    name: 'items marked as their return stands',
    sql: `
      select case
        when i.return_open <> coalesce(r.status in ('with_partner', 'with_operator'), false) then 'listing ' || i.listing_id || ' of order ' || i.order_id || ' has return_open ' || i.return_open || ', its return is ' || coalesce(r.status, 'none')
        when (i.returned_at is not null) <> coalesce(r.status = 'accepted', false) then 'listing ' || i.listing_id || ' of order ' || i.order_id || ' is returned or not, its return is ' || coalesce(r.status, 'none')
        when i.relisted and i.returned_at is null then 'listing ' || i.listing_id || ' of order ' || i.order_id || ' was offered again without a return'
        when r.partner_id <> i.partner_id or r.lead_id <> i.lead_id then 'return ' || r.id || ' names another partner or lead than its item'
      end as problem
      from order_items i
      left join returns r on r.workspace_id = i.workspace_id and r.order_id = i.order_id and r.listing_id = i.listing_id`,
  },
]
