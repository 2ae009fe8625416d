-- Binding quotes: what listings cost, good for some minutes, with the listings and the credits set aside meanwhile. And
-- the guards a workspace sets for what it spends.

create table quotes (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  actor_id uuid,
  status text not null default 'open' check (status in ('open', 'used', 'cancelled', 'expired')),
  total_hundredths bigint not null check (total_hundredths > 0),
  -- in the order they were asked for
  listing_ids uuid[] not null check (listing_ids <> '{}'),
  on_unavailable text not null check (on_unavailable in ('skip', 'fail')),
  -- the transfer that set its credits aside
  hold_id uuid not null,
  -- what was answered, word for word
  answer jsonb not null,
  order_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  closed_at timestamptz,
  primary key (workspace_id, id),
  check ((status = 'open') = (closed_at is null)),
  check ((status = 'used') = (order_id is not null))
);
create index quotes_open on quotes (workspace_id, expires_at) where status = 'open';
create index quotes_due on quotes (expires_at) where status = 'open';
create index quotes_closed on quotes (closed_at) where closed_at is not null;

-- The listings of open quotes. A hold counts from when its quote commits until its time is over; who still has it then is
-- settled in quote_stands(). One index, so that whoever asks of a listing goes by that, whatever the table held when the
-- question was planned.
create table listing_holds (
  listing_id uuid not null,
  workspace_id uuid not null,
  quote_id uuid not null,
  price_hundredths bigint not null check (price_hundredths > 0),
  expires_at timestamptz not null,
  primary key (listing_id, workspace_id, quote_id)
);

