-- Enrichment: filling in what leads or the rows of a file lack from the audience, for credits per person.

-- ── What is asked, and what came of it ─────────────────────────────────────────────────────────────────────────────

-- Begins as a match preview, which costs nothing and is kept for an hour; somebody who opens it makes it a run.
create table enrichments (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('leads', 'file')),
  status text not null default 'matching' check (status in (
    'matching', 'matched', 'queued', 'running', 'finished', 'cancelled', 'failed', 'undoing', 'undone')),
  provider text not null,
  file_name text,
  -- of the file, in its order
  headers text[] not null default '{}',
  rows int not null default 0,
  found int not null default 0,
  -- chosen when it was opened
  min_confidence real,
  overwrite text[] not null default '{}',
  price_hundredths int check (price_hundredths >= 0),
  max_credits_hundredths bigint check (max_credits_hundredths >= 0),
  -- rows 1 to this are done, and undone
  rows_done int not null default 0,
  rows_undone int not null default 0,
  filled int not null default 0,
  charged int not null default 0,
  no_match int not null default 0,
  below_confidence int not null default 0,
  nothing_to_fill int not null default 0,
  -- leads that were deleted meanwhile, and those whose every new value belongs to another lead
  skipped int not null default 0,
  charged_hundredths bigint not null default 0,
  -- leads put back, and fields that stayed because somebody changed them since
  restored int not null default 0,
  kept int not null default 0,
  -- why it ended before its last row: insufficient_credits, max_credits, spend_cap, wallet_frozen
  ended_by text,
  failure text,
  actor_id uuid,
  created_at timestamptz not null default now(),
  opened_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  touched_at timestamptz not null default now(),
  primary key (workspace_id, id),
  check (rows_done <= rows and rows_undone <= rows),
  check (status in ('matching', 'matched') or (opened_at is not null and price_hundredths is not null and min_confidence is not null))
);
create index enrichments_unfinished on enrichments (touched_at)
  where status in ('matching', 'matched', 'queued', 'running', 'undoing');

create table enrichment_rows (
  workspace_id uuid not null,
  enrichment_id uuid not null,
  -- from 1, in the order given
  n int not null,
  lead_id uuid,
  -- of a file: the row as it stood, and what it says by field
  cells text[],
  held jsonb,
  -- what the audience says by field; null for no match
  found jsonb,
  confidence real,
  matched_by text,
  -- how the person that was found is known
  identities bytea[] not null default '{}',
  -- null until its turn: no_match, below_confidence, nothing_to_fill, skipped, filled
  outcome text check (outcome in ('no_match', 'below_confidence', 'nothing_to_fill', 'skipped', 'filled')),
  -- field -> { from, to }
  fills jsonb,
  -- columns of the lead that changed along, as they were
  before jsonb,
  -- fields whose new value belongs to another lead
  conflicts text[] not null default '{}',
  charged boolean not null default false,
  primary key (workspace_id, enrichment_id, n),
  foreign key (workspace_id, enrichment_id) references enrichments (workspace_id, id) on delete cascade
);
create index enrichment_rows_of_lead on enrichment_rows (workspace_id, lead_id) where outcome = 'filled';

-- Whom a workspace paid to have enriched, by each identity: for 30 days the same person costs nothing again.
create table enriched_people (
  workspace_id uuid not null,
  identity bytea not null check (length(identity) = 16),
  enrichment_id uuid not null,
  paid_at timestamptz not null default now(),
  primary key (workspace_id, identity)
);
create index enriched_people_age on enriched_people using brin (paid_at);

