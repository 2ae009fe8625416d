import type { LedgerCheck } from './check.ts'

/** What a wallet's credits are made of. A legacy grant's opening move names the grant itself as its transfer. */
export const grants: LedgerCheck[] = [
  {
    name: 'grants that hold the sum of their moves',
    sql: `
      select case
        when g.remaining_hundredths <> coalesce(m.total, 0) then 'grant ' || g.id || ' has ' || g.remaining_hundredths || ' left, its moves sum to ' || coalesce(m.total, 0)
      end as problem
      from credit_grants g
      left join (select grant_id, sum(amount_hundredths) as total from grant_moves group by grant_id) m on m.grant_id = g.id`,
  },
  {
    name: 'wallets that hold what is left of their grants',
    sql: `
      select case when coalesce(a.balance_hundredths, 0) <> coalesce(g.total, 0)
        then 'the wallet of ' || coalesce(a.workspace_id, g.workspace_id) || ' holds ' || coalesce(a.balance_hundredths, 0) || ', its grants ' || coalesce(g.total, 0)
      end as problem
      from (select * from ledger_accounts where kind = 'wallet') a
      full join (select workspace_id, sum(remaining_hundredths) as total from credit_grants group by workspace_id) g
        on g.workspace_id = a.workspace_id`,
  },
  {
    name: 'transfers that move as much of the grants as of the wallet',
    sql: `
      select case when moved <> wallet
        then 'transfer ' || id || ' moves ' || moved || ' of grants and ' || wallet || ' of the wallet'
      end as problem
      from transfer_sums where moves > 0`,
  },
  {
    name: 'moves that give back no more than was spent of a grant',
    sql: `
      select case
        when s.amount_hundredths is null then 'transfer ' || u.undoes || ' gives back to grant ' || u.grant_id || ', which it did not spend'
        when u.total > -s.amount_hundredths then 'transfer ' || u.undoes || ' spent ' || -s.amount_hundredths || ' of grant ' || u.grant_id || ', back went ' || u.total
      end as problem
      from (
        select undoes, grant_id, sum(amount_hundredths) as total from grant_moves where undoes is not null group by undoes, grant_id
      ) u
      left join grant_moves s on s.transfer_id = u.undoes and s.grant_id = u.grant_id`,
  },
]
