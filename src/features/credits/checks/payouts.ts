import type { LedgerCheck } from './check.ts'

/** What left for partners against what they earned. */
export const payouts: LedgerCheck[] = [
  {
    name: 'payouts that are the sum of the sales they took up, at their rate',
    sql: `
      select case
        when p.id is null then 'sales were taken up by payout ' || i.payout_id || ', which does not exist'
        when p.credits_hundredths <> coalesce(i.total, 0) or p.item_count <> coalesce(i.items, 0)
          then 'payout ' || p.id || ' says ' || p.item_count || ' sales of ' || p.credits_hundredths || ', it took up ' || coalesce(i.items, 0) || ' of ' || coalesce(i.total, 0)
        when p.amount_cents <> p.credits_hundredths * r.payout_cents_per_credit / 100 or p.cents_per_credit <> r.payout_cents_per_credit or p.currency <> r.currency
          then 'payout ' || p.id || ' is ' || p.amount_cents || ' cents, which is not what rule ' || p.rule_version || ' gives'
      end as problem
      from payouts p
      left join money_rules r on r.version = p.rule_version
      full join (
        select payout_id, count(*) as items, sum(earning_hundredths) as total from payout_items group by payout_id
      ) i on i.payout_id = p.id`,
  },
  {
    name: 'sales that are in the payout they say, of their own partner, and in no other',
    sql: `
      select case
        when p.id is null then 'sales are in payout ' || i.payout_id || ', which does not exist'
        when p.status in ('failed', 'reversed') and i.items > 0 then 'payout ' || p.id || ' is ' || p.status || ' and holds ' || i.items || ' sales'
        when p.status not in ('failed', 'reversed') and (coalesce(i.items, 0) <> p.item_count or coalesce(i.total, 0) <> p.credits_hundredths)
          then 'payout ' || p.id || ' took up ' || p.item_count || ' sales of ' || p.credits_hundredths || ', it holds ' || coalesce(i.items, 0) || ' of ' || coalesce(i.total, 0)
        when i.partner <> p.workspace_id::text or i.partners > 1 then 'payout ' || p.id || ' holds sales of somebody else'
      end as problem
      from payouts p
      full join (
        select payout_id, count(*) as items, sum(earning_hundredths) as total, min(partner_id::text) as partner,
          count(distinct partner_id) as partners
        from order_items where payout_id is not null group by payout_id
      ) i on i.payout_id = p.id`,
  },
  {
    name: 'payouts entered as they stand, each step once',
    sql: `
      select case
        when p.id is null then 'transfers are about payout ' || t.subject_id || ', which does not exist'
        when coalesce(t.asked, 0) <> 1 or coalesce(t.wrong, 0) > 0 then 'payout ' || p.id || ' was asked for ' || coalesce(t.asked, 0) || ' times, or for another amount'
        when coalesce(t.paid, 0) <> (p.status in ('paid', 'reversed'))::int then 'payout ' || p.id || ' is ' || p.status || ' and left ' || coalesce(t.paid, 0) || ' times'
        when coalesce(t.failed, 0) <> (p.status = 'failed')::int then 'payout ' || p.id || ' is ' || p.status || ' and failed ' || coalesce(t.failed, 0) || ' times'
        when coalesce(t.reversed, 0) <> (p.status = 'reversed')::int then 'payout ' || p.id || ' is ' || p.status || ' and came back ' || coalesce(t.reversed, 0) || ' times'
      end as problem
      from payouts p
      full join (
        select t.subject_id,
          count(*) filter (where t.kind = 'payout') as asked, count(*) filter (where t.kind = 'payout_paid') as paid,
          count(*) filter (where t.kind = 'payout_failed') as failed, count(*) filter (where t.kind = 'payout_reversed') as reversed,
          count(*) filter (where q.credits_hundredths is distinct from e.amount or q.workspace_id is distinct from t.workspace_id) as wrong
        from ledger_transfers t
        left join (select transfer_id, max(amount_hundredths) as amount from ledger_entries group by transfer_id) e on e.transfer_id = t.id
        left join payouts q on q.id = t.subject_id
        where t.kind like 'payout%' group by t.subject_id
      ) t on t.subject_id = p.id`,
  },
  {
    name: 'earnings of a partner that are what its sales say, less what was paid out',
    sql: `
      select case
        when coalesce(e.earning, 0) <> coalesce(i.unpaid, 0) then 'partner ' || a.workspace_id || ' has earnings of ' || coalesce(e.earning, 0) || ', its sales say ' || coalesce(i.unpaid, 0)
        when e.earning < 0 then 'partner ' || a.workspace_id || ' was paid more than it earned'
        when coalesce(e.payout, 0) <> coalesce(p.under_way, 0) then 'partner ' || a.workspace_id || ' has ' || coalesce(e.payout, 0) || ' under way, its payouts say ' || coalesce(p.under_way, 0)
      end as problem
      from (select workspace_id from ledger_accounts where kind = 'earning') a
      left join (
        select a.workspace_id, sum(e.total) filter (where a.kind = 'earning') as earning,
          sum(e.total) filter (where a.kind = 'payout') as payout
        from account_sums e join ledger_accounts a on a.id = e.account_id
        where a.kind in ('earning', 'payout') group by a.workspace_id
      ) e on e.workspace_id = a.workspace_id
      left join (
        select partner_id, sum(earning_hundredths) as unpaid from order_items
        where payout_id is null and returned_at is null group by partner_id
      ) i on i.partner_id = a.workspace_id
      left join (
        select workspace_id, sum(credits_hundredths) as under_way from payouts
        where status in ('requested', 'sending') group by workspace_id
      ) p on p.workspace_id = a.workspace_id`,
  },
  {
    name: 'credits paid out that are those of the payouts paid',
    sql: `
      select case when l.entered <> p.paid then 'paid out are ' || l.entered || ', the paid payouts say ' || p.paid end as problem
      from (
        select coalesce(sum(e.total), 0) as entered
        from account_sums e join ledger_accounts a on a.id = e.account_id and a.kind = 'paid_out'
      ) l,
      (select coalesce(sum(credits_hundredths), 0) as paid from payouts where status = 'paid') p`,
  },
]
