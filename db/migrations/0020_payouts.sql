-- How a partner's earnings leave: what state each sale is in, payouts by Stripe or by hand, statements, and how a
-- partner stands beside the others.

-- How a partner is paid.
create table payout_accounts (
  workspace_id uuid primary key references partners (workspace_id),
  method text not null check (method in ('stripe', 'manual')),
  -- ask for a payout every week
  automatic boolean not null default false,
  -- by hand: who is paid and where, as the partner wrote it; the operator reads it
  payee_name text check (length(payee_name) between 1 and 200),
  pay_to text check (length(pay_to) between 1 and 2000),
  details_changed_at timestamptz,
  -- what Stripe last said of the account, and when we asked
  stripe_account_id text unique,
  details_submitted boolean not null default false,
  payouts_enabled boolean not null default false,
  requirements text[] not null default '{}',
  stripe_asked_at timestamptz,
  updated_at timestamptz not null default now()
);

create table payouts (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references partners (workspace_id),
  -- sending: Stripe may have been asked
  status text not null default 'requested' check (status in ('requested', 'sending', 'paid', 'failed', 'reversed')),
  method text not null check (method in ('stripe', 'manual')),
  credits_hundredths bigint not null check (credits_hundredths > 0),
  item_count int not null check (item_count > 0),
  -- the money rule it was computed by
  rule_version int not null references money_rules (version),
  cents_per_credit int not null,
  amount_cents bigint not null check (amount_cents > 0),
  currency text not null,
  automatic boolean not null default false,
  requested_by uuid,
  requested_at timestamptz not null default now(),
  -- the Stripe account it goes to, as it was when asked for
  destination text,
  attempts int not null default 0,
  sent_at timestamptz,
  stripe_transfer_id text unique,
  reversed_cents bigint not null default 0,
  -- the operator's, when paid by hand
  reference text,
  paid_at timestamptz,
  -- why its credits went back to the partner's earnings, and when
  failure text,
  returned_at timestamptz,
  check ((method = 'stripe') = (destination is not null)),
  check ((status in ('failed', 'reversed')) = (returned_at is not null))
);
create index payouts_workspace on payouts (workspace_id, id);
create index payouts_under_way on payouts (id) where status in ('requested', 'sending');

-- What a payout took up, also after it failed and its items were free again.
create table payout_items (
  payout_id uuid not null,
  order_id uuid not null,
  listing_id uuid not null,
  earning_hundredths bigint not null,
  primary key (payout_id, order_id, listing_id)
);

-- How partners stood when it was last computed: what was listed in so many days, and how much of that was sold.
create table partner_standings (
  workspace_id uuid primary key,
  listed_30 bigint not null,
  sold_30 bigint not null,
  listed_90 bigint not null,
  sold_90 bigint not null,
  sales_90 bigint not null,
  returned_90 bigint not null,
  refreshed_at timestamptz not null default now()
);
-- What active listings cost in the middle: a partner's own, and everybody's where that tells of no single partner.
create table partner_prices (
  workspace_id uuid not null,
  industry text,
  seniority text,
  listings bigint not null,
  median_hundredths bigint not null,
  unique nulls not distinct (workspace_id, industry, seniority)
);
create table market_prices (
  industry text,
  seniority text,
  listings bigint not null check (listings >= 5),
  partners bigint not null check (partners >= 2),
  median_hundredths bigint not null,
  unique nulls not distinct (industry, seniority)
);

