-- The audience: its versions, who was taken out of it, and pulls, which turn people of it into leads for credits.

-- ── What it costs ──────────────────────────────────────────────────────────────────────────────────────────────────

alter table money_rules
  add column pull_price_hundredths int not null default 50 check (pull_price_hundredths >= 0),
  add column enrichment_price_hundredths int not null default 20 check (enrichment_price_hundredths >= 0);

alter table ledger_transfers drop constraint ledger_transfers_kind_check;
alter table ledger_transfers add constraint ledger_transfers_kind_check check (kind in (
  'grant', 'checkout', 'refund', 'refund_reversed', 'expiry', 'purchase', 'hold', 'release', 'return',
  'payout', 'payout_paid', 'payout_failed', 'payout_reversed', 'pull', 'enrichment'));
create index ledger_transfers_of_subject on ledger_transfers (subject_id) where kind in ('pull', 'enrichment');

-- ── Versions ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- One load of people. The files of a version lie in DATA_DIR/audience/<id>; a version never changes once it is ready.
create table audience_versions (
  id uuid primary key default uuidv7(),
  status text not null default 'waiting' check (status in ('waiting', 'loading', 'ready', 'failed', 'cancelled', 'deleted')),
  -- the names of what was loaded
  files text[] not null,
  -- people in it once it is ready
  people bigint,
  bytes bigint,
  -- how far the load is: { step, rows_read, rows, … } while it runs, its report at the end
  progress jsonb not null default '{}',
  failure text,
  started_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ready_at timestamptz,
  -- when it became what people search; the newest is
  activated_at timestamptz,
  touched_at timestamptz not null default now(),
  check (status <> 'ready' or (people is not null and ready_at is not null)),
  check (activated_at is null or status in ('ready', 'deleted'))
);
create unique index audience_versions_one_load on audience_versions ((true)) where status = 'loading';
create index audience_versions_active on audience_versions (activated_at desc) where activated_at is not null;

-- Who was erased from the audience, by identity: left out of every version at once, and of every later load.
create table audience_removals (
  identity bytea primary key check (length(identity) = 16),
  removed_at timestamptz not null default now()
);

grant select on audience_versions, audience_removals to assay_app, assay_system;
grant insert, update on audience_versions to assay_system;
grant insert on audience_removals to assay_system;

-- ── Pulls ──────────────────────────────────────────────────────────────────────────────────────────────────────────

create table pulls (
  workspace_id uuid not null,
  -- also the import_id of the leads it makes
  id uuid not null default uuidv7(),
  status text not null default 'running' check (status in ('queued', 'running', 'finished', 'cancelled', 'failed')),
  provider text not null,
  filters jsonb not null,
  segment_id uuid,
  -- the standing order that asked for it, or nobody
  standing boolean not null default false,
  -- how many people at most
  wanted int not null check (wanted between 1 and 10000),
  -- what it may cost at most
  max_credits_hundredths bigint check (max_credits_hundredths >= 0),
  price_hundredths int not null check (price_hundredths >= 0),
  tags text[] not null default '{}',
  pulled int not null default 0,
  duplicates_skipped int not null default 0,
  suppressed int not null default 0,
  -- people without anything to reach them by
  unreachable int not null default 0,
  charged_hundredths bigint not null default 0,
  -- fetches that failed one after the other
  failures int not null default 0,
  -- batches stored, by which a worker sees that another one took the pull over
  batches int not null default 0,
  -- where to go on asking a provider that does not know what the workspace has
  place text,
  -- why it ended with fewer than wanted: no_more_people, insufficient_credits, max_credits, spend_cap, wallet_frozen
  ended_by text,
  failure text,
  actor_id uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  touched_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check (pulled <= wanted)
);
create index pulls_unfinished on pulls (touched_at) where status in ('queued', 'running');
create index pulls_of_segment on pulls (workspace_id, segment_id, id) where segment_id is not null;

-- Whom a workspace has paid for, by each identity, so that a person is paid once whatever becomes of the lead.
create table paid_people (
  workspace_id uuid not null,
  identity bytea not null check (length(identity) = 16),
  pull_id uuid not null,
  primary key (workspace_id, identity)
);

