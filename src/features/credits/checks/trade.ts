import type { LedgerCheck } from './check.ts'

/** What was sold against what was paid and earned. */
export const trade: LedgerCheck[] = [
  {
    name: 'orders whose total is the sum of their items',
    sql: `
      select case
        when orders = 0 then 'items of order ' || order_id || ', which does not exist'
        when is_mixed then 'order ' || order_id || ' has items or a payment of another workspace'
        when item_count <> items then 'order ' || order_id || ' says ' || item_count || ' items, there are ' || items
        when total <> coalesce(cost, 0) then 'order ' || order_id || ' says ' || total || ', its items cost ' || coalesce(cost, 0)
      end as problem
      from order_sums where orders > 0 or items > 0`,
  },
  {
    name: 'orders paid once, from their own wallet',
    sql: `
      select case
        when orders = 0 then transfers || ' transfers pay order ' || coalesce(order_id::text, 'none') || ', which does not exist'
        when transfers <> (item_count > 0)::int then 'order ' || order_id || ' has ' || transfers || ' transfers'
        when strange > 0 then 'order ' || order_id || ' was paid from another wallet'
        when coalesce(paid, 0) <> total then 'order ' || order_id || ' cost ' || total || ', paid were ' || coalesce(paid, 0)
      end as problem
      from order_sums where orders > 0 or transfers > 0`,
  },
  {
    name: 'earnings entered as the items say',
    sql: `
      select case
        when coalesce(earned, 0) <> coalesce(entered, 0) then 'order ' || order_id || ' earned ' || coalesce(earned, 0) || ', entered are ' || coalesce(entered, 0)
        when coalesce(weighted_earned, 0) <> coalesce(weighted_entered, 0) then 'order ' || order_id || ' earned one partner what is entered for another'
      end as problem
      from order_sums`,
  },
  {
    name: 'items that are the listing of another workspace, at the rate of their rule',
    sql: `
      select case
        when l.id is null then 'order ' || i.order_id || ' has listing ' || i.listing_id || ', which does not exist'
        when l.workspace_id <> i.partner_id then 'listing ' || i.listing_id || ' is not of partner ' || i.partner_id
        when i.partner_id = i.workspace_id then 'workspace ' || i.workspace_id || ' bought its own listing ' || i.listing_id
        when r.version is null then 'listing ' || i.listing_id || ' was sold under rule ' || i.rule_version || ', which does not exist'
        when i.rate_percent <> least(r.max_percent, r.base_percent
          + case when (i.rule_inputs ->> 'fresh')::boolean then r.fresh_percent else 0 end
          + case when (i.rule_inputs ->> 'quality')::boolean then r.quality_percent else 0 end
          + case when (i.rule_inputs ->> 'volume')::boolean then r.volume_percent else 0 end)
          then 'listing ' || i.listing_id || ' was sold at ' || i.rate_percent || ' percent, which is not what rule ' || r.version || ' gives'
        when i.earning_hundredths <> i.price_hundredths * i.rate_percent / 100 then 'listing ' || i.listing_id || ' earned ' || i.earning_hundredths
      end as problem
      from order_items i
      left join listings l on l.id = i.listing_id
      left join commission_rules r on r.version = i.rule_version`,
  },
  {
    name: 'listings sold as often as they say, and not too often',
    sql: `
      select case
        when l.times_sold <> coalesce(i.items, 0) then 'listing ' || l.id || ' says ' || l.times_sold || ' sales, there are ' || coalesce(i.items, 0)
        when l.times_sold > l.max_buyers then 'listing ' || l.id || ' was sold ' || l.times_sold || ' times'
        when l.status = 'active' and l.times_sold >= l.max_buyers then 'listing ' || l.id || ' is sold out and still on sale'
      end as problem
      from listings l
      left join (select listing_id, count(*) as items from order_items where not relisted group by listing_id) i on i.listing_id = l.id`,
  },
  {
    name: 'answers kept under an Idempotency-Key that happened, and only once',
    sql: `
      select case
        when k.operation = 'order' and o.id is null then 'key ' || k.key || ' answered an order that does not exist'
        when k.operation = 'order' and (k.answer ->> 'credits_charged')::numeric * 100 <> o.total_hundredths then 'key ' || k.key || ' answered another total than order ' || o.id
        when k.operation = 'order' and jsonb_array_length(k.answer -> 'items') <> o.item_count then 'key ' || k.key || ' answered other items than order ' || o.id
        when k.operation = 'credit-grant' and t.id is null then 'key ' || k.key || ' answered a grant that does not exist'
        when count(*) over (partition by k.operation, coalesce(k.answer ->> 'order_id', k.answer ->> 'transfer_id')) > 1 then 'key ' || k.key || ' is one of several for one effect'
      end as problem
      from idempotency_keys k
      left join orders o on k.operation = 'order' and o.workspace_id = k.workspace_id and o.id = (k.answer ->> 'order_id')::uuid
      left join ledger_transfers t on k.operation = 'credit-grant' and t.workspace_id = k.workspace_id and t.id = (k.answer ->> 'transfer_id')::uuid
      where k.operation in ('order', 'credit-grant')`,
  },
]
