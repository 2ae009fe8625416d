import type { LedgerCheck } from './check.ts'

/** What enrichment charged against whom it filled. */
export const enrichments: LedgerCheck[] = [
  {
    name: 'enrichments charged for the people they filled, and no more',
    sql: `
      select case
        when e.id is null then 'transfers charge for enrichment ' || t.subject_id || ', which does not exist'
        when e.charged_hundredths <> coalesce(t.charged, 0) then 'enrichment ' || e.id || ' says ' || e.charged_hundredths || ' charged, moved were ' || coalesce(t.charged, 0)
        when t.workspace_id <> e.workspace_id then 'enrichment ' || e.id || ' was charged to workspace ' || t.workspace_id
        when e.charged_hundredths <> e.charged * coalesce(e.price_hundredths, 0)::bigint then 'enrichment ' || e.id || ' charged ' || e.charged_hundredths || ' for ' || e.charged || ' people'
        when e.charged > e.filled then 'enrichment ' || e.id || ' charged for ' || e.charged || ' and filled ' || e.filled
      end as problem
      from enrichments e
      full join (
        select t.subject_id, t.workspace_id, -sum(e.amount_hundredths) as charged
        from ledger_transfers t
        join ledger_entries e on e.transfer_id = t.id
        join ledger_accounts a on a.id = e.account_id and a.kind = 'wallet'
        where t.kind = 'enrichment' group by t.subject_id, t.workspace_id
      ) t on t.subject_id = e.id`,
  },
]