do $$
declare t text;
begin
  foreach t in array array['pulls', 'paid_people'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I for select to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_app, assay_system', t);
    execute format('grant select, insert, update on %I to assay_exchange', t);
  end loop;
end $$;
grant delete on paid_people to assay_system;

-- What a month's spending is: orders without what was returned, pulls and enrichments.
create or replace function spent_this_month(p_workspace uuid, p_without uuid default null)
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
  select spent.actor_id, sum(spent.total)::bigint
  from (
    select o.actor_id, o.total_hundredths - coalesce(r.total, 0) as total
    from orders o
    left join returned r on r.order_id = o.id
    where o.workspace_id = p_workspace and o.id >= uuidv7_floor(this_month() - interval '1 hour')
      and o.created_at >= this_month() and o.id is distinct from p_without
    union all
    select p.actor_id, p.charged_hundredths
    from pulls p
    where p.workspace_id = p_workspace and p.id >= uuidv7_floor(this_month() - interval '1 hour')
      and p.created_at >= this_month()
  ) spent
  group by spent.actor_id
$$;

-- Whether somebody may not spend in a workspace now.
create function is_frozen(p_workspace uuid, p_actor uuid) returns boolean
language sql stable
as $$
  select exists (
      select from wallet_controls where workspace_id = p_workspace and (frozen_at is not null or payment_frozen_at is not null))
    or exists (select from member_controls where workspace_id = p_workspace and user_id = p_actor and frozen)
$$;
alter function is_frozen(uuid, uuid) owner to assay_exchange;

-- What a month's caps still let somebody spend; null without caps. Nothing while spending is stopped.
create function spendable_this_month(p_workspace uuid, p_actor uuid) returns bigint
language plpgsql stable
as $$
declare
  own bigint := (select monthly_cap_hundredths from wallet_controls where workspace_id = p_workspace);
  member bigint := (select monthly_cap_hundredths from member_controls where workspace_id = p_workspace and user_id = p_actor);
  spent bigint;
  spent_by_actor bigint;
  held bigint;
  held_by_actor bigint;
begin
  if is_frozen(p_workspace, p_actor) then return 0; end if;
  if own is null and member is null then return null; end if;
  select coalesce(sum(spent_hundredths), 0), coalesce(sum(spent_hundredths) filter (where actor_id = p_actor), 0)
  into spent, spent_by_actor from spent_this_month(p_workspace);
  select coalesce(sum(total_hundredths), 0), coalesce(sum(total_hundredths) filter (where actor_id = p_actor), 0)
  into held, held_by_actor
  from quotes where workspace_id = p_workspace and status = 'open' and expires_at > now();
  return greatest(0, least(own - spent - held, member - spent_by_actor - held_by_actor));
end $$;
alter function spendable_this_month(uuid, uuid) owner to assay_exchange;

create function wallet_balance(p_workspace uuid) returns bigint
language sql stable
as $$
  select coalesce((select balance_hundredths from ledger_accounts where workspace_id = p_workspace and kind = 'wallet'), 0)
$$;
alter function wallet_balance(uuid) owner to assay_exchange;

-- What a pull costs a person, and what the current workspace and this member of it may spend now: for showing it.
create function pull_terms(
  p_actor uuid, out price_hundredths int, out enrichment_price_hundredths int, out balance_hundredths bigint,
  out spendable_hundredths bigint, out confirm_above_hundredths bigint
)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  rules money_rules := money_rules_at(now());
begin
  price_hundredths := rules.pull_price_hundredths;
  enrichment_price_hundredths := rules.enrichment_price_hundredths;
  balance_hundredths := wallet_balance(ws);
  spendable_hundredths := least(balance_hundredths, spendable_this_month(ws, p_actor));
  confirm_above_hundredths := confirm_above(ws, p_actor);
end $$;
alter function pull_terms(uuid) owner to assay_exchange;
grant execute on function pull_terms(uuid) to assay_app;

-- Refuses what open_pull would: spending that is stopped, a wallet or a month's cap that leaves nothing for one person,
-- and an amount somebody has to confirm: what so many people cost, of it what the wallet, its own limit and a cap leave.
-- Answers the price of one. Asked alone before people are fetched, which costs a provider.
create function refuse_pull(p_actor uuid, p_wanted int, p_max_credits_hundredths bigint, p_confirmed_hundredths bigint)
returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  price int := (money_rules_at(now())).pull_price_hundredths;
  most bigint := least(p_wanted * price::bigint, p_max_credits_hundredths);
  balance bigint := wallet_balance(ws);
begin
  if ws is null then raise exception 'refuse_pull needs app.workspace_id'; end if;
  perform refuse_frozen(ws, p_actor);
  if most = 0 then return price; end if;
  -- unless the clock has yet to bring back what a quote held
  if balance < most and close_due_quotes(ws, 100) > 0 then balance := wallet_balance(ws); end if;
  if balance < price then
    perform raise_problem(402, 'insufficient_credits', 'There are not enough credits for one person.', jsonb_build_object(
      'required', as_credits(price), 'balance', as_credits(balance), 'shortfall', as_credits(price - balance)));
  end if;
  perform enforce_guards(ws, p_actor, price, price, null);
  perform enforce_guards(ws, p_actor, least(most, balance, spendable_this_month(ws, p_actor)), p_confirmed_hundredths, null);
  return price;
end $$;
alter function refuse_pull(uuid, int, bigint, bigint) owner to assay_exchange;
grant execute on function refuse_pull(uuid, int, bigint, bigint) to assay_app;

-- Begins a pull of the current workspace at today's price, unless refuse_pull says no.
create function open_pull(
  p_provider text, p_filters jsonb, p_segment uuid, p_standing boolean, p_wanted int, p_max_credits_hundredths bigint,
  p_tags text[], p_actor uuid, p_confirmed_hundredths bigint, p_queued boolean
) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  price int := refuse_pull(p_actor, p_wanted, p_max_credits_hundredths, p_confirmed_hundredths);
  made uuid;
begin
  insert into pulls (workspace_id, status, provider, filters, segment_id, standing, wanted, max_credits_hundredths,
    price_hundredths, tags, actor_id, started_at)
  values (current_workspace(), case when p_queued then 'queued' else 'running' end, p_provider, p_filters, p_segment,
    p_standing, p_wanted, p_max_credits_hundredths, price, p_tags, p_actor, case when not p_queued then now() end)
  returning id into made;
  return made;
end $$;
alter function open_pull(text, jsonb, uuid, boolean, int, bigint, text[], uuid, bigint, boolean) owner to assay_exchange;
grant execute on function open_pull(text, jsonb, uuid, boolean, int, bigint, text[], uuid, bigint, boolean) to assay_app;

-- What is left to be spent by a pull, and which of its limits that is.
create function pull_allowance(p pulls, out left_hundredths bigint, out limited_by text)
language plpgsql stable
as $$
declare
  balance bigint := wallet_balance(p.workspace_id);
  own bigint := p.max_credits_hundredths - p.charged_hundredths;
  month bigint := spendable_this_month(p.workspace_id, p.actor_id);
begin
  left_hundredths := greatest(0, least(balance, own, month));
  limited_by := case when is_frozen(p.workspace_id, p.actor_id) then 'wallet_frozen'
    when own <= left_hundredths then 'max_credits'
    when balance <= left_hundredths then 'insufficient_credits' else 'spend_cap' end;
end $$;
alter function pull_allowance(pulls) owner to assay_exchange;

-- Takes a pull up for its next batch: locks its row, so that of two workers one waits and finds the first one's batch
-- done. Answers the pull, its state running, or nothing when it is over; how many more people it may take for what may
-- be spent; and what ends it when that is nobody. The wallet is locked only by charge_pull, as a purchase does.
create function take_up_pull(p_pull uuid) returns table (pull pulls, affordable int, limited_by text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  p pulls;
  allowed record;
begin
  select * into p from pulls where workspace_id = ws and id = p_pull for no key update;
  if not found or p.status not in ('queued', 'running') then return; end if;
  update pulls set status = 'running', started_at = coalesce(started_at, now()), touched_at = now()
  where workspace_id = ws and id = p_pull returning * into p;
  allowed := pull_allowance(p);
  affordable := case when p.price_hundredths = 0 then p.wanted
    else least(p.wanted, allowed.left_hundredths / p.price_hundredths) end;
  limited_by := allowed.limited_by;
  pull := p;
  return next;
end $$;
alter function take_up_pull(uuid) owner to assay_exchange;
grant execute on function take_up_pull(uuid) to assay_app;

-- Charges a pull for the leads a batch of it has just made, in the same transaction, and moves its counts. A person the
-- workspace paid for before, by any identity, costs nothing. Only leads of this pull count. Answers what was charged.
-- Fails with SQLSTATE 40001 when what take_up_pull left was spent meanwhile: then the batch is to be done again.
create function charge_pull(
  p_pull uuid, p_leads uuid[], p_duplicates int, p_suppressed int, p_unreachable int, p_place text
) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  p pulls;
  made int;
  unpaid int;
  due bigint;
begin
  select * into p from pulls where workspace_id = ws and id = p_pull and status = 'running' for no key update;
  if not found then raise exception 'pull % is not running', p_pull; end if;
  with mine as materialized (
    select l.id from leads l where l.workspace_id = ws and l.id = any (p_leads) and l.import_id = p_pull
  ), known as materialized (
    select i.lead_id, i.identity from lead_identities i join mine m on m.id = i.lead_id where i.workspace_id = ws
  ), paid as materialized (
    select distinct k.lead_id from known k join paid_people x on x.workspace_id = ws and x.identity = k.identity
  ), remembered as (
    insert into paid_people (workspace_id, identity, pull_id)
    select ws, k.identity, p_pull from known k order by k.identity
    on conflict do nothing
  )
  select count(*), count(*) filter (where not exists (select from paid where paid.lead_id = mine.id))
  into made, unpaid from mine;
  due := unpaid * p.price_hundredths::bigint;
  if due > 0 then
    perform lock_wallet(ws);
    if due > (select a.left_hundredths from pull_allowance(p) a) then
      raise exception 'the credits for this batch were spent meanwhile' using errcode = 'serialization_failure';
    end if;
    perform post_transfer(uuidv7(), 'pull', ws,
      array[(ws, 'wallet', -due), (null, 'revenue', due)]::ledger_line[],
      p_subject => p_pull, p_actor => p.actor_id);
  end if;
  update pulls set pulled = pulled + made, duplicates_skipped = duplicates_skipped + p_duplicates,
    suppressed = suppressed + p_suppressed, unreachable = unreachable + p_unreachable, place = p_place,
    charged_hundredths = charged_hundredths + due, batches = batches + 1, touched_at = now(),
    failures = 0
  where workspace_id = ws and id = p_pull;
  return due;
end $$;
alter function charge_pull(uuid, uuid[], int, int, int, text) owner to assay_exchange;
grant execute on function charge_pull(uuid, uuid[], int, int, int, text) to assay_app;

-- Notes that people could not be fetched for a pull; answers how often in a row.
create function note_pull_failure(p_pull uuid) returns int
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update pulls set failures = failures + 1, touched_at = now()
  where workspace_id = current_workspace() and id = p_pull and status in ('queued', 'running')
  returning failures
$$;
alter function note_pull_failure(uuid) owner to assay_exchange;
grant execute on function note_pull_failure(uuid) to assay_app;

-- Ends a pull that is not over, and tells. Answers whether it was this call that did.
create function end_pull(p_pull uuid, p_status text, p_ended_by text, p_failure text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare p pulls;
begin
  if p_status not in ('finished', 'cancelled', 'failed') then raise exception 'a pull does not end as %', p_status; end if;
  update pulls set status = p_status, ended_by = p_ended_by, failure = p_failure, finished_at = now(), touched_at = now()
  where workspace_id = current_workspace() and id = p_pull and status in ('queued', 'running')
  returning * into p;
  if not found then return false; end if;
  insert into events (workspace_id, type, payload)
  values (p.workspace_id, 'pull.' || p_status, jsonb_build_object('pull_id', p.id, 'segment_id', p.segment_id,
    'pulled', p.pulled, 'credits_charged', as_credits(p.charged_hundredths), 'ended_by', p_ended_by));
  if p.segment_id is not null then
    insert into events (workspace_id, type, payload)
    values (p.workspace_id, 'segment.pulled', jsonb_build_object('segment_id', p.segment_id, 'pull_id', p.id,
      'pulled', p.pulled, 'credits_charged', as_credits(p.charged_hundredths)));
  end if;
  return true;
end $$;
alter function end_pull(uuid, text, text, text) owner to assay_exchange;
grant execute on function end_pull(uuid, text, text, text) to assay_app;

-- An Idempotency-Key of a pull: its answer, null for none yet; claimed with the pull, answered again when it is over.
create function find_pull_answer(p_key text, p_request_hash bytea) returns jsonb
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ select find_answer(current_workspace(), 'pull', p_key, p_request_hash) $$;
alter function find_pull_answer(text, bytea) owner to assay_exchange;
grant execute on function find_pull_answer(text, bytea) to assay_app;

create function claim_pull_key(p_key text, p_request_hash bytea) returns jsonb
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ select claim_idempotency_key(current_workspace(), 'pull', p_key, p_request_hash) $$;
alter function claim_pull_key(text, bytea) owner to assay_exchange;
grant execute on function claim_pull_key(text, bytea) to assay_app;

create function answer_pull_key(p_key text, p_answer jsonb) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update idempotency_keys set answer = p_answer
  where workspace_id = current_workspace() and operation = 'pull' and key = p_key
$$;
alter function answer_pull_key(text, jsonb) owner to assay_exchange;
grant execute on function answer_pull_key(text, jsonb) to assay_app;