do $$
declare t text;
begin
  foreach t in array array['quotes', 'listing_holds'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I for select to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I to assay_system using (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_system', t);
    execute format('grant select, insert on %I to assay_exchange', t);
  end loop;
end $$;
grant select on quotes to assay_app;
grant update on quotes to assay_exchange;
grant delete on quotes to assay_system;
grant delete on listing_holds to assay_exchange;

-- The rules by which lead_points() scores: raised whenever it changes, so that a quote says what its scores mean.
create function score_version() returns int
language sql immutable parallel safe
as $$ select 1 $$;
grant execute on function score_version() to assay_app, assay_system, assay_exchange;

-- What a returned lead may be returned for.
create function return_reasons() returns text[]
language sql immutable parallel safe
as $$ select array['hard_bounce', 'wrong_number', 'wrong_person', 'duplicate', 'out_of_scope', 'consent_missing'] $$;
grant execute on function return_reasons() to assay_app, assay_system, assay_exchange;

-- Whether a quote whose time is over is being ordered at this moment. If not, nobody can order it any more: whoever
-- tries waits for the lock taken here, and then finds its time over. Never waits, so it may be asked with listings locked.
create function quote_stands(p_workspace uuid, p_quote uuid) returns boolean
language plpgsql
as $$
begin
  perform from quotes where workspace_id = p_workspace and id = p_quote for share skip locked;
  return not found;
end $$;
alter function quote_stands(uuid, uuid) owner to assay_exchange;

-- Why this workspace cannot have this listing now, or null; the one answer for quotes and orders. The listing is locked.
-- A workspace takes one place of a listing however often it holds it, and its own holds do not stand in its way.
-- Takes columns and is a query, so that it is inlined into the statement that asks and costs it nothing.
create function why_not(
  p_buyer uuid, p_listing uuid, p_seller uuid, p_lead uuid, p_status text, p_times_sold int, p_max_buyers int,
  p_expires_at timestamptz, p_emails bytea[], p_others bytea[]
) returns table (reason text)
language sql stable
as $$
  select case
    when p_seller = p_buyer then 'own_listing'
    when p_status = 'sold_out' or p_times_sold >= p_max_buyers then 'sold_out'
    when p_status <> 'active' or p_expires_at <= now()
      or not exists (select from leads s where s.workspace_id = p_seller and s.id = p_lead) then 'withdrawn'
    when exists (
      select from suppressions x
      where x.identity = any (p_emails || p_others)
        and (x.workspace_id is null or x.workspace_id in (p_buyer, p_seller))) then 'suppressed'
    when exists (select from owners_of(p_buyer, p_emails, p_others))
      or exists (select from order_items b where b.workspace_id = p_buyer and b.listing_id = p_listing) then 'already_owned'
    when p_times_sold + (
      select count(distinct h.workspace_id) from listing_holds h
      where h.listing_id = p_listing and h.workspace_id <> p_buyer
        and case when h.expires_at > now() then true else quote_stands(h.workspace_id, h.quote_id) end
    ) >= p_max_buyers then 'held'
  end
$$;
alter function why_not(uuid, uuid, uuid, uuid, text, int, int, timestamptz, bytea[], bytea[]) owner to assay_exchange;

-- A line that was left out, in words for programs. How long a hold lasts is told by the rule alone: when it began is
-- the business of who holds it.
create function skipped_line(p_listing uuid, p_reason text) returns jsonb
language sql stable
as $$
  select case when p_reason = 'held'
    then jsonb_build_object('listing_id', p_listing, 'reason', p_reason, 'up_to_minutes', (money_rules_at(now())).quote_minutes)
    else jsonb_build_object('listing_id', p_listing, 'reason', p_reason) end
$$;
alter function skipped_line(uuid, text) owner to assay_exchange;

-- Ends an open quote, whose row is locked: its listings are free and its credits are back in the grants they came from.
create function close_quote(p_quote quotes, p_status text, p_order uuid, p_actor uuid) returns void
language plpgsql
as $$
begin
  update quotes set status = p_status, order_id = p_order, closed_at = clock_timestamp()
  where workspace_id = p_quote.workspace_id and id = p_quote.id;
  delete from listing_holds
  where listing_id = any (p_quote.listing_ids) and workspace_id = p_quote.workspace_id and quote_id = p_quote.id;
  perform post_transfer(uuidv7(), 'release', p_quote.workspace_id,
    array[(p_quote.workspace_id, 'held', -p_quote.total_hundredths),
      (p_quote.workspace_id, 'wallet', p_quote.total_hundredths)]::ledger_line[],
    grants_to_refund(p_quote.hold_id, p_quote.total_hundredths),
    p_undoes => p_quote.hold_id, p_subject => p_quote.id, p_order => p_order, p_actor => p_actor);
  insert into events (workspace_id, type, payload)
  values (p_quote.workspace_id, 'quote.changed', jsonb_build_object(
    'ids', jsonb_build_array(p_quote.id), 'quote_id', p_quote.id, 'status', p_status));
end $$;
alter function close_quote(quotes, text, uuid, uuid) owner to assay_exchange;

-- Ends the quotes of one workspace, or of all, whose time is over; says how many. What is being ordered at this moment
-- is left to its order. Wallets are locked in the order of their workspaces, so that two of these cannot wait for each
-- other.
create function close_due_quotes(p_workspace uuid, p_limit int) returns int
language plpgsql
as $$
declare
  due quotes[];
  one quotes;
begin
  due := array(
    select q from quotes q
    where q.status = 'open' and q.expires_at <= clock_timestamp() and (p_workspace is null or q.workspace_id = p_workspace)
    order by q.workspace_id, q.id limit p_limit
    for update skip locked);
  foreach one in array due loop
    perform close_quote(one, 'expired', null, null);
  end loop;
  return cardinality(due);
end $$;
alter function close_due_quotes(uuid, int) owner to assay_exchange;

-- For the clock: every workspace's, a batch at a time.
create function release_due_quotes(p_limit int default 100) returns int
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ select close_due_quotes(null, p_limit) $$;
alter function release_due_quotes(int) owner to assay_exchange;
grant execute on function release_due_quotes(int) to assay_system;

-- For whoever looks at its own credits before the clock came by.
create function release_own_due_quotes() returns int
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ select close_due_quotes(current_workspace(), 100) where current_workspace() is not null $$;
alter function release_own_due_quotes() owner to assay_exchange;
grant execute on function release_own_due_quotes() to assay_app;

-- The first moment of this month (UTC).
create function this_month() returns timestamptz
language sql stable parallel safe
as $$ select date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' $$;
grant execute on function this_month() to assay_app, assay_system, assay_exchange;

create index order_items_given_back on order_items (workspace_id, order_id) where returned_at is not null;

-- What a workspace spent this month by who spent it: its orders without the items that were returned. One order may be
-- left out. Orders are found by the time in their ids, which may be a moment before the one of their transaction.
create function spent_this_month(p_workspace uuid, p_without uuid default null)
returns table (actor_id uuid, spent_hundredths bigint)
language sql stable
as $$
  with returned as (
    select i.order_id, sum(i.price_hundredths) as total
    from order_items i
    where i.workspace_id = p_workspace and i.returned_at is not null
      and i.order_id >= uuidv7_floor(this_month() - interval '1 hour')
    group by i.order_id
  )
  select o.actor_id, sum(o.total_hundredths - coalesce(r.total, 0))::bigint
  from orders o
  left join returned r on r.order_id = o.id
  where o.workspace_id = p_workspace and o.id >= uuidv7_floor(this_month() - interval '1 hour')
    and o.created_at >= this_month() and o.id is distinct from p_without
  group by o.actor_id
$$;
alter function spent_this_month(uuid, uuid) owner to assay_exchange;

-- The same for the workspace of this transaction, with what its open quotes hold.
create function month_spending() returns table (actor_id uuid, spent_hundredths bigint, held_hundredths bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select actor_id, sum(spent)::bigint, sum(held)::bigint
  from (
    select actor_id, spent_hundredths as spent, 0 as held from spent_this_month(current_workspace())
    union all
    select actor_id, 0, total_hundredths from quotes
    where workspace_id = current_workspace() and status = 'open' and expires_at > now()
  ) of_all
  group by actor_id
$$;
alter function month_spending() owner to assay_exchange;
grant execute on function month_spending() to assay_app;

-- Whether anything may be spent at all. A person who is null is a program: only the workspace's own guards hold for it.
create function refuse_frozen(p_workspace uuid, p_actor uuid) returns void
language plpgsql
as $$
declare own wallet_controls;
begin
  select * into own from wallet_controls where workspace_id = p_workspace;
  if own.payment_frozen_at is not null then
    perform raise_problem(403, 'wallet_frozen',
      'Spending is stopped, because a payment was taken back after its credits were spent. The operator can say what is open.',
      jsonb_build_object('frozen_by', 'payment', 'frozen_at', own.payment_frozen_at));
  end if;
  if own.frozen_at is not null then
    perform raise_problem(403, 'wallet_frozen', 'Spending is stopped in this workspace. An owner or admin can allow it again.',
      jsonb_build_object('frozen_by', 'workspace', 'frozen_at', own.frozen_at, 'reason', own.frozen_reason));
  end if;
  if exists (select from member_controls where workspace_id = p_workspace and user_id = p_actor and frozen) then
    perform raise_problem(403, 'wallet_frozen', 'You may not spend in this workspace now. An owner or admin can allow it again.',
      jsonb_build_object('frozen_by', 'member'));
  end if;
end $$;
alter function refuse_frozen(uuid, uuid) owner to assay_exchange;

create function refuse_over_cap(p_scope text, p_cap bigint, p_spent bigint, p_held bigint, p_required bigint) returns void
language plpgsql
as $$
begin
  if p_spent + p_held + p_required > p_cap then
    perform raise_problem(409, 'spend_cap',
      case p_scope when 'member' then 'This is more than you may spend in a month.'
        else 'This is more than the workspace may spend in a month.' end || ' Nothing was charged.',
      jsonb_build_object('scope', p_scope, 'cap', as_credits(p_cap), 'spent', as_credits(p_spent), 'held', as_credits(p_held),
        'required', as_credits(p_required)));
  end if;
end $$;
alter function refuse_over_cap(text, bigint, bigint, bigint, bigint) owner to assay_exchange;

-- The amount above which somebody's order is to be confirmed, or null: the lower one of the workspace's and the member's.
create function confirm_above(p_workspace uuid, p_actor uuid) returns bigint
language sql stable
as $$
  select least(
    (select confirm_above_hundredths from wallet_controls where workspace_id = p_workspace),
    (select confirm_above_hundredths from member_controls where workspace_id = p_workspace and user_id = p_actor))
$$;
alter function confirm_above(uuid, uuid) owner to assay_exchange;

-- Whether a workspace's guards let somebody spend this. The wallet is locked, so what was spent is known and two at once
-- cannot both pass. What other quotes hold counts as spent: it is promised. `p_order` is the one being made and
-- `p_confirmed_hundredths` what the person has confirmed to pay at most.
create function enforce_guards(
  p_workspace uuid, p_actor uuid, p_total_hundredths bigint, p_confirmed_hundredths bigint, p_order uuid
) returns void
language plpgsql
as $$
declare
  own wallet_controls;
  member member_controls;
  spent bigint;
  spent_by_actor bigint;
  held bigint;
  held_by_actor bigint;
  above bigint := confirm_above(p_workspace, p_actor);
begin
  perform refuse_frozen(p_workspace, p_actor);
  select * into own from wallet_controls where workspace_id = p_workspace;
  select * into member from member_controls where workspace_id = p_workspace and user_id = p_actor;

  if own.monthly_cap_hundredths is not null or member.monthly_cap_hundredths is not null then
    select coalesce(sum(spent_hundredths), 0), coalesce(sum(spent_hundredths) filter (where actor_id = p_actor), 0)
    into spent, spent_by_actor from spent_this_month(p_workspace, p_order);
    select coalesce(sum(total_hundredths), 0), coalesce(sum(total_hundredths) filter (where actor_id = p_actor), 0)
    into held, held_by_actor
    from quotes where workspace_id = p_workspace and status = 'open' and expires_at > now();
    perform refuse_over_cap('workspace', own.monthly_cap_hundredths, spent, held, p_total_hundredths);
    perform refuse_over_cap('member', member.monthly_cap_hundredths, spent_by_actor, held_by_actor, p_total_hundredths);
  end if;

  if p_total_hundredths > above and p_total_hundredths > coalesce(p_confirmed_hundredths, 0) then
    perform raise_problem(409, 'confirmation_required',
      'An order above ' || as_credits(above) || ' credits must be confirmed with its amount. Nothing was charged.',
      jsonb_build_object('total', as_credits(p_total_hundredths), 'confirm_above', as_credits(above)));
  end if;
end $$;
alter function enforce_guards(uuid, uuid, bigint, bigint, uuid) owner to assay_exchange;

-- A wallet knows whether it has guards, so that one without them never looks. Whatever writes the controls need not
-- remember: with the wallet locked, no other change of them can be overlooked.
create function mark_guarded() returns trigger
language plpgsql
as $$
declare here uuid := coalesce(new.workspace_id, old.workspace_id);
begin
  perform open_account(here, 'wallet');
  perform from ledger_accounts where workspace_id = here and kind = 'wallet' for no key update;
  update ledger_accounts a set guarded = g.now_is
  from (select
    exists (select from member_controls where workspace_id = here)
    or exists (
      select from wallet_controls where workspace_id = here and (frozen_at is not null or payment_frozen_at is not null
        or monthly_cap_hundredths is not null or confirm_above_hundredths is not null
        or low_balance_hundredths is not null or top_up_enabled)) as now_is) g
  where a.workspace_id = here and a.kind = 'wallet' and a.guarded <> g.now_is;
  return null;
end $$;
create trigger mark_guarded after insert or update or delete on wallet_controls
  for each row execute function mark_guarded();
create trigger mark_guarded after insert or update or delete on member_controls
  for each row execute function mark_guarded();

-- What a workspace sets for all of its members and programs; null lifts a limit.
create function set_wallet_guards(p_monthly_cap_hundredths bigint, p_confirm_above_hundredths bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into wallet_controls (workspace_id, monthly_cap_hundredths, confirm_above_hundredths)
  values (current_workspace(), p_monthly_cap_hundredths, p_confirm_above_hundredths)
  on conflict (workspace_id) do update set
    monthly_cap_hundredths = excluded.monthly_cap_hundredths,
    confirm_above_hundredths = excluded.confirm_above_hundredths, updated_at = now();
  insert into events (workspace_id, type, payload) values (current_workspace(), 'guards.changed', '{}');
end $$;
alter function set_wallet_guards(bigint, bigint) owner to assay_exchange;
grant execute on function set_wallet_guards(bigint, bigint) to assay_app;

-- What it sets for one member besides.
create function set_member_guards(
  p_user uuid, p_frozen boolean, p_monthly_cap_hundredths bigint, p_confirm_above_hundredths bigint
) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not exists (select from members where workspace_id = current_workspace() and user_id = p_user) then
    perform raise_problem(404, 'not_found', 'There is no such member in this workspace.');
  end if;
  insert into member_controls values (
    current_workspace(), p_user, p_frozen, p_monthly_cap_hundredths, p_confirm_above_hundredths)
  on conflict (workspace_id, user_id) do update set
    frozen = excluded.frozen, monthly_cap_hundredths = excluded.monthly_cap_hundredths,
    confirm_above_hundredths = excluded.confirm_above_hundredths;
  insert into events (workspace_id, type, payload) values (current_workspace(), 'guards.changed', '{}');
end $$;
alter function set_member_guards(uuid, boolean, bigint, bigint) owner to assay_exchange;
grant execute on function set_member_guards(uuid, boolean, bigint, bigint) to assay_app;

create function clear_member_guards(p_user uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from member_controls where workspace_id = current_workspace() and user_id = p_user;
  if not found then
    perform raise_problem(404, 'not_found', 'No guards are set for this member.');
  end if;
  insert into events (workspace_id, type, payload) values (current_workspace(), 'guards.changed', '{}');
end $$;
alter function clear_member_guards(uuid) owner to assay_exchange;
grant execute on function clear_member_guards(uuid) to assay_app;

-- The freeze switch: nothing is ordered or quoted until it is turned off again. Both say whether they changed anything;
-- a second freeze leaves the first one's reason.
create function freeze_wallet(p_actor uuid, p_reason text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into wallet_controls (workspace_id, frozen_at, frozen_by, frozen_reason)
  values (current_workspace(), now(), p_actor, p_reason)
  on conflict (workspace_id) do update set
    frozen_at = excluded.frozen_at, frozen_by = excluded.frozen_by, frozen_reason = excluded.frozen_reason, updated_at = now()
  where wallet_controls.frozen_at is null;
  if not found then return false; end if;
  insert into events (workspace_id, type, payload)
  values (current_workspace(), 'wallet.frozen', jsonb_build_object('frozen_by', 'workspace'));
  return true;
end $$;
alter function freeze_wallet(uuid, text) owner to assay_exchange;
grant execute on function freeze_wallet(uuid, text) to assay_app;

create function unfreeze_wallet() returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update wallet_controls set frozen_at = null, frozen_by = null, frozen_reason = null, updated_at = now()
  where workspace_id = current_workspace() and frozen_at is not null;
  if not found then return false; end if;
  insert into events (workspace_id, type, payload) values (current_workspace(), 'wallet.unfrozen', '{}');
  return true;
end $$;
alter function unfreeze_wallet() owner to assay_exchange;
grant execute on function unfreeze_wallet() to assay_app;

-- Refuses an order of a quote that is over, and says how it ended.
create function refuse_closed_quote(p_quote quotes) returns void
language plpgsql
as $$
declare ended text := case when p_quote.status = 'open' then 'expired' else p_quote.status end;
begin
  perform raise_problem(409, 'quote_' || ended,
    case ended
      when 'used' then 'This quote has been ordered already.'
      when 'cancelled' then 'This quote was cancelled. Nothing was charged.'
      else 'The time of this quote is over and its credits are back. Nothing was charged.'
    end, jsonb_strip_nulls(jsonb_build_object('quote_id', p_quote.id, 'order_id', p_quote.order_id)));
end $$;
alter function refuse_closed_quote(quotes) owner to assay_exchange;

-- Locks a quote of a workspace for whoever ends it. Locks go quotes, listings by id, wallets.
create function lock_quote(p_workspace uuid, p_quote uuid) returns quotes
language plpgsql
as $$
declare one quotes;
begin
  select * into one from quotes where workspace_id = p_workspace and id = p_quote for update;
  if not found then
    perform raise_problem(404, 'not_found', 'There is no such quote.');
  end if;
  return one;
end $$;
alter function lock_quote(uuid, uuid) owner to assay_exchange;

-- Gives back what a quote holds. One that is over already stays as it is; one that was ordered cannot be cancelled.
-- Answers its status.
create function cancel_quote(p_quote uuid, p_actor uuid) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  one quotes := lock_quote(current_workspace(), p_quote);
  ends_as text := case when one.expires_at > clock_timestamp() then 'cancelled' else 'expired' end;
begin
  if one.status = 'used' then
    perform refuse_closed_quote(one);
  elsif one.status = 'open' then
    perform close_quote(one, ends_as, null, p_actor);
    return ends_as;
  end if;
  return one.status;
end $$;
alter function cancel_quote(uuid, uuid) owner to assay_exchange;
grant execute on function cancel_quote(uuid, uuid) to assay_app;

-- Quotes listings for this workspace: what each costs now, held with the credits for it until the quote expires. Locks
-- as an order does. Answers { quote_id, items, skipped, refund_terms, total, created_at, expires_at, confirm_above, balance,
-- held }.
-- Raises AS402, AS403 (frozen), AS404, AS409 (nothing to quote, too many open, a cap), AS422.
create function quote_listings(
  p_listings uuid[], p_on_unavailable text, p_key text, p_request_hash bytea, p_actor uuid
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
-- every statement goes by key, also in tables that are empty when it is planned
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  max_open constant int := 20;
  buyer uuid := current_workspace();
  this_quote uuid := uuidv7();
  hold uuid := uuidv7();
  rules money_rules := money_rules_at(now());
  created timestamptz := date_trunc('milliseconds', clock_timestamp());
  expires timestamptz := created + make_interval(mins => rules.quote_minutes);
  repeated uuid[] := '{}';
  ids uuid[];
  prices bigint[];
  items jsonb;
  skipped jsonb;
  total bigint;
  balance bigint;
  above bigint;
  result jsonb;
  done int;
begin
  if buyer is null then
    raise exception 'quote_listings needs app.workspace_id';
  end if;
  if p_listings is null or cardinality(p_listings) not between 1 and 1000 then
    perform raise_problem(422, 'invalid_input', 'A quote takes 1 to 1,000 listings.');
  end if;
  result := find_answer(buyer, 'quote', p_key, p_request_hash);
  if result is not null then
    return (select answer from quotes where workspace_id = buyer and id = (result ->> 'quote_id')::uuid);
  end if;

  perform from listings where id = any (p_listings) order by id for no key update;
  get diagnostics done = row_count;
  if done < cardinality(p_listings) then
    perform refuse_unknown_listings(p_listings);
  end if;

  loop
    select
      coalesce(array_agg(j.id) filter (where j.reason is null), '{}'),
      coalesce(array_agg(j.price) filter (where j.reason is null), '{}'),
      coalesce(sum(j.price) filter (where j.reason is null), 0),
      coalesce(jsonb_agg(jsonb_build_object(
        'listing_id', j.id, 'price', as_credits(j.price), 'score', j.score, 'score_version', score_version(),
        'age_days', greatest(0, floor(extract(epoch from now() - j.sourced_at) / 86400))::int,
        'buyers_left', j.buyers_left, 'return_days', rules.return_days)) filter (where j.reason is null), '[]'),
      coalesce(jsonb_agg(skipped_line(j.id, j.reason)) filter (where j.reason is not null), '[]')
    into ids, prices, total, items, skipped
    from (
      select l.id, l.price_hundredths::bigint as price, l.score, l.sourced_at, l.max_buyers - l.times_sold as buyers_left,
        coalesce(w.reason, case when l.id = any (repeated) or a.n > array_position(p_listings, a.id) then 'same_person' end) as reason
      from unnest(p_listings) with ordinality a (id, n)
      join listings l on l.id = a.id
      cross join lateral why_not(
        buyer, l.id, l.workspace_id, l.lead_id, l.status, l.times_sold, l.max_buyers, l.expires_at, l.email_identities,
        l.other_identities) w
      order by a.n
    ) j;
    exit when repeated <> '{}' or cardinality(ids) < 2;
    repeated := repeated_people(ids);
    exit when repeated = '{}';
  end loop;
  if ids = '{}' or (p_on_unavailable = 'fail' and skipped <> '[]') then
    perform raise_problem(409, 'conflict',
      case when ids = '{}' then 'None of these listings can be had now.' else 'Some of these listings cannot be had now.' end
        || ' Nothing is held.', jsonb_build_object('skipped', skipped));
  end if;

  insert into listing_holds (listing_id, workspace_id, quote_id, price_hundredths, expires_at)
  select h.id, buyer, this_quote, h.price, expires from unnest(ids, prices) h (id, price);

  perform close_due_quotes(buyer, 100);
  balance := lock_wallet(buyer);
  if (select guarded from ledger_accounts where workspace_id = buyer and kind = 'wallet') then
    -- only its order is to be confirmed
    perform enforce_guards(buyer, p_actor, total, total, null);
    above := confirm_above(buyer, p_actor);
  end if;
  if balance < total then
    perform raise_insufficient_credits(total, balance);
  end if;
  if (select count(*) from quotes where workspace_id = buyer and status = 'open') >= max_open then
    perform raise_problem(409, 'conflict', 'There are ' || max_open || ' open quotes. Order or cancel one of them first.',
      jsonb_build_object('open_quotes', max_open));
  end if;
  perform post_transfer(hold, 'hold', buyer,
    array[(buyer, 'wallet', -total), (buyer, 'held', total)]::ledger_line[], p_subject => this_quote, p_actor => p_actor);

  result := jsonb_build_object(
    'quote_id', this_quote, 'items', items, 'skipped', skipped, 'total', as_credits(total),
    'refund_terms', jsonb_build_object(
      'return_days', rules.return_days, 'reasons', return_reasons(), 'limit_percent', rules.return_limit_percent,
      'limit_days', rules.return_limit_days, 'answer_hours', rules.return_answer_hours, 'version', rules.version),
    'created_at', to_char(created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'expires_at', to_char(expires at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'confirm_above', case when total > above then as_credits(above) end,
    'balance', as_credits(balance - total),
    'held', as_credits((select balance_hundredths from ledger_accounts where workspace_id = buyer and kind = 'held')));
  insert into quotes (
    workspace_id, id, actor_id, total_hundredths, listing_ids, on_unavailable, hold_id, answer, created_at, expires_at)
  values (buyer, this_quote, p_actor, total, ids, p_on_unavailable, hold, result, created, expires);
  insert into events (workspace_id, type, payload)
  values (buyer, 'quote.changed', jsonb_build_object(
    'ids', jsonb_build_array(this_quote), 'quote_id', this_quote, 'status', 'open'));
  perform enqueue_job('marketplace.release_quotes', '{}', 'quote ' || this_quote, expires);
  insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
  values (buyer, 'quote', p_key, p_request_hash, jsonb_build_object('quote_id', this_quote));
  return result;
end $$;
alter function quote_listings(uuid[], text, text, bytea, uuid) owner to assay_exchange;
grant execute on function quote_listings(uuid[], text, text, bytea, uuid) to assay_app;

-- Buys listings for this workspace in one transaction: wallet debit, times_sold, the buyer's leads, the partners'
-- earnings and the events commit together or not at all. From an open quote it buys what that holds, at the prices that
-- it says or lower ones; what cannot be had any more is left out, and its credits come back with the rest of the hold.
-- Locks: the key, then the quote, listings by id, the wallet last.
-- Answers { order_id, items: [{listing_id, lead_id, price}], skipped: [{listing_id, reason}], credits_charged, balance }.
-- Raises AS402 (required, balance, shortfall), AS403 (frozen), AS404, AS409, AS422; 40001 when another transaction of the same
-- workspace stored one of these people in between: call again.
--
-- Starting a statement costs more than running it here, and what it costs is the number of expressions in it: so
-- everything about a listing is asked once, when it is judged, and kept in its line. Foreign keys whose truth this
-- function guarantees are left out for the same reason: see docs/decisions/0002 and ledger:verify.
drop function buy_listings(uuid[], text, text, bytea, uuid, bigint);
create function buy_listings(
  p_listings uuid[], p_on_unavailable text, p_key text, p_request_hash bytea, p_actor uuid,
  p_max_total_hundredths bigint default null, p_confirmed_hundredths bigint default null, p_quote uuid default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
-- Planning these statements costs more than running them, so a session plans them once, perhaps while the tables are
-- small: every one goes by key, whatever the planner thinks of a table of one page.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  buyer uuid := current_workspace();
  this_order uuid := uuidv7();
  transfer uuid := uuidv7();
  result jsonb;
  quote quotes;
  quoted bigint[];
  place int;
  listing uuid;
  judged record;
  bought uuid[];
  lines order_line[];
  repeated uuid[] := '{}';
  items jsonb[];
  skipped jsonb[];
  total bigint;
  earned bigint;
  identities int;
  wallet uuid;
  revenue uuid;
  balance bigint;
  is_guarded boolean;
  priorities text[];
  done int;
begin
  if buyer is null then
    raise exception 'buy_listings needs app.workspace_id';
  end if;
  if p_quote is null and (p_listings is null or cardinality(p_listings) not between 1 and 1000) then
    perform raise_problem(422, 'invalid_input', 'An order takes 1 to 1,000 listings.');
  end if;
  result := find_answer(buyer, 'order', p_key, p_request_hash);
  if result is not null then return result; end if;
  if p_quote is not null then
    quote := lock_quote(buyer, p_quote);
    if quote.status <> 'open' or quote.expires_at <= clock_timestamp() then
      perform refuse_closed_quote(quote);
    end if;
    p_on_unavailable := quote.on_unavailable;
    p_listings := quote.listing_ids;
    quoted := array(
      select h.price_hundredths from unnest(p_listings) with ordinality a (id, n)
      join listing_holds h on h.listing_id = a.id and h.workspace_id = buyer and h.quote_id = p_quote order by a.n);
  end if;

  perform from listings where id = any (p_listings) order by id for no key update;
  get diagnostics done = row_count;
  if done < cardinality(p_listings) then
    perform refuse_unknown_listings(p_listings);
  end if;

  -- A second time only when one person is in the order twice.
  loop
    bought := '{}'; lines := '{}'; items := '{}'; skipped := '{}'; total := 0; earned := 0; identities := 0;
    place := 0;
    foreach listing in array p_listings loop
      place := place + 1;
      select
        (l.id, uuidv7(), l.workspace_id, l.lead_id, least(l.price_hundredths, quoted[place]), l.sourced_at,
          a.id, least(l.price_hundredths, quoted[place]) * c.percent / 100, c.percent, c.version, c.inputs, c.holdback_days)::order_line as line,
        cardinality(l.email_identities) + cardinality(l.other_identities) as identities,
        coalesce(w.reason, case when l.id = any (repeated) or l.id = any (bought) then 'same_person' end) as reason
      into judged
      from listings l
      cross join lateral why_not(
        buyer, l.id, l.workspace_id, l.lead_id, l.status, l.times_sold, l.max_buyers, l.expires_at, l.email_identities,
        l.other_identities) w
      left join lateral commission(l.workspace_id, l.sourced_at, now()) c on true
      left join ledger_accounts a on a.workspace_id = l.workspace_id and a.kind = 'earning'
      where l.id = listing;

      if judged.reason is not null then
        skipped := array_append(skipped, skipped_line(listing, judged.reason));
      else
        bought := array_append(bought, listing);
        lines := array_append(lines, judged.line);
        items := array_append(items, jsonb_build_object(
          'listing_id', listing, 'lead_id', (judged.line).lead_id, 'price', as_credits((judged.line).price)));
        total := total + (judged.line).price;
        earned := earned + (judged.line).earning;
        identities := identities + judged.identities;
      end if;
    end loop;
    exit when repeated <> '{}' or cardinality(bought) < 2;
    repeated := repeated_people(bought);
    exit when repeated = '{}';
  end loop;

  if p_on_unavailable = 'fail' and skipped <> '{}' then
    perform raise_problem(409, 'conflict', 'Some of these listings cannot be bought now; nothing was charged.',
      jsonb_build_object('skipped', skipped));
  end if;
  if total > p_max_total_hundredths then
    perform raise_problem(409, 'conflict', 'The price changed since it was shown; nothing was charged.',
      jsonb_build_object('required', as_credits(total), 'max_total', as_credits(p_max_total_hundredths)));
  end if;
  if p_quote is not null then
    perform close_quote(quote, 'used', this_order, p_actor);
  end if;
  -- Refused here without waiting for the wallet's lock; the debit below is what decides.
  select a.id, coalesce(a.balance_hundredths, 0), a.guarded, r.id, w.priority_industries
  into wallet, balance, is_guarded, revenue, priorities
  from workspaces w
  join ledger_accounts r on r.workspace_id is null and r.kind = 'revenue'
  left join ledger_accounts a on a.workspace_id = w.id and a.kind = 'wallet'
  where w.id = buyer;
  if is_guarded then
    perform refuse_frozen(buyer, p_actor);
  end if;
  if balance < total then
    -- unless the clock has yet to bring back what a quote held
    if close_due_quotes(buyer, 100) > 0 then
      select balance_hundredths into balance from ledger_accounts where id = wallet;
    end if;
    if balance < total then
      perform raise_insufficient_credits(total, balance);
    end if;
  end if;

  insert into orders (workspace_id, id, actor_id, total_hundredths, item_count, skipped)
  values (buyer, this_order, p_actor, total, cardinality(bought), to_jsonb(skipped));

  if bought <> '{}' then
    if earned is null then
      raise exception 'no commission rule is in force, or a partner is unknown';
    end if;
    if priorities <> '{}' then
      priorities := array(select lower(unnest(priorities)));
    end if;

    update listings set
      times_sold = times_sold + 1,
      status = case when times_sold + 1 >= max_buyers then 'sold_out' else status end
    where id = any (bought);

    insert into lead_identities (workspace_id, identity, kind, lead_id)
    select buyer, i.identity, i.kind, b.lead_id
    from unnest(lines) b
    join lead_identities i on i.workspace_id = b.seller and i.lead_id = b.source
    order by i.identity
    on conflict do nothing;
    get diagnostics done = row_count;
    if done < identities then
      perform refuse_lost_people(buyer, lines);
    end if;

    insert into leads (
      workspace_id, id, dedup_hash, source, order_id,
      email, email_status, email_flags, second_email, second_email_status, phone, phone_status, mobile, mobile_status,
      verifications, first_name, last_name, full_name, name_key, job_title, title_words, seniority, department,
      company_name, company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url,
      website, consent_source, consent_at, consent_text, consent_ip,
      points_email, points_phone, points_completeness, points_fit, points_recency, points_engagement, sourced_at)
    select
      buyer, b.lead_id, s.dedup_hash, 'marketplace', this_order,
      s.email, s.email_status, s.email_flags, s.second_email, s.second_email_status, s.phone, s.phone_status, s.mobile, s.mobile_status,
      s.verifications, s.first_name, s.last_name, s.full_name, s.name_key, s.job_title, s.title_words, s.seniority, s.department,
      s.company_name, s.company_domain, s.industry, s.company_size, s.revenue, s.city, s.state, s.postal_code, s.country, s.linkedin_url,
      s.website, s.consent_source, s.consent_at, s.consent_text, s.consent_ip,
      p.points_email, p.points_phone, p.points_completeness, p.points_fit, p.points_recency, p.points_engagement, s.sourced_at
    from unnest(lines) b
    join leads s on s.workspace_id = b.seller and s.id = b.source
    cross join lateral lead_points(
      s.email, s.email_status, s.phone, s.phone_status, s.mobile, s.mobile_status, s.company_name, s.job_title,
      s.linkedin_url, s.industry, s.company_size, 0, s.sourced_at, priorities, (now() at time zone 'UTC')::date) p;

    insert into order_items (
      workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths,
      earning_hundredths, rate_percent, rule_version, rule_inputs, released_at)
    select buyer, this_order, b.listing_id, b.lead_id, b.seller, b.price,
      b.earning, b.percent, b.rule_version, b.rule_inputs, now() + make_interval(days => b.holdback_days)
    from unnest(lines) b;

    insert into ledger_transfers (id, workspace_id, kind, actor_id, order_id)
    values (transfer, buyer, 'purchase', p_actor, this_order);
    insert into events (workspace_id, type, payload)
    select b.seller, 'listing.sold', jsonb_build_object(
      'ids', jsonb_agg(b.listing_id), 'count', count(*), 'earned', as_credits(sum(b.earning)::bigint))
    from unnest(lines) b group by b.seller
    union all
    values
      (buyer, 'lead.created', jsonb_build_object(
        'ids', (select jsonb_agg(b.lead_id) from unnest(lines) b), 'count', cardinality(bought), 'source', 'marketplace',
        'order_id', this_order)),
      (buyer, 'order.created', jsonb_build_object(
        'ids', jsonb_build_array(this_order), 'count', cardinality(bought), 'credits_charged', as_credits(total))),
      (buyer, 'credits.changed', jsonb_build_object('change', -as_credits(total), 'transfer_id', transfer));

    -- Orders on one wallet wait for each other from here to the commit, so what follows is only what needs the balance.
    update ledger_accounts set balance_hundredths = balance_hundredths - total
    where id = wallet and balance_hundredths >= total
    returning balance_hundredths, guarded into balance, is_guarded;
    if not found then
      -- another order took the credits while this one waited for the wallet
      select balance_hundredths into balance from ledger_accounts where id = wallet;
      perform raise_insufficient_credits(total, balance);
    end if;
    if is_guarded then
      perform enforce_guards(buyer, p_actor, total, p_confirmed_hundredths, this_order);
    end if;
    insert into ledger_entries
      (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
    select transfer, wallet, buyer, -total, balance + total, balance
    union all
    select transfer, b.account, b.seller, sum(b.earning)::bigint, null, null
    from unnest(lines) b group by b.account, b.seller having sum(b.earning) <> 0
    union all
    select transfer, revenue, null, total - earned, null, null where total <> earned;
  end if;

  result := jsonb_build_object(
    'order_id', this_order, 'items', items, 'skipped', skipped,
    'credits_charged', as_credits(total), 'balance', as_credits(balance));
  insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
  values (buyer, 'order', p_key, p_request_hash, result);
  return result;
end $$;
alter function buy_listings(uuid[], text, text, bytea, uuid, bigint, bigint, uuid) owner to assay_exchange;
grant execute on function buy_listings(uuid[], text, text, bytea, uuid, bigint, bigint, uuid) to assay_app;