do $$
declare t text;
begin
  foreach t in array array['payout_accounts', 'payouts', 'payout_items', 'partner_standings', 'partner_prices', 'market_prices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy everything on %I for select to assay_system using (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_system', t);
    execute format('grant select, insert on %I to assay_exchange', t);
  end loop;
  foreach t in array array['payout_accounts', 'payouts', 'partner_standings', 'partner_prices'] loop
    execute format($p$create policy tenant on %I for select to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('grant select on %I to assay_app', t);
  end loop;
end $$;
create policy tenant on market_prices for select to assay_app using (true);
grant select on market_prices to assay_app;
grant update on payout_accounts, payouts to assay_exchange;
grant delete on partner_standings, partner_prices, market_prices to assay_exchange;

-- Sums over sales read these and not the rows.
drop index order_items_partner;
create index order_items_partner on order_items (partner_id, created_at) include (earning_hundredths);
create index order_items_unpaid on order_items (partner_id, released_at) include (earning_hundredths, return_open)
  where payout_id is null and returned_at is null;
create index order_items_returned on order_items (partner_id, returned_at) include (earning_hundredths)
  where returned_at is not null;
create index order_items_payout on order_items (payout_id) where payout_id is not null;
create index listings_stock on listings (workspace_id, status);

-- What state the earning of a sale is in: the one definition. The payout's status is null outside one.
create function earning_state(
  p_returned_at timestamptz, p_payout_status text, p_released_at timestamptz, p_return_open boolean
) returns text
language sql stable
as $$
  select case
    when p_returned_at is not null then 'reversed'
    when p_payout_status = 'paid' then 'paid'
    when p_payout_status is not null then 'in_payout'
    when p_released_at > now() or p_return_open then 'pending'
    else 'available' end
$$;
alter function earning_state(timestamptz, text, timestamptz, boolean) owner to assay_exchange;

-- A sale's name for its partner; it tells nothing of the order it is part of.
create function sale_id(p_order uuid, p_listing uuid) returns uuid
language sql immutable parallel safe
as $$ select encode(substring(sha256(uuid_send(p_order) || uuid_send(p_listing)) for 16), 'hex')::uuid $$;
alter function sale_id(uuid, uuid) owner to assay_exchange;

-- Newest first, behind (p_before, p_before_id) when given.
drop function partner_sales(timestamptz, uuid, int);
create function partner_sales(p_before timestamptz, p_before_id uuid, p_limit int)
returns table (
  id uuid, listing_id uuid, sold_at timestamptz, price_hundredths bigint, earning_hundredths bigint,
  rate_percent int, rule_version int, rule_inputs jsonb, released_at timestamptz,
  state text, return_open boolean, returned_at timestamptz, payout_id uuid
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.id, i.listing_id, i.created_at, i.price_hundredths, i.earning_hundredths,
    i.rate_percent, i.rule_version, i.rule_inputs, i.released_at,
    earning_state(i.returned_at, p.status, i.released_at, i.return_open), i.return_open, i.returned_at, i.payout_id
  from order_items i
  cross join lateral (select sale_id(i.order_id, i.listing_id) as id) s
  left join payouts p on p.id = i.payout_id
  where i.partner_id = current_workspace()
    and (p_before is null or i.created_at < p_before or (i.created_at = p_before and s.id < p_before_id))
  order by i.created_at desc, s.id desc
  limit p_limit
$$;
alter function partner_sales(timestamptz, uuid, int) owner to assay_exchange;
grant execute on function partner_sales(timestamptz, uuid, int) to assay_app;

-- How many sales, and how much, are in each state. Sums of one table each; a payout knows the sum of its own.
create function partner_earning_totals()
returns table (state text, sales bigint, earning_hundredths bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select parts.state, sum(parts.sales)::bigint, sum(parts.earning)::bigint
  from (
    select earning_state(null, null, released_at, return_open) as state, count(*) as sales, sum(earning_hundredths) as earning
    from order_items
    where partner_id = current_workspace() and payout_id is null and returned_at is null
    group by 1
    union all
    select earning_state(returned_at, null, null, null), count(*), sum(earning_hundredths)
    from order_items
    where partner_id = current_workspace() and returned_at is not null
    group by 1
    union all
    select earning_state(null, status, null, null), sum(item_count), sum(credits_hundredths)
    from payouts
    where workspace_id = current_workspace() and status in ('requested', 'sending', 'paid')
    group by 1
  ) parts
  group by parts.state
$$;
alter function partner_earning_totals() owner to assay_exchange;
grant execute on function partner_earning_totals() to assay_app;

-- What is released on each of the coming days (UTC), soonest first.
create function partner_releases()
returns table (day date, first_at timestamptz, sales bigint, earning_hundredths bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select (released_at at time zone 'UTC')::date, min(released_at), count(*), sum(earning_hundredths)::bigint
  from order_items
  where partner_id = current_workspace() and payout_id is null and returned_at is null and released_at > now()
  group by 1
  order by 1
  limit 60
$$;
alter function partner_releases() owner to assay_exchange;
grant execute on function partner_releases() to assay_app;

-- One row for each month (UTC) in which anything happened, newest first: how the partner's earnings moved.
drop function partner_months_earned();
create function partner_statements()
returns table (
  month date, opening_hundredths bigint, sales bigint, sales_hundredths bigint, reversals bigint,
  reversals_hundredths bigint, payouts bigint, payouts_hundredths bigint, payouts_returned bigint,
  payouts_returned_hundredths bigint, closing_hundredths bigint
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with moves (month, kind, times, amount) as (
    select date_trunc('month', created_at at time zone 'UTC')::date, 'sale', count(*), sum(earning_hundredths)
    from order_items where partner_id = current_workspace() group by 1
    union all
    select date_trunc('month', returned_at at time zone 'UTC')::date, 'reversal', count(*), sum(earning_hundredths)
    from order_items where partner_id = current_workspace() and returned_at is not null group by 1
    union all
    select date_trunc('month', requested_at at time zone 'UTC')::date, 'payout', count(*), sum(credits_hundredths)
    from payouts where workspace_id = current_workspace() group by 1
    union all
    select date_trunc('month', returned_at at time zone 'UTC')::date, 'back', count(*), sum(credits_hundredths)
    from payouts where workspace_id = current_workspace() and returned_at is not null group by 1
  ), months as (
    select m.month,
      coalesce(sum(times) filter (where kind = 'sale'), 0)::bigint as sales,
      coalesce(sum(amount) filter (where kind = 'sale'), 0)::bigint as sold,
      coalesce(sum(times) filter (where kind = 'reversal'), 0)::bigint as reversals,
      coalesce(sum(amount) filter (where kind = 'reversal'), 0)::bigint as reversed,
      coalesce(sum(times) filter (where kind = 'payout'), 0)::bigint as payouts,
      coalesce(sum(amount) filter (where kind = 'payout'), 0)::bigint as taken,
      coalesce(sum(times) filter (where kind = 'back'), 0)::bigint as payouts_back,
      coalesce(sum(amount) filter (where kind = 'back'), 0)::bigint as back
    from moves m group by m.month
  ), running as (
    select *, sum(sold - reversed - taken + back) over (order by months.month)::bigint as closing from months
  )
  select r.month, (closing - sold + reversed + taken - back)::bigint, sales, sold, reversals, reversed, payouts, taken,
    payouts_back, back, closing
  from running r
  order by r.month desc
$$;
alter function partner_statements() owner to assay_exchange;
grant execute on function partner_statements() to assay_app;

-- Every movement of the partner's earnings in a time, oldest first, behind (p_after, p_after_kind, p_after_id).
create function statement_lines(
  p_from timestamptz, p_to timestamptz, p_after timestamptz, p_after_kind text, p_after_id uuid, p_limit int
) returns table (
  at timestamptz, kind text, id uuid, amount_hundredths bigint, listing_id uuid, price_hundredths bigint,
  rate_percent int, rule_version int, rule_inputs jsonb, released_at timestamptz, state text, payout_id uuid,
  amount_cents bigint, currency text
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  (
    select i.created_at, 'sale', s.id, i.earning_hundredths, i.listing_id, i.price_hundredths, i.rate_percent,
      i.rule_version, i.rule_inputs, i.released_at,
      earning_state(i.returned_at, p.status, i.released_at, i.return_open), i.payout_id, null::bigint, null::text
    from order_items i
    cross join lateral (select sale_id(i.order_id, i.listing_id) as id) s
    left join payouts p on p.id = i.payout_id
    where i.partner_id = current_workspace() and i.created_at >= greatest(p_from, p_after) and i.created_at < p_to
      and (p_after is null or (i.created_at, 'sale', s.id) > (p_after, p_after_kind, p_after_id))
    order by i.created_at, s.id
    limit p_limit
  ) union all (
    select i.returned_at, 'reversal', s.id, -i.earning_hundredths, i.listing_id, i.price_hundredths, i.rate_percent,
      i.rule_version, i.rule_inputs, i.released_at, 'reversed', null, null, null
    from order_items i
    cross join lateral (select sale_id(i.order_id, i.listing_id) as id) s
    where i.partner_id = current_workspace() and i.returned_at >= greatest(p_from, p_after) and i.returned_at < p_to
      and (p_after is null or (i.returned_at, 'reversal', s.id) > (p_after, p_after_kind, p_after_id))
    order by i.returned_at, s.id
    limit p_limit
  ) union all (
    select p.requested_at, 'payout', p.id, -p.credits_hundredths, null, null, null, p.rule_version, null, null, p.status,
      p.id, p.amount_cents, p.currency
    from payouts p
    where p.workspace_id = current_workspace() and p.requested_at >= greatest(p_from, p_after) and p.requested_at < p_to
      and (p_after is null or (p.requested_at, 'payout', p.id) > (p_after, p_after_kind, p_after_id))
    order by p.requested_at, p.id
    limit p_limit
  ) union all (
    select p.returned_at, 'payout_returned', p.id, p.credits_hundredths, null, null, null, p.rule_version, null, null,
      p.status, p.id, p.amount_cents, p.currency
    from payouts p
    where p.workspace_id = current_workspace() and p.returned_at >= greatest(p_from, p_after) and p.returned_at < p_to
      and (p_after is null or (p.returned_at, 'payout_returned', p.id) > (p_after, p_after_kind, p_after_id))
    order by p.returned_at, p.id
    limit p_limit
  )
  order by 1, 2, 3
  limit p_limit
$$;
alter function statement_lines(timestamptz, timestamptz, timestamptz, text, uuid, int) owner to assay_exchange;
grant execute on function statement_lines(timestamptz, timestamptz, timestamptz, text, uuid, int) to assay_app;

create function payout_account_ready(p_account payout_accounts) returns boolean
language sql immutable
as $$
  select case p_account.method
    when 'manual' then p_account.payee_name is not null and p_account.pay_to is not null
    else p_account.stripe_account_id is not null and p_account.details_submitted and p_account.payouts_enabled end
$$;
alter function payout_account_ready(payout_accounts) owner to assay_exchange;
grant execute on function payout_account_ready(payout_accounts) to assay_app, assay_system;

create function tell_payout(p_payout uuid) returns void
language sql
as $$
  insert into events (workspace_id, type, payload)
  select workspace_id, 'payout.changed', jsonb_build_object('payout_id', id, 'status', status)
  from payouts where id = p_payout
$$;
alter function tell_payout(uuid) owner to assay_exchange;

-- Takes up what is available, the longest released first, and no more than 50,000 sales at once; what somebody else
-- is changing now is left for the next one. Locks the partner, then the items. Raises AS403 for who may not sell,
-- AS409 without a way to be paid or below the minimum (amount_cents, minimum_cents, currency).
create function start_payout(p_partner uuid, p_actor uuid, p_automatic boolean) returns payouts
language plpgsql
as $$
declare
  most constant int := 50000;
  rules money_rules := money_rules_at(now());
  account payout_accounts;
  this_payout uuid := uuidv7();
  items int;
  credits bigint;
  cents bigint;
  made payouts;
begin
  perform from partners where workspace_id = p_partner and status = 'approved' for no key update;
  if not found then
    perform raise_problem(403, 'forbidden', 'Only an approved partner can be paid out.');
  end if;
  select * into account from payout_accounts where workspace_id = p_partner;
  if not found or not payout_account_ready(account) then
    perform raise_problem(409, 'conflict', 'Say first how you want to be paid.', '{"reason": "payout_account"}');
  end if;

  with picked as (
    select workspace_id, order_id, listing_id from order_items
    where partner_id = p_partner and payout_id is null and returned_at is null and released_at <= now()
      and earning_state(returned_at, null, released_at, return_open) = 'available'
    order by released_at, order_id, listing_id
    limit most
    for no key update skip locked
  ), taken as (
    update order_items i set payout_id = this_payout
    from picked p
    where i.workspace_id = p.workspace_id and i.order_id = p.order_id and i.listing_id = p.listing_id
    returning i.order_id, i.listing_id, i.earning_hundredths
  ), kept as (
    insert into payout_items (payout_id, order_id, listing_id, earning_hundredths)
    select this_payout, order_id, listing_id, earning_hundredths from taken
  )
  select count(*), coalesce(sum(earning_hundredths), 0) into items, credits from taken;

  cents := credits * rules.payout_cents_per_credit / 100;
  if cents = 0 or (cents < rules.payout_minimum_cents and items < most) then
    perform raise_problem(409, 'conflict', 'What is available is below the minimum of a payout.', jsonb_build_object(
      'reason', 'minimum', 'credits', as_credits(credits), 'amount_cents', cents,
      'minimum_cents', rules.payout_minimum_cents, 'currency', rules.currency));
  end if;

  insert into payouts (
    id, workspace_id, method, credits_hundredths, item_count, rule_version, cents_per_credit, amount_cents, currency,
    automatic, requested_by, destination)
  values (
    this_payout, p_partner, account.method, credits, items, rules.version, rules.payout_cents_per_credit, cents,
    rules.currency, p_automatic, p_actor, case when account.method = 'stripe' then account.stripe_account_id end)
  returning * into made;
  perform post_transfer(uuidv7(), 'payout', p_partner,
    array[(p_partner, 'earning', -credits), (p_partner, 'payout', credits)]::ledger_line[],
    p_subject => this_payout, p_actor => p_actor);
  if made.method = 'stripe' then
    perform enqueue_job('payouts.send', jsonb_build_object('payout_id', this_payout), 'payout:' || this_payout);
  end if;
  perform tell_payout(this_payout);
  return made;
end $$;
alter function start_payout(uuid, uuid, boolean) owner to assay_exchange;

-- Asks for a payout of all that is available. Answers { payout_id, status, method, sales, credits, amount_cents, currency }.
create function request_payout(p_actor uuid, p_key text, p_request_hash bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  partner uuid := current_workspace();
  made payouts;
  result jsonb;
begin
  result := find_answer(partner, 'payout', p_key, p_request_hash);
  if result is not null then return result; end if;
  made := start_payout(partner, p_actor, false);
  result := jsonb_build_object(
    'payout_id', made.id, 'status', made.status, 'method', made.method, 'sales', made.item_count,
    'credits', as_credits(made.credits_hundredths), 'amount_cents', made.amount_cents, 'currency', made.currency);
  insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
  values (partner, 'payout', p_key, p_request_hash, result);
  return result;
end $$;
alter function request_payout(uuid, text, bytea) owner to assay_exchange;
grant execute on function request_payout(uuid, text, bytea) to assay_app;

-- The weekly one; null when this partner does not want it or it cannot be now.
create function request_automatic_payout(p_workspace uuid) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not exists (select from payout_accounts where workspace_id = p_workspace and automatic) then return null; end if;
  return (start_payout(p_workspace, null, true)).id;
exception when sqlstate 'AS403' or sqlstate 'AS409' then
  return null;
end $$;
alter function request_automatic_payout(uuid) owner to assay_exchange;
grant execute on function request_automatic_payout(uuid) to assay_system;

-- Before Stripe is asked: from here on a transfer may exist. Empty when there is nothing to send.
create function begin_payout(p_payout uuid)
returns table (amount_cents bigint, currency text, destination text, workspace_id uuid, is_first boolean)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  it payouts;
begin
  update payouts p set status = 'sending', attempts = p.attempts + 1, sent_at = coalesce(p.sent_at, now())
  where p.id = p_payout and p.method = 'stripe' and p.status in ('requested', 'sending')
  returning * into it;
  if not found then return; end if;
  if it.attempts = 1 then perform tell_payout(p_payout); end if;
  return query select it.amount_cents, it.currency, it.destination, it.workspace_id, it.attempts = 1;
end $$;
alter function begin_payout(uuid) owner to assay_exchange;
grant execute on function begin_payout(uuid) to assay_system;

-- The payout's money has left. It is locked.
create function settle_payout(p_payout payouts, p_actor uuid, p_reason text) returns void
language plpgsql
as $$
begin
  perform post_transfer(uuidv7(), 'payout_paid', p_payout.workspace_id,
    array[(p_payout.workspace_id, 'payout', -p_payout.credits_hundredths), (null, 'paid_out', p_payout.credits_hundredths)]::ledger_line[],
    p_subject => p_payout.id, p_actor => p_actor, p_reason => p_reason);
  update payouts set status = 'paid', paid_at = now() where id = p_payout.id;
  perform tell_payout(p_payout.id);
end $$;
alter function settle_payout(payouts, uuid, text) owner to assay_exchange;

-- The payout's credits are the partner's again and its sales free for another one. It is locked.
create function return_payout(p_payout payouts, p_kind text, p_actor uuid, p_reason text) returns void
language plpgsql
as $$
begin
  perform post_transfer(uuidv7(), p_kind, p_payout.workspace_id, array[
    case p_kind
      when 'payout_failed' then (p_payout.workspace_id, 'payout', -p_payout.credits_hundredths)::ledger_line
      else (null, 'paid_out', -p_payout.credits_hundredths)::ledger_line end,
    (p_payout.workspace_id, 'earning', p_payout.credits_hundredths)::ledger_line],
    p_subject => p_payout.id, p_actor => p_actor, p_reason => p_reason);
  update order_items set payout_id = null where payout_id = p_payout.id;
  update payouts set status = substr(p_kind, length('payout_') + 1), failure = p_reason, returned_at = now()
  where id = p_payout.id;
  perform tell_payout(p_payout.id);
end $$;
alter function return_payout(payouts, text, uuid, text) owner to assay_exchange;

-- Merges what Stripe says of a transfer into its payout, in any order and as often as it is said; says what came of it.
create function apply_transfer(
  p_payout uuid, p_transfer text, p_destination text, p_amount_cents bigint, p_currency text, p_reversed_cents bigint
) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  it payouts;
  facts jsonb := jsonb_build_object('payout_id', p_payout, 'transfer', p_transfer, 'destination', p_destination,
    'amount_cents', p_amount_cents, 'currency', p_currency, 'reversed_cents', p_reversed_cents);
begin
  select * into it from payouts where id = p_payout and method = 'stripe' for no key update;
  if not found then return 'not ours'; end if;
  if (it.amount_cents, it.currency, it.destination) is distinct from (p_amount_cents, p_currency, p_destination) then
    perform open_exception('payout_differs', p_transfer, it.workspace_id, facts);
    return 'differs';
  end if;
  if it.stripe_transfer_id <> p_transfer or (it.status = 'failed' and it.stripe_transfer_id is null) then
    -- money left that the ledger knows nothing of
    perform open_exception('payout_sent_again', p_transfer, it.workspace_id, facts || jsonb_build_object('status', it.status));
    return 'sent again';
  end if;
  update payouts set stripe_transfer_id = p_transfer, reversed_cents = greatest(reversed_cents, p_reversed_cents)
  where id = p_payout returning * into it;
  if it.status in ('requested', 'sending') then
    perform settle_payout(it, null, p_transfer);
    it.status := 'paid';
  end if;
  if it.status = 'paid' and it.reversed_cents >= it.amount_cents then
    perform return_payout(it, 'payout_reversed', null, 'Stripe took the transfer back.');
    perform open_exception('payout_reversed', p_payout::text, it.workspace_id, facts);
    return 'reversed';
  end if;
  if it.status = 'paid' and it.reversed_cents > 0 then
    perform open_exception('payout_partly_reversed', p_payout::text, it.workspace_id, facts);
    return 'partly reversed';
  end if;
  return it.status;
end $$;
alter function apply_transfer(uuid, text, text, bigint, text, bigint) owner to assay_exchange;
grant execute on function apply_transfer(uuid, text, text, bigint, text, bigint) to assay_system;

-- Stripe refused for good: no transfer exists. The reason is for the partner, the detail for the operator.
create function refuse_payout(p_payout uuid, p_reason text, p_detail jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  it payouts;
begin
  select * into it from payouts
  where id = p_payout and method = 'stripe' and status = 'sending' and stripe_transfer_id is null for no key update;
  if not found then return false; end if;
  perform return_payout(it, 'payout_failed', null, p_reason);
  perform open_exception('payout_failed', p_payout::text, it.workspace_id, p_detail || jsonb_build_object('reason', p_reason));
  return true;
end $$;
alter function refuse_payout(uuid, text, jsonb) owner to assay_exchange;
grant execute on function refuse_payout(uuid, text, jsonb) to assay_system;

-- Payouts that Stripe has not answered for a day are tried again, and the operator hears of them.
create function resume_payouts() returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  it payouts;
  done int := 0;
begin
  for it in
    select * from payouts
    where method = 'stripe' and status in ('requested', 'sending') and requested_at < now() - interval '1 day'
    order by id limit 1000
  loop
    perform open_exception('payout_slow', it.id::text, it.workspace_id, jsonb_build_object('payout_id', it.id));
    perform enqueue_job('payouts.send', jsonb_build_object('payout_id', it.id), 'payout:' || it.id);
    done := done + 1;
  end loop;
  return done;
end $$;
alter function resume_payouts() owner to assay_exchange;
grant execute on function resume_payouts() to assay_system;

-- The operator's word on a payout: paid by hand with a reference, or failed with a reason. Nothing that Stripe may
-- have been asked for can be decided here. The same word twice changes nothing.
create function decide_payout(p_operator uuid, p_payout uuid, p_status text, p_words text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  it payouts;
begin
  if not exists (select from operators where user_id = p_operator) then
    perform raise_problem(403, 'forbidden', 'Only the operator decides about payouts.');
  end if;
  if p_status is null or p_status not in ('paid', 'failed') or coalesce(p_words, '') = '' then
    perform raise_problem(422, 'invalid_input', 'A payout is paid with a reference or failed with a reason.');
  end if;
  select * into it from payouts where id = p_payout for no key update;
  if not found then
    perform raise_problem(404, 'not_found', 'There is no such payout.');
  end if;
  if it.method = 'manual' and it.status = p_status
    and p_words = (case p_status when 'paid' then it.reference else it.failure end) then
    return it.status;
  end if;
  if it.status <> 'requested' or (it.method = 'stripe' and p_status = 'paid') then
    perform raise_problem(409, 'conflict', case
      when it.status = 'sending' then 'Stripe is being asked to pay this one; its answer decides.'
      when it.status = 'requested' then 'This one is paid by Stripe.'
      else 'This payout is settled already.' end, jsonb_build_object('payout_status', it.status));
  end if;
  if p_status = 'paid' then
    update payouts set reference = p_words where id = p_payout returning * into it;
    perform settle_payout(it, p_operator, p_words);
  else
    perform return_payout(it, 'payout_failed', p_operator, p_words);
  end if;
  insert into audit_log (actor_id, action, subject_kind, subject_id, about_workspace_id, before, after, reason)
  values (p_operator, 'payout.' || p_status, 'payout', p_payout::text, it.workspace_id, '{"status": "requested"}',
    jsonb_build_object('status', p_status, 'amount_cents', it.amount_cents, 'currency', it.currency), p_words);
  return p_status;
end $$;
alter function decide_payout(uuid, uuid, text, text) owner to assay_exchange;
grant execute on function decide_payout(uuid, uuid, text, text) to assay_system;

-- How this partner wants to be paid. Null words leave those of before.
create function save_payout_account(p_method text, p_automatic boolean, p_payee_name text, p_pay_to text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  partner uuid := current_workspace();
begin
  if not exists (select from partners where workspace_id = partner) then
    perform raise_problem(403, 'forbidden', 'This workspace is not a partner: apply first.');
  end if;
  insert into payout_accounts (workspace_id, method, automatic, payee_name, pay_to, details_changed_at)
  values (partner, p_method, p_automatic, p_payee_name, p_pay_to, case when p_pay_to is not null then now() end)
  on conflict (workspace_id) do update set
    method = p_method, automatic = p_automatic, updated_at = now(),
    payee_name = coalesce(p_payee_name, payout_accounts.payee_name), pay_to = coalesce(p_pay_to, payout_accounts.pay_to),
    details_changed_at = case
      when (coalesce(p_payee_name, payout_accounts.payee_name), coalesce(p_pay_to, payout_accounts.pay_to))
        is distinct from (payout_accounts.payee_name, payout_accounts.pay_to) then now()
      else payout_accounts.details_changed_at end;
end $$;
alter function save_payout_account(text, boolean, text, text) owner to assay_exchange;
grant execute on function save_payout_account(text, boolean, text, text) to assay_app;

-- Keeps the first Stripe account made for a partner, and answers the one that is kept.
create function keep_stripe_account(p_workspace uuid, p_account text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  kept text;
begin
  if not exists (select from partners where workspace_id = p_workspace) then
    perform raise_problem(403, 'forbidden', 'This workspace is not a partner: apply first.');
  end if;
  insert into payout_accounts (workspace_id, method, stripe_account_id) values (p_workspace, 'stripe', p_account)
  on conflict (workspace_id) do update set
    stripe_account_id = coalesce(payout_accounts.stripe_account_id, p_account), updated_at = now()
  returning stripe_account_id into kept;
  return kept;
end $$;
alter function keep_stripe_account(uuid, text) owner to assay_exchange;
grant execute on function keep_stripe_account(uuid, text) to assay_system;

-- What Stripe said of an account when asked at that time; an older answer changes nothing.
create function note_stripe_account(
  p_account text, p_details_submitted boolean, p_payouts_enabled boolean, p_requirements text[], p_asked_at timestamptz
) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  partner uuid;
begin
  update payout_accounts set
    details_submitted = p_details_submitted, payouts_enabled = p_payouts_enabled, requirements = p_requirements,
    stripe_asked_at = p_asked_at, updated_at = now()
  where stripe_account_id = p_account and coalesce(stripe_asked_at < p_asked_at, true)
  returning workspace_id into partner;
  if not found then return false; end if;
  insert into events (workspace_id, type) values (partner, 'payout_account.changed');
  return true;
end $$;
alter function note_stripe_account(text, boolean, boolean, text[], timestamptz) owner to assay_exchange;
grant execute on function note_stripe_account(text, boolean, boolean, text[], timestamptz) to assay_system;

-- Computes anew how partners stand. Each table is summed up by itself before anything is joined.
create function refresh_partner_standings() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended('partner_standings', 0)) then return; end if;
  delete from partner_standings;
  insert into partner_standings (workspace_id, listed_30, sold_30, listed_90, sold_90, sales_90, returned_90)
  select p.workspace_id, coalesce(l.listed_30, 0), coalesce(l.sold_30, 0), coalesce(l.listed_90, 0), coalesce(l.sold_90, 0),
    coalesce(s.sales, 0), coalesce(s.returned, 0)
  from partners p
  left join (
    select workspace_id,
      count(*) filter (where listed_at >= now() - interval '30 days') as listed_30,
      count(*) filter (where listed_at >= now() - interval '30 days' and times_sold > 0) as sold_30,
      count(*) as listed_90,
      count(*) filter (where times_sold > 0) as sold_90
    from listings where listed_at >= now() - interval '90 days' group by workspace_id
  ) l on l.workspace_id = p.workspace_id
  left join (
    select partner_id, count(*) as sales, count(returned_at) as returned
    from order_items where created_at >= now() - interval '90 days' group by partner_id
  ) s on s.partner_id = p.workspace_id;

  delete from partner_prices;
  insert into partner_prices (workspace_id, industry, seniority, listings, median_hundredths)
  select workspace_id, industry, seniority, count(*),
    round(percentile_cont(0.5) within group (order by price_hundredths::bigint))::bigint
  from listings where status = 'active' group by workspace_id, industry, seniority;
  delete from market_prices;
  insert into market_prices (industry, seniority, listings, partners, median_hundredths)
  select industry, seniority, count(*), count(distinct workspace_id),
    round(percentile_cont(0.5) within group (order by price_hundredths::bigint))::bigint
  from listings where status = 'active' group by industry, seniority
  having count(*) >= 5 and count(distinct workspace_id) >= 2;
end $$;
alter function refresh_partner_standings() owner to assay_exchange;
grant execute on function refresh_partner_standings() to assay_system;

-- Sales and returns of the other partners; of nobody when there are fewer than two, whom it would tell of.
create function peer_returns() returns table (partners bigint, sales bigint, returned bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select count(*), sum(sales_90)::bigint, sum(returned_90)::bigint
  from partner_standings
  where workspace_id <> current_workspace() and sales_90 > 0
  having count(*) >= 2
$$;
alter function peer_returns() owner to assay_exchange;
grant execute on function peer_returns() to assay_app;
