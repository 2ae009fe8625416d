import type { LedgerCheck } from './check.ts'

/** The ledger by itself: transfers, entries, accounts. */
export const bookkeeping: LedgerCheck[] = [
  {
    name: 'transfers whose entries sum to zero',
    sql: `
      select case
        when not is_known then 'entries of transfer ' || id || ', which does not exist'
        when entries = 0 then 'transfer ' || id || ' has no entries'
        when total <> 0 then 'the entries of transfer ' || id || ' sum to ' || total
      end as problem
      from transfer_sums where is_known or entries > 0`,
  },
  {
    name: 'entries on an account of their workspace',
    sql: `
      select case
        when a.id is null then 'entry ' || e.id || ' is on account ' || e.account_id || ', which does not exist'
        when a.workspace_id is distinct from e.workspace_id then 'entry ' || e.id || ' names another workspace than its account'
        when (a.balance_hundredths is null) <> (e.balance_after_hundredths is null) then 'entry ' || e.id || ' has a balance where its account has none, or none where it has'
      end as problem
      from ledger_entries e left join ledger_accounts a on a.id = e.account_id`,
  },
  {
    name: 'entries that go on from the balance before them',
    sql: `
      select case
        when before <> expected then 'entry ' || id || ' begins at ' || before || ', the one before ended at ' || expected
        when before + amount <> after then 'entry ' || id || ' says ' || before || ' and ' || amount || ' are ' || after
        when after < 0 then 'entry ' || id || ' leaves ' || after
      end as problem
      from (
        select e.id, e.amount_hundredths as amount, e.balance_before_hundredths as before, e.balance_after_hundredths as after,
          -- a number instead of the account's id, because a million of them sort in half the time
          coalesce(lag(e.balance_after_hundredths) over (partition by uuid_hash_extended(e.account_id, 0) order by e.id), 0) as expected
        from ledger_entries e where e.balance_after_hundredths is not null
      ) chain`,
  },
  {
    name: 'wallets that hold the sum of their entries, and not less than nothing',
    sql: `
      select case
        when a.balance_hundredths <> coalesce(e.total, 0) then 'account ' || a.id || ' holds ' || a.balance_hundredths || ', its entries sum to ' || coalesce(e.total, 0)
        when a.balance_hundredths < 0 then 'account ' || a.id || ' holds ' || a.balance_hundredths
      end as problem
      from ledger_accounts a
      left join account_sums e on e.account_id = a.id
      where a.balance_hundredths is not null`,
  },
  {
    name: 'accounts, transfers and orders of a workspace that exists',
    sql: `
      select case when w.id is null then o.what || ' ' || o.id || ' belongs to no workspace' end as problem
      from (
        select 'account' as what, id, workspace_id from ledger_accounts where workspace_id is not null
        union all select 'transfer', id, workspace_id from ledger_transfers
        union all select 'order', id, workspace_id from orders
      ) o left join workspaces w on w.id = o.workspace_id`,
  },
  {
    name: 'grants that move issued credits into one wallet',
    sql: `
      select case when wallets <> 1 or issues <> 1 or entries <> 2 or order_id is not null
        then 'grant ' || id || ' is not one wallet and one issue' end as problem
      from transfer_sums where kind = 'grant'`,
  },
]
