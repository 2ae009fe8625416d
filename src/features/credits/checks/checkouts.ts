import type { LedgerCheck } from './check.ts'

/** What was paid against what was granted, taken back and invoiced. */
export const checkouts: LedgerCheck[] = [
  {
    name: 'checkouts that granted what was paid for, once, and nothing unpaid',
    sql: `
      select case
        when c.id is null then 'grant ' || g.id || ' is of checkout ' || g.checkout_id || ', which does not exist'
        when (c.paid_at is null) <> (g.id is null) then 'checkout ' || c.id || case when g.id is null then ' was paid and granted nothing' else ' was not paid and granted' end
        when (c.granted_at is null) <> (g.id is null) then 'checkout ' || c.id || ' does not know whether it granted'
        when g.workspace_id <> c.workspace_id then 'checkout ' || c.id || ' granted to workspace ' || g.workspace_id
        when g.kind <> 'paid' then 'checkout ' || c.id || ' granted as ' || g.kind
        when g.amount_hundredths <> c.credits_hundredths then 'checkout ' || c.id || ' sold ' || c.credits_hundredths || ' and granted ' || g.amount_hundredths
        when c.paid_at is not null and coalesce(t.transfers, 0) <> 1 then 'checkout ' || c.id || ' has ' || coalesce(t.transfers, 0) || ' transfers of its grant'
        when c.paid_at is not null and t.amount <> c.credits_hundredths then 'checkout ' || c.id || ' sold ' || c.credits_hundredths || ' and moved ' || t.amount
      end as problem
      from checkouts c
      full join (select * from credit_grants where checkout_id is not null) g on g.checkout_id = c.id
      left join (
        select t.subject_id, count(distinct t.id) as transfers, sum(e.amount_hundredths) as amount
        from ledger_transfers t
        join ledger_entries e on e.transfer_id = t.id
        join ledger_accounts a on a.id = e.account_id and a.kind = 'wallet'
        where t.kind = 'checkout' group by t.subject_id
      ) t on t.subject_id = c.id`,
  },
  {
    name: 'credits taken back in proportion to the money that went back',
    sql: `
      select case
        when c.id is null then 'transfers take back for checkout ' || t.subject_id || ', which does not exist'
        when c.taken_hundredths <> coalesce(t.taken, 0) then 'checkout ' || c.id || ' says ' || c.taken_hundredths || ' taken back, moved were ' || coalesce(t.taken, 0)
        when c.granted_at is not null and c.taken_hundredths + c.owed_hundredths + c.forgiven_hundredths <>
          (c.credits_hundredths * least(c.refunded_cents + c.disputed_cents, c.amount_cents) * 2 + c.amount_cents) / (c.amount_cents * 2)
          then 'checkout ' || c.id || ' had ' || least(c.refunded_cents + c.disputed_cents, c.amount_cents) || ' of ' || c.amount_cents || ' cents go back, and '
            || (c.taken_hundredths + c.owed_hundredths + c.forgiven_hundredths) || ' of ' || c.credits_hundredths
        when c.owed_hundredths > 0 and w.payment_frozen_at is null then 'checkout ' || c.id || ' is owed for and its wallet is not frozen'
      end as problem
      from checkouts c
      full join (
        select t.subject_id, -sum(e.amount_hundredths) as taken
        from ledger_transfers t
        join ledger_entries e on e.transfer_id = t.id
        join ledger_accounts a on a.id = e.account_id and a.kind = 'wallet'
        where t.kind in ('refund', 'refund_reversed') group by t.subject_id
      ) t on t.subject_id = c.id
      left join wallet_controls w on w.workspace_id = c.workspace_id`,
  },
  {
    name: 'checkouts that know what went back',
    sql: `
      select case when c.refunded_cents <> coalesce(k.refunded, 0) or c.disputed_cents <> coalesce(k.disputed, 0)
        then 'checkout ' || c.id || ' says ' || c.refunded_cents || ' refunded and ' || c.disputed_cents || ' disputed, its claims '
          || coalesce(k.refunded, 0) || ' and ' || coalesce(k.disputed, 0)
      end as problem
      from checkouts c
      left join (
        select c.id, least(c.amount_cents, coalesce(sum(k.cents) filter (where k.kind = 'refund'), 0)) as refunded,
          least(c.amount_cents, coalesce(sum(k.cents) filter (where k.kind = 'dispute'), 0)) as disputed
        from checkouts c
        cross join lateral (
          select kind, case when k.currency = c.currency then k.amount_cents else c.amount_cents end as cents
          from payment_claims k where k.checkout_id = c.id and k.amount_cents > 0
            and (k.kind = 'refund' or k.status in ('needs_response', 'under_review', 'lost'))
        ) k group by c.id
      ) k on k.id = c.id`,
  },
  {
    name: 'invoices of paid checkouts, numbered without a gap',
    sql: `
      select case
        when i.number is null then 'checkout ' || c.id || ' was granted and has no invoice'
        when c.granted_at is null then 'invoice ' || i.number || ' is of a checkout that granted nothing'
        when i.amount_cents <> c.amount_cents or i.credits_hundredths <> c.credits_hundredths or i.workspace_id <> c.workspace_id
          then 'invoice ' || i.number || ' says other than its checkout'
        when i.number <> i.place then 'invoice ' || i.number || ' is the ' || i.place || 'th'
        when i.number > (select last_number from invoice_counters) then 'invoice ' || i.number || ' is beyond the counter'
      end as problem
      from (select *, row_number() over (order by number) as place from invoices) i
      full join (select * from checkouts where granted_at is not null) c on c.id = i.checkout_id`,
  },
]
