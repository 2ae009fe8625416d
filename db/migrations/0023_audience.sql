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
  charged_hundredths bigint not null default 0,
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

-- Begins a pull of the current workspace. Refuses a frozen wallet, a month's cap that leaves nothing for one person and
-- an amount above which somebody has to confirm: `p_most_hundredths` is what it may cost as the asker was shown it.
create function open_pull(
  p_provider text, p_filters jsonb, p_segment uuid, p_standing boolean, p_wanted int, p_max_credits_hundredths bigint,
  p_price_hundredths int, p_tags text[], p_actor uuid, p_most_hundredths bigint, p_confirmed_hundredths bigint,
  p_queued boolean
) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  balance bigint;
  made uuid;
begin
  if ws is null then raise exception 'open_pull needs app.workspace_id'; end if;
  balance := lock_wallet(ws);
  perform enforce_guards(ws, p_actor, least(p_most_hundredths, balance), p_confirmed_hundredths, null);
  if p_most_hundredths > 0 and balance < p_price_hundredths then
    perform raise_insufficient_credits(p_price_hundredths, balance);
  end if;
  insert into pulls (workspace_id, status, provider, filters, segment_id, standing, wanted, max_credits_hundredths,
    price_hundredths, tags, actor_id, started_at)
  values (ws, case when p_queued then 'queued' else 'running' end, p_provider, p_filters, p_segment, p_standing, p_wanted,
    p_max_credits_hundredths, p_price_hundredths, p_tags, p_actor, case when not p_queued then now() end)
  returning id into made;
  return made;
end $$;
alter function open_pull(text, jsonb, uuid, boolean, int, bigint, int, text[], uuid, bigint, bigint, boolean)
  owner to assay_exchange;
grant execute on function open_pull(text, jsonb, uuid, boolean, int, bigint, int, text[], uuid, bigint, bigint, boolean)
  to assay_app;

-- Takes a pull up for its next batch: locks its row and then the wallet, so that of two workers one waits and finds the
-- first one's batch done. Answers the pull, its state running, or nothing when it is over; and how many more people it
-- may take for what the wallet, its own limit and the month's caps leave.
create function take_up_pull(p_pull uuid) returns table (pull pulls, affordable int)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  p pulls;
  balance bigint;
  left_over bigint;
begin
  select * into p from pulls where workspace_id = ws and id = p_pull for no key update;
  if not found or p.status not in ('queued', 'running') then return; end if;
  balance := lock_wallet(ws);
  update pulls set status = 'running', started_at = coalesce(started_at, now()), touched_at = now()
  where workspace_id = ws and id = p_pull returning * into p;
  left_over := least(balance, p.max_credits_hundredths - p.charged_hundredths, spendable_this_month(ws, p.actor_id));
  affordable := case when p.price_hundredths = 0 then p.wanted
    else least(p.wanted, greatest(0, left_over) / p.price_hundredths) end;
  pull := p;
  return next;
end $$;

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
  if exists (select from wallet_controls where workspace_id = p_workspace and (frozen_at is not null or payment_frozen_at is not null))
    or exists (select from member_controls where workspace_id = p_workspace and user_id = p_actor and frozen) then
    return 0;
  end if;
  if own is null and member is null then return null; end if;
  select coalesce(sum(spent_hundredths), 0), coalesce(sum(spent_hundredths) filter (where actor_id = p_actor), 0)
  into spent, spent_by_actor from spent_this_month(p_workspace);
  select coalesce(sum(total_hundredths), 0), coalesce(sum(total_hundredths) filter (where actor_id = p_actor), 0)
  into held, held_by_actor
  from quotes where workspace_id = p_workspace and status = 'open' and expires_at > now();
  return greatest(0, least(own - spent - held, member - spent_by_actor - held_by_actor));
end $$;
alter function spendable_this_month(uuid, uuid) owner to assay_exchange;
alter function take_up_pull(uuid) owner to assay_exchange;
grant execute on function take_up_pull(uuid) to assay_app;

-- Charges a pull for the leads a batch of it has just made, in the same transaction, and moves its counts. A person the
-- workspace paid for before, by any identity, costs nothing. Only leads of this pull count, and each once, whatever is
-- asked. Answers what was charged.
create function charge_pull(p_pull uuid, p_leads uuid[], p_duplicates int, p_suppressed int) returns bigint
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
  perform lock_wallet(ws);
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
    perform post_transfer(uuidv7(), 'pull', ws,
      array[(ws, 'wallet', -due), (null, 'revenue', due)]::ledger_line[],
      p_subject => p_pull, p_actor => p.actor_id);
  end if;
  update pulls set pulled = pulled + made, duplicates_skipped = duplicates_skipped + p_duplicates,
    suppressed = suppressed + p_suppressed, charged_hundredths = charged_hundredths + due, touched_at = now()
  where workspace_id = ws and id = p_pull;
  return due;
end $$;
alter function charge_pull(uuid, uuid[], int, int) owner to assay_exchange;
grant execute on function charge_pull(uuid, uuid[], int, int) to assay_app;

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
