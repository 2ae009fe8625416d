/*
 * Two years of credits and sales of one workspace as rows, set down past triggers: pulls, enrichment,
 * purchases with returns, and what it sold as a partner. $1 stands for the workspace, $2 for how many purchases and sales.
 */
export const TRADE = [
  `insert into ledger_accounts (workspace_id, kind, balance_hundredths) values ($1, 'wallet', 0), ($1, 'held', 0)
   on conflict do nothing`,
  `insert into partners (workspace_id, status, company) values ($1, 'approved', 'Bench')`,
  `insert into segments (workspace_id, id, name, target, filters)
   select $1, md5('segment' || n)::uuid, 'Segment ' || n, 'audience', '{}' from generate_series(1, 40) n`,
  `insert into pulls (workspace_id, id, status, provider, filters, segment_id, wanted, price_hundredths, created_at)
   select $1, md5('pull' || n)::uuid, 'finished', 'local', '{}',
     case when n % 10 > 0 then md5('segment' || (1 + n % 40))::uuid end, 1000, 50, now() - n * interval '19 hours'
   from generate_series(1, 1000) n`,
  // some of the leads that were uploaded came by the pulls of those days instead
  `update leads set source = 'audience', import_id = md5('pull' || 1 + 5 * least(199, extract(day from now() - created_at)::int / 4)
     + get_byte(dedup_hash, 1) % 5)::uuid
   where workspace_id = $1 and source = 'upload' and get_byte(dedup_hash, 0) < 10`,
  `create temp table moves as
   select uuidv7() as id, 'pull' as kind, md5('pull' || n)::uuid as subject, null::uuid as order_id, -35000::bigint as amount,
     now() - n * interval '19 hours' as at
   from generate_series(1, 1000) n
   union all select uuidv7(), 'checkout', uuidv7(), null, 500000000, now() - n * interval '13 days' from generate_series(1, 56) n
   union all select uuidv7(), 'grant', null, null, 1000000, now() - n * interval '29 days' from generate_series(1, 25) n
   union all select uuidv7(), 'enrichment', uuidv7(), null, -(100 + n % 700), now() - n * interval '5 hours'
   from generate_series(1, 3500) n
   union all select uuidv7(), 'purchase', null, uuidv7(), -(100 + n % 900), now() - n::float / $2 * interval '700 days'
   from generate_series(1, $2) n`,
  `create temp table given_back as
   select uuidv7() as id, order_id, -amount as amount, at + interval '5 days' as at
   from moves where kind = 'purchase' and hashtext(order_id::text) % 25 = 0 and at < now() - interval '6 days'`,
  `insert into orders (workspace_id, id, total_hundredths, item_count, created_at)
   select $1, order_id, -amount, 1, at from moves where kind = 'purchase'`,
  `insert into order_items (workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths, earning_hundredths,
     rate_percent, rule_version, rule_inputs, released_at, created_at, returned_at)
   select $1, m.order_id, uuidv7(), uuidv7(), md5('partner' || abs(hashtext(m.id::text)) % 12)::uuid, -m.amount,
     -m.amount * 50 / 100, 50, 1, '{}', m.at + interval '14 days', m.at, g.at
   from moves m left join given_back g using (order_id) where m.kind = 'purchase'`,
  `insert into moves select id, 'return', uuidv7(), order_id, amount, at from given_back`,
  `insert into ledger_transfers (id, workspace_id, kind, order_id, subject_id, created_at)
   select id, $1, kind, order_id, subject, at from moves`,
  `insert into ledger_entries (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths,
     balance_after_hundredths, created_at)
   select m.id, a.id, $1, amount, balance - amount, balance, at
   from (select *, sum(amount) over (order by at, id)::bigint + 5000000000 as balance from moves) m
   cross join ledger_accounts a where a.workspace_id = $1 and a.kind = 'wallet'`,
  `insert into order_items (workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths, earning_hundredths,
     rate_percent, rule_version, rule_inputs, released_at, created_at, returned_at)
   select md5('buyer' || n % 50)::uuid, uuidv7(), uuidv7(), uuidv7(), $1, 100 + n % 900, (100 + n % 900) * 50 / 100, 50, 1,
     '{}', now(), at, case when n % 31 = 0 and at < now() - interval '4 days' then at + interval '3 days' end
   from generate_series(1, $2) n cross join lateral (select now() - n::float / $2 * interval '700 days' as at) t`,
  `insert into listings (workspace_id, lead_id, price_hundredths, max_buyers, times_sold, score, has_email, has_phone,
     has_linkedin, sourced_at, listed_at, email_identities, other_identities)
   select $1, uuidv7(), 200, 5, n % 3, 50, true, true, true, at, at, array[decode(md5('listing' || n), 'hex')], '{}'
   from generate_series(1, $2) n cross join lateral (select now() - n::float / $2 * interval '700 days' as at) t`,
]