do $$
declare t text;
begin
  foreach t in array array['enrichments', 'enrichment_rows', 'enriched_people'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
      with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_app', t);
    execute format('grant select, delete on %I to assay_system', t);
    execute format('grant select, insert, update, delete on %I to assay_exchange', t);
  end loop;
end $$;
-- A preview is the app's; what it costs and how far it is, only the functions below say.
grant insert (workspace_id, kind, provider, file_name, headers, actor_id) on enrichments to assay_app;
grant insert, update on enrichment_rows to assay_app;

-- ── From a preview to a run ────────────────────────────────────────────────────────────────────────────────────────

create function finish_matching(p_enrichment uuid) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update enrichments e set status = 'matched', rows = r.rows, found = r.found, touched_at = now()
  from (
    select count(*) as rows, count(*) filter (where found is not null) as found
    from enrichment_rows where workspace_id = current_workspace() and enrichment_id = p_enrichment
  ) r
  where e.workspace_id = current_workspace() and e.id = p_enrichment and e.status = 'matching'
$$;

-- Forgets a preview that nobody opened.
create function discard_matches(p_enrichment uuid) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  delete from enrichments
  where workspace_id = current_workspace() and id = p_enrichment and status in ('matching', 'matched')
$$;

-- Whether a request was made before under this key; refuses another request under it. Whoever asks first holds the key
-- until the transaction ends.
create function find_enrichment_key(p_key text, p_request_hash bytea) returns uuid
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ select (find_answer(current_workspace(), 'enrichment', p_key, p_request_hash) ->> 'id')::uuid $$;

-- Makes a preview a run, once. Refuses a frozen wallet, a month's cap that is reached, too few credits for one person and an
-- amount above which somebody has to confirm: `p_most_hundredths` is what it may cost as the asker was shown it.
create function open_enrichment(
  p_enrichment uuid, p_min_confidence real, p_overwrite text[], p_max_credits_hundredths bigint, p_actor uuid,
  p_most_hundredths bigint, p_confirmed_hundredths bigint, p_key text, p_request_hash bytea
) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  e enrichments;
  price int;
  balance bigint;
begin
  select * into e from enrichments where workspace_id = ws and id = p_enrichment for no key update;
  if not found or e.status = 'matching' or (e.status = 'matched' and e.created_at < now() - interval '1 hour') then
    perform raise_problem(404, 'not_found', 'There is no such match preview. Previews are kept for an hour.');
  end if;
  if e.status <> 'matched' then
    perform raise_problem(409, 'conflict', 'This match preview was run already.');
  end if;
  balance := lock_wallet(ws);
  price := (money_rules_at(now())).enrichment_price_hundredths;
  perform enforce_guards(ws, p_actor, least(p_most_hundredths, balance), p_confirmed_hundredths, null);
  if p_most_hundredths > 0 and balance < price then
    perform raise_insufficient_credits(price, balance);
  end if;
  update enrichments set status = 'queued', min_confidence = p_min_confidence, overwrite = p_overwrite,
    price_hundredths = price, max_credits_hundredths = p_max_credits_hundredths, actor_id = p_actor, opened_at = now(),
    touched_at = now()
  where workspace_id = ws and id = p_enrichment;
  insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
  values (ws, 'enrichment', p_key, p_request_hash, jsonb_build_object('id', p_enrichment));
end $$;

-- Takes a run up for its next rows: locks its row, the leads, their listings and then the wallet, so that of two workers
-- one waits and finds the first one's rows done. Answers the run, or nothing when it is over; how many more people it may
-- pay for, and what it is that would keep it from one more.
create function take_up_enrichment(p_enrichment uuid, p_rows int)
returns table (run enrichments, affordable int, out_of text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  e enrichments;
  chosen uuid[];
  balance bigint;
  own bigint;
  cap bigint;
begin
  select * into e from enrichments where workspace_id = ws and id = p_enrichment for no key update;
  if not found or e.status not in ('queued', 'running') then return; end if;
  select array_agg(r.lead_id) into chosen from enrichment_rows r
  where r.workspace_id = ws and r.enrichment_id = p_enrichment and r.n > e.rows_done and r.n <= e.rows_done + p_rows;
  perform from leads where workspace_id = ws and id = any (chosen) order by id for no key update;
  perform from listings where workspace_id = ws and lead_id = any (chosen) order by id for no key update;
  balance := lock_wallet(ws);
  update enrichments set status = 'running', started_at = coalesce(started_at, now()), touched_at = now()
  where workspace_id = ws and id = p_enrichment returning * into run;
  own := e.max_credits_hundredths - e.charged_hundredths;
  cap := spendable_this_month(ws, e.actor_id);
  affordable := case when e.price_hundredths = 0 then p_rows
    else least(p_rows, greatest(0, least(balance, own, cap)) / e.price_hundredths) end;
  out_of := case
    when is_frozen(ws, e.actor_id) then 'wallet_frozen'
    when cap < e.price_hundredths then 'spend_cap'
    when own < e.price_hundredths then 'max_credits'
    else 'insufficient_credits' end;
  return next;
end $$;

-- Charges a run for its rows up to `p_upto`, which were filled in the same transaction, and moves its counts. A person paid
-- for within 30 days, by any identity, costs nothing. A row counts once, whatever is asked. Answers what was charged.
create function charge_enrichment(p_enrichment uuid, p_upto int) returns bigint
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  e enrichments;
  r enrichment_rows;
  paid timestamptz;
  payable int[] := '{}';
  due bigint;
begin
  select * into e from enrichments where workspace_id = ws and id = p_enrichment and status = 'running' for no key update;
  if not found then raise exception 'enrichment % is not running', p_enrichment; end if;
  perform lock_wallet(ws);
  for r in
    select * from enrichment_rows
    where workspace_id = ws and enrichment_id = p_enrichment and n > e.rows_done and n <= p_upto and outcome = 'filled'
    order by n
  loop
    select max(paid_at) into paid from enriched_people
    where workspace_id = ws and identity = any (r.identities) and paid_at > now() - interval '30 days';
    if paid is null then payable := payable || r.n; end if;
    -- what else the person is known by costs nothing for as long
    insert into enriched_people (workspace_id, identity, enrichment_id, paid_at)
    select ws, i, p_enrichment, coalesce(paid, now()) from unnest(r.identities) i order by i
    on conflict (workspace_id, identity) do update set enrichment_id = excluded.enrichment_id, paid_at = excluded.paid_at
      where enriched_people.paid_at < excluded.paid_at;
  end loop;
  due := cardinality(payable) * e.price_hundredths::bigint;
  if due > 0 then
    perform post_transfer(uuidv7(), 'enrichment', ws,
      array[(ws, 'wallet', -due), (null, 'revenue', due)]::ledger_line[],
      p_subject => p_enrichment, p_actor => e.actor_id);
  end if;
  update enrichment_rows set charged = true where workspace_id = ws and enrichment_id = p_enrichment and n = any (payable);
  update enrichments set rows_done = p_upto, charged_hundredths = charged_hundredths + due,
    charged = enrichments.charged + cardinality(payable),
    filled = enrichments.filled + d.filled, no_match = enrichments.no_match + d.no_match,
    below_confidence = enrichments.below_confidence + d.below_confidence,
    nothing_to_fill = enrichments.nothing_to_fill + d.nothing_to_fill, skipped = enrichments.skipped + d.skipped,
    touched_at = now()
  from (
    select count(*) filter (where outcome = 'filled') as filled, count(*) filter (where outcome = 'no_match') as no_match,
      count(*) filter (where outcome = 'below_confidence') as below_confidence,
      count(*) filter (where outcome = 'nothing_to_fill') as nothing_to_fill,
      count(*) filter (where outcome = 'skipped') as skipped
    from enrichment_rows
    where workspace_id = ws and enrichment_id = p_enrichment and n > e.rows_done and n <= p_upto
  ) d
  where workspace_id = ws and id = p_enrichment;
  return due;
end $$;

-- Ends a run that is not over, and tells. Answers whether it was this call that did.
create function end_enrichment(p_enrichment uuid, p_status text, p_ended_by text, p_failure text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare e enrichments;
begin
  if p_status not in ('finished', 'cancelled', 'failed') then raise exception 'an enrichment does not end as %', p_status; end if;
  update enrichments set status = p_status, ended_by = p_ended_by, failure = p_failure, finished_at = now(), touched_at = now()
  where workspace_id = current_workspace() and id = p_enrichment and status in ('queued', 'running')
  returning * into e;
  if not found then return false; end if;
  insert into events (workspace_id, type, payload)
  values (e.workspace_id, 'enrichment.' || p_status, jsonb_build_object('enrichment_id', e.id, 'rows', e.rows,
    'filled', e.filled, 'credits_charged', as_credits(e.charged_hundredths), 'ended_by', p_ended_by));
  return true;
end $$;

-- ── Undoing a run ──────────────────────────────────────────────────────────────────────────────────────────────────

-- Begins to put back what a run changed; false when it is not over, long ago or undone.
create function begin_undo(p_enrichment uuid) returns boolean
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  with begun as (
    update enrichments set status = 'undoing', touched_at = now()
    where workspace_id = current_workspace() and id = p_enrichment and kind = 'leads'
      and status in ('finished', 'cancelled', 'failed') and finished_at > now() - interval '30 days'
    returning id
  )
  select exists (select from begun)
$$;

-- Locks an undo and the leads of its next rows, in the order a run does. Answers the run, or nothing when it is over.
create function take_up_undo(p_enrichment uuid, p_rows int) returns setof enrichments
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  ws uuid := current_workspace();
  e enrichments;
  chosen uuid[];
begin
  select * into e from enrichments where workspace_id = ws and id = p_enrichment and status = 'undoing' for no key update;
  if not found then return; end if;
  select array_agg(r.lead_id) into chosen from enrichment_rows r
  where r.workspace_id = ws and r.enrichment_id = p_enrichment and r.n > e.rows_undone and r.n <= e.rows_undone + p_rows;
  perform from leads where workspace_id = ws and id = any (chosen) order by id for no key update;
  perform from listings where workspace_id = ws and lead_id = any (chosen) order by id for no key update;
  return next e;
end $$;

-- Moves the counts of an undo; at the last row it is over, and tells. Answers whether it is.
create function move_undo(p_enrichment uuid, p_upto int, p_restored int, p_kept int) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare e enrichments;
begin
  update enrichments set rows_undone = least(p_upto, rows), restored = restored + p_restored, kept = kept + p_kept,
    status = case when p_upto >= rows_done then 'undone' else status end,
    undone_at = case when p_upto >= rows_done then now() end, touched_at = now()
  where workspace_id = current_workspace() and id = p_enrichment and status = 'undoing'
  returning * into e;
  if e.status is distinct from 'undone' then return false; end if;
  insert into events (workspace_id, type, payload)
  values (e.workspace_id, 'enrichment.undone',
    jsonb_build_object('enrichment_id', e.id, 'restored', e.restored, 'kept', e.kept));
  return true;
end $$;

alter function finish_matching(uuid) owner to assay_exchange;
alter function discard_matches(uuid) owner to assay_exchange;
alter function find_enrichment_key(text, bytea) owner to assay_exchange;
alter function open_enrichment(uuid, real, text[], bigint, uuid, bigint, bigint, text, bytea) owner to assay_exchange;
alter function take_up_enrichment(uuid, int) owner to assay_exchange;
alter function charge_enrichment(uuid, int) owner to assay_exchange;
alter function end_enrichment(uuid, text, text, text) owner to assay_exchange;
alter function begin_undo(uuid) owner to assay_exchange;
alter function take_up_undo(uuid, int) owner to assay_exchange;
alter function move_undo(uuid, int, int, int) owner to assay_exchange;
grant execute on function finish_matching(uuid), discard_matches(uuid), find_enrichment_key(text, bytea),
  open_enrichment(uuid, real, text[], bigint, uuid, bigint, bigint, text, bytea), take_up_enrichment(uuid, int),
  charge_enrichment(uuid, int), end_enrichment(uuid, text, text, text), begin_undo(uuid), take_up_undo(uuid, int),
  move_undo(uuid, int, int, int)
  to assay_app;

-- ── Identities of many leads at once ───────────────────────────────────────────────────────────────────────────────

-- Makes these the ways each lead is known. One that is another lead's person, or must not be stored, stays as it was and
-- answers why.
create function try_lead_identities(p_leads jsonb) returns table (lead_id uuid, dedup_hash bytea, conflict text)
language plpgsql volatile
as $$
declare p record;
begin
  for p in
    select * from jsonb_to_recordset(p_leads) as x (id uuid, email_key text, second_email_key text, phone text,
      mobile text, name_key text, linkedin_url text)
    order by id
  loop
    begin
      lead_id := p.id;
      conflict := null;
      dedup_hash := replace_lead_identities(p.id, p.email_key, p.second_email_key, p.phone, p.mobile, p.name_key, p.linkedin_url);
      if dedup_hash is null then
        perform raise_problem(409, 'conflict', 'Another of your leads is the same person');
      end if;
    exception when sqlstate 'AS409' then
      get stacked diagnostics conflict = message_text;
      dedup_hash := null;
    end;
    return next;
  end loop;
end $$;
grant execute on function try_lead_identities(jsonb) to assay_app;

-- ── What a month's spending is ─────────────────────────────────────────────────────────────────────────────────────

-- Orders without what was returned, pulls and enrichments.
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
    union all
    -- its id is of the preview, which is at most an hour older
    select e.actor_id, e.charged_hundredths
    from enrichments e
    where e.workspace_id = p_workspace and e.id >= uuidv7_floor(this_month() - interval '3 hours')
      and e.opened_at >= this_month()
  ) spent
  group by spent.actor_id
$$;
