-- Credits are bought with money that Stripe takes. What Stripe says about a checkout is merged into facts on its row,
-- in whatever order and however often it is said; settle_checkout() then makes the ledger match the facts.

-- Every event Stripe sent that a feature takes in, once.
create table stripe_events (
  id text primary key,
  type text not null,
  -- when Stripe made it
  created timestamptz not null,
  -- as it was sent; forgotten some months after it was applied
  payload json,
  received_at timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  attempts int not null default 0,
  error text,
  applied_at timestamptz,
  outcome text
);
create index stripe_events_due on stripe_events (next_attempt_at) where applied_at is null;
create index stripe_events_age on stripe_events using brin (received_at);

-- What credits cost. A row is one version of a package, as a buyer saw it: a change retires it and adds the next.
create table credit_packages (
  id uuid primary key default uuidv7(),
  -- the same for all versions of a package
  line uuid not null default uuidv7(),
  version int not null default 1 check (version > 0),
  name text not null check (char_length(name) between 1 and 60),
  credits_hundredths bigint not null check (credits_hundredths between 100 and 1000000000),
  price_cents int not null check (price_cents between 50 and 99999999),
  currency text not null check (currency ~ '^[a-z]{3}$'),
  created_at timestamptz not null default now(),
  created_by uuid,
  reason text not null,
  retired_at timestamptz,
  retired_by uuid,
  unique (line, version)
);
create unique index credit_packages_offered on credit_packages (line) where retired_at is null;
insert into credit_packages (name, credits_hundredths, price_cents, currency, reason) values
  ('Starter', 10000, 5000, 'usd', 'As installed'),
  ('Pro', 50000, 20000, 'usd', 'As installed'),
  ('Enterprise', 100000, 35000, 'usd', 'As installed');

create table checkouts (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces (id),
  -- a page at Stripe where a person pays, or a charge of the kept payment method
  kind text not null check (kind in ('session', 'top_up')),
  package_id uuid not null references credit_packages (id),
  -- what was asked and what it gives, copied from the package
  package_name text not null,
  credits_hundredths bigint not null check (credits_hundredths > 0),
  amount_cents bigint not null check (amount_cents > 0),
  currency text not null,
  actor_id uuid,
  return_path text not null default '/credits',
  keeps_method boolean not null default false,
  stripe_session_id text unique,
  stripe_payment_intent text unique,
  url text,
  -- when the page at Stripe closes
  expires_at timestamptz not null,
  -- facts: each is set once and stays
  processing_at timestamptz,
  paid_at timestamptz,
  failed_at timestamptz,
  expired_at timestamptz,
  -- why the last attempt to pay did not go through
  last_error text,
  -- what follows from the facts, kept by settle_checkout()
  status text not null default 'open' check (status in ('open', 'paid', 'failed', 'expired', 'refunded', 'disputed')),
  granted_at timestamptz,
  refunded_cents bigint not null default 0,
  disputed_cents bigint not null default 0,
  -- of the credits that money taken back stands for: taken back, owed because they were spent, forgiven
  taken_hundredths bigint not null default 0 check (taken_hundredths >= 0),
  owed_hundredths bigint not null default 0 check (owed_hundredths >= 0),
  forgiven_hundredths bigint not null default 0 check (forgiven_hundredths >= 0),
  -- when Stripe was last asked about it
  asked_at timestamptz,
  created_at timestamptz not null default now(),
  check (granted_at is null or paid_at is not null),
  check (granted_at is not null or taken_hundredths + owed_hundredths + forgiven_hundredths = 0),
  check (taken_hundredths + owed_hundredths + forgiven_hundredths <= credits_hundredths)
);
create index checkouts_workspace on checkouts (workspace_id, id);
create index checkouts_open on checkouts (expires_at) where status = 'open';
create index checkouts_owing on checkouts (workspace_id) where owed_hundredths > 0;
create unique index checkouts_one_top_up on checkouts (workspace_id) where kind = 'top_up' and status = 'open';
alter table credit_grants add constraint credit_grants_checkout foreign key (checkout_id) references checkouts (id);
alter table wallet_controls add constraint wallet_controls_top_up_package
  foreign key (top_up_package_id) references credit_packages (id);

-- Money that went back, or that a bank holds back, by what it came as. It may be known before its checkout is.
create table payment_claims (
  -- a charge's id for what was refunded of it, a dispute's id
  id text primary key,
  kind text not null check (kind in ('refund', 'dispute')),
  stripe_payment_intent text,
  checkout_id uuid references checkouts (id),
  amount_cents bigint not null check (amount_cents >= 0),
  currency text not null,
  -- of a dispute, and how far along that is
  status text,
  rank int not null default 0,
  created_at timestamptz not null default now()
);
create index payment_claims_checkout on payment_claims (checkout_id);
create index payment_claims_payment on payment_claims (stripe_payment_intent) where checkout_id is null;

-- A paid checkout has an invoice. Numbers have no gap: the counter's row is locked until the payment is committed.
create table invoice_counters (only_one boolean primary key default true check (only_one), last_number bigint not null);
insert into invoice_counters (last_number) values (0);
create table invoices (
  number bigint primary key check (number > 0),
  workspace_id uuid not null,
  checkout_id uuid not null unique references checkouts (id),
  -- as they were called then
  workspace_name text not null,
  package_name text not null,
  credits_hundredths bigint not null,
  amount_cents bigint not null,
  currency text not null,
  issued_at timestamptz not null default now()
);
create index invoices_workspace on invoices (workspace_id, number);
create trigger invoices_append_only before update or delete or truncate on invoices
  for each statement execute function ledger_refuse_change();

do $$
declare t text;
begin
  foreach t in array array['checkouts', 'invoices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I for select to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I for select to assay_system using (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_app, assay_system', t);
    execute format('grant select, insert on %I to assay_exchange', t);
  end loop;
  foreach t in array array['stripe_events', 'payment_claims'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_system', t);
    execute format('grant select, insert, update on %I to assay_exchange', t);
  end loop;
end $$;
grant update on checkouts to assay_exchange;
grant insert, update on stripe_events to assay_system;
grant select on credit_packages to assay_app, assay_system, assay_exchange;
grant insert, update on credit_packages to assay_exchange;
grant select on invoice_counters to assay_system;
grant select, update on invoice_counters to assay_exchange;

-- Makes the wallet's accounts know that it has rules of its own; see ledger_accounts.guarded.
create function guard_wallet(p_workspace uuid) returns void
language sql
as $$
  update ledger_accounts set guarded = true where workspace_id = p_workspace and kind = 'wallet' and not guarded
$$;
alter function guard_wallet(uuid) owner to assay_exchange;

-- ── Buying ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Begins a checkout of the current workspace, before Stripe hears of it. Returns its id; the same for the same key.
create function open_checkout(
  p_package uuid, p_actor uuid, p_return_path text, p_keeps_method boolean, p_expires_at timestamptz,
  p_key text, p_request_hash bytea
) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  workspace uuid := current_workspace();
  wanted credit_packages;
  answer jsonb;
  checkout uuid;
begin
  if p_key is not null then
    answer := find_answer(workspace, 'checkout', p_key, p_request_hash);
    if answer is not null then return (answer ->> 'checkout_id')::uuid; end if;
  end if;
  select * into wanted from credit_packages where id = p_package;
  if not found then
    perform raise_problem(422, 'invalid_input', 'There is no such package.',
      '{"errors": [{"path": "package_id", "message": "There is no such package"}]}');
  elsif wanted.retired_at is not null then
    perform raise_problem(409, 'conflict', 'The price changed since you saw it. Look at the packages again.');
  end if;
  insert into checkouts (workspace_id, kind, package_id, package_name, credits_hundredths, amount_cents, currency,
    actor_id, return_path, keeps_method, expires_at)
  values (workspace, 'session', wanted.id, wanted.name, wanted.credits_hundredths, wanted.price_cents, wanted.currency,
    p_actor, p_return_path, p_keeps_method, p_expires_at)
  returning id into checkout;
  if p_key is not null then
    insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
    values (workspace, 'checkout', p_key, p_request_hash, jsonb_build_object('checkout_id', checkout));
  end if;
  return checkout;
end $$;
alter function open_checkout(uuid, uuid, text, boolean, timestamptz, text, bytea) owner to assay_exchange;
grant execute on function open_checkout(uuid, uuid, text, boolean, timestamptz, text, bytea) to assay_app;

-- What Stripe answered to it: the page to pay at. A webhook may have told the session before.
create function note_checkout_session(p_checkout uuid, p_session text, p_url text) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update checkouts set stripe_session_id = coalesce(stripe_session_id, p_session), url = coalesce(url, p_url)
  where id = p_checkout and workspace_id = current_workspace()
$$;
alter function note_checkout_session(uuid, text, text) owner to assay_exchange;
grant execute on function note_checkout_session(uuid, text, text) to assay_app;

-- Whom Stripe knows the workspace as. The first one stays, unless Stripe lost it, and its payment method with it;
-- returns who it is.
create function note_stripe_customer(p_customer text, p_lost text) returns text
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  insert into wallet_controls as w (workspace_id, stripe_customer_id) values (current_workspace(), p_customer)
  on conflict (workspace_id) do update set
    stripe_customer_id = case when coalesce(w.stripe_customer_id = p_lost, true) then excluded.stripe_customer_id else w.stripe_customer_id end,
    stripe_payment_method_id = case when w.stripe_customer_id = p_lost then null else w.stripe_payment_method_id end,
    payment_method_label = case when w.stripe_customer_id = p_lost then null else w.payment_method_label end,
    top_up_enabled = w.top_up_enabled and w.stripe_customer_id is distinct from p_lost
  returning stripe_customer_id
$$;
alter function note_stripe_customer(text, text) owner to assay_exchange;
grant execute on function note_stripe_customer(text, text) to assay_app;

-- ── Facts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- One at a time: whoever takes in facts of a payment, then whoever settles for a workspace. Always in this order, and
-- before any row, so that neither a claim and its payment miss each other nor two settlements wait in a circle.
create function lock_payment(p_payment_intent text) returns void
language sql
as $$ select pg_advisory_xact_lock(hashtextextended('payment:' || p_payment_intent, 0)) where p_payment_intent is not null $$;
alter function lock_payment(text) owner to assay_exchange;
create function lock_settlements(p_workspace uuid) returns void
language sql
as $$ select pg_advisory_xact_lock(hashtextextended('settlements:' || p_workspace, 0)) $$;
alter function lock_settlements(uuid) owner to assay_exchange;

-- Takes credits back out of a workspace's wallet as far as they are there: of this checkout's own grant first, then
-- paid ones, last bought first, promotional ones last. Returns how much that was.
create function take_back_credits(p_workspace uuid, p_checkout uuid, p_amount_hundredths bigint) returns bigint
language plpgsql
as $$
declare
  taken bigint := least(lock_wallet(p_workspace), p_amount_hundredths);
  moves grant_line[];
begin
  if taken <= 0 then return 0; end if;
  with queue as (
    select id, remaining_hundredths as here,
      sum(remaining_hundredths) over (order by (checkout_id is not distinct from p_checkout) desc, kind desc, id desc)
        - remaining_hundredths as before_it
    from credit_grants where workspace_id = p_workspace and remaining_hundredths > 0
  )
  select array_agg((id, -least(here, taken - before_it))::grant_line) into moves from queue where before_it < taken;
  perform post_transfer(uuidv7(), 'refund', p_workspace,
    array[(p_workspace, 'wallet', -taken), (null, 'issued', taken)]::ledger_line[], moves,
    p_subject => p_checkout, p_reason => 'Money went back');
  return taken;
end $$;
alter function take_back_credits(uuid, uuid, bigint) owner to assay_exchange;

-- Gives back credits that were taken for a checkout: the last taken first.
create function return_credits(p_workspace uuid, p_checkout uuid, p_amount_hundredths bigint) returns void
language plpgsql
as $$
declare
  open_hundredths bigint := p_amount_hundredths;
  taken record;
  moves grant_line[];
  amount bigint;
begin
  perform lock_wallet(p_workspace);
  for taken in
    select id from ledger_transfers where subject_id = p_checkout and kind = 'refund' order by id desc
  loop
    exit when open_hundredths = 0;
    with spent as (
      select m.grant_id, g.id, g.kind, g.checkout_id is not distinct from p_checkout as is_own,
        -m.amount_hundredths - coalesce((
          select sum(u.amount_hundredths) from grant_moves u where u.undoes = taken.id and u.grant_id = m.grant_id), 0) as here
      from grant_moves m join credit_grants g on g.id = m.grant_id where m.transfer_id = taken.id
    ), queue as (
      select grant_id, here, sum(here) over (order by is_own, kind, id) - here as before_it from spent where here > 0
    )
    select array_agg((grant_id, least(here, open_hundredths - before_it))::grant_line),
      sum(least(here, open_hundredths - before_it))
    into moves, amount from queue where before_it < open_hundredths;
    continue when amount is null;
    perform post_transfer(uuidv7(), 'refund_reversed', p_workspace,
      array[(p_workspace, 'wallet', amount), (null, 'issued', -amount)]::ledger_line[], moves,
      p_undoes => taken.id, p_subject => p_checkout, p_reason => 'Money came back');
    open_hundredths := open_hundredths - amount;
  end loop;
  if open_hundredths <> 0 then
    raise exception 'checkout % gives back % more than was taken', p_checkout, open_hundredths;
  end if;
end $$;
alter function return_credits(uuid, uuid, bigint) owner to assay_exchange;

create function issue_invoice(p_checkout checkouts) returns void
language plpgsql
as $$
declare next_number bigint;
begin
  update invoice_counters set last_number = last_number + 1 returning last_number into next_number;
  insert into invoices (number, workspace_id, checkout_id, workspace_name, package_name, credits_hundredths, amount_cents, currency)
  select next_number, w.id, p_checkout.id, w.name, p_checkout.package_name, p_checkout.credits_hundredths,
    p_checkout.amount_cents, p_checkout.currency
  from workspaces w where w.id = p_checkout.workspace_id;
end $$;
alter function issue_invoice(checkouts) owner to assay_exchange;

-- Freezes the wallet while the workspace owes credits, and says so once each way.
create function freeze_debtor(p_workspace uuid) returns void
language plpgsql
as $$
declare
  owes boolean := exists (select from checkouts where workspace_id = p_workspace and owed_hundredths > 0);
  is_frozen boolean := exists (
    select from wallet_controls where workspace_id = p_workspace and payment_frozen_at is not null);
begin
  if owes = is_frozen then return; end if;
  insert into wallet_controls (workspace_id, payment_frozen_at) values (p_workspace, case when owes then now() end)
  on conflict (workspace_id) do update set payment_frozen_at = excluded.payment_frozen_at, updated_at = now();
  perform guard_wallet(p_workspace);
  insert into events (workspace_id, type, payload)
  values (p_workspace, case when owes then 'wallet.frozen' else 'wallet.unfrozen' end, '{"by": "payment"}');
end $$;
alter function freeze_debtor(uuid) owner to assay_exchange;

-- Makes the ledger match what is known of a checkout: credits once for exactly what was asked, back in proportion to
-- the money that went back, what is spent already is owed. Whatever facts come in whatever order, the same follows.
-- Only under lock_settlements() of its workspace.
create function settle_checkout(p_checkout uuid) returns void
language plpgsql
as $$
declare
  c checkouts;
  old checkouts;
  debtor uuid;
  is_new boolean;
  back_cents bigint;
  target bigint;
  due bigint;
  part bigint;
begin
  select * into strict c from checkouts where id = p_checkout for no key update;
  old := c;
  update payment_claims set checkout_id = c.id
  where checkout_id is null and stripe_payment_intent = c.stripe_payment_intent;

  is_new := c.paid_at is not null and c.granted_at is null;
  if is_new then
    perform issue_credits('checkout', c.workspace_id, c.credits_hundredths, 'paid',
      c.package_name || ' package', null, c.actor_id, c.id);
    c.granted_at := now();
  end if;

  -- Money in another currency than we asked cannot be reckoned in ours: all of it counts, and the operator is told.
  select coalesce(sum(cents) filter (where kind = 'refund'), 0), coalesce(sum(cents) filter (where kind = 'dispute'), 0)
  into c.refunded_cents, c.disputed_cents
  from (
    select kind, case when currency = c.currency then amount_cents else c.amount_cents end as cents
    from payment_claims
    where checkout_id = c.id and amount_cents > 0
      and (kind = 'refund' or status in ('needs_response', 'under_review', 'lost'))
  ) claim;
  c.refunded_cents := least(c.refunded_cents, c.amount_cents);
  c.disputed_cents := least(c.disputed_cents, c.amount_cents);
  back_cents := least(c.refunded_cents + c.disputed_cents, c.amount_cents);
  target := case when c.granted_at is null then 0
    else (c.credits_hundredths * back_cents * 2 + c.amount_cents) / (c.amount_cents * 2) end;
  due := target - c.taken_hundredths - c.owed_hundredths - c.forgiven_hundredths;
  if due > 0 then
    c.owed_hundredths := c.owed_hundredths + due;
  elsif due < 0 then
    part := least(c.owed_hundredths, -due);
    c.owed_hundredths := c.owed_hundredths - part;
    due := due + part;
    part := least(c.forgiven_hundredths, -due);
    c.forgiven_hundredths := c.forgiven_hundredths - part;
    due := due + part;
    if due < 0 then
      perform return_credits(c.workspace_id, c.id, -due);
      c.taken_hundredths := c.taken_hundredths + due;
    end if;
  end if;
  if c.owed_hundredths > 0 then
    part := take_back_credits(c.workspace_id, c.id, c.owed_hundredths);
    c.taken_hundredths := c.taken_hundredths + part;
    c.owed_hundredths := c.owed_hundredths - part;
  end if;

  c.status := case
    when c.paid_at is not null and c.disputed_cents > 0 then 'disputed'
    when c.paid_at is not null and c.refunded_cents >= c.amount_cents then 'refunded'
    when c.paid_at is not null then 'paid'
    when c.failed_at is not null then 'failed'
    when c.expired_at is not null then 'expired'
    else 'open' end;
  if c is distinct from old then
    update checkouts set
      granted_at = c.granted_at, refunded_cents = c.refunded_cents, disputed_cents = c.disputed_cents,
      taken_hundredths = c.taken_hundredths, owed_hundredths = c.owed_hundredths,
      forgiven_hundredths = c.forgiven_hundredths, status = c.status
    where id = c.id;
  end if;
  if (c.status, c.refunded_cents, c.disputed_cents) is distinct from (old.status, old.refunded_cents, old.disputed_cents) then
    insert into events (workspace_id, type, payload)
    values (c.workspace_id, 'checkout.changed', jsonb_build_object('checkout_id', c.id, 'status', c.status));
  end if;
  if c.owed_hundredths > old.owed_hundredths then
    perform open_exception('credits_owed', c.id || ':' || target, c.workspace_id, jsonb_build_object(
      'checkout_id', c.id, 'owed', as_credits(c.owed_hundredths), 'options', jsonb_build_array('wait', 'forgive')));
  elsif c.owed_hundredths = 0 and old.owed_hundredths > 0 then
    update money_exceptions set resolved_at = now(), resolution = 'settled', note = 'Nothing is owed any more'
    where kind = 'credits_owed' and subject like c.id || ':%' and resolved_at is null;
  end if;
  -- Credits that came in pay what the workspace owes for others.
  if is_new then
    for debtor in
      select id from checkouts where workspace_id = c.workspace_id and owed_hundredths > 0 and id <> c.id order by id
    loop
      perform settle_checkout(debtor);
    end loop;
  end if;
  perform freeze_debtor(c.workspace_id);
  if is_new then
    if c.keeps_method then
      perform enqueue_job('credits.keep_payment_method', jsonb_build_object('checkout_id', c.id));
    end if;
    perform issue_invoice(c);
  end if;
end $$;
alter function settle_checkout(uuid) owner to assay_exchange;

-- Takes in what Stripe says of a payment and settles. `p_state` is paid, processing, failed, attempt_failed, expired.
-- `p_checkout` and `p_workspace` are what its metadata names. Answers what came of it.
create function take_in_payment(
  p_checkout uuid, p_workspace uuid, p_session text, p_payment_intent text, p_state text,
  p_amount_cents bigint, p_currency text, p_error text
) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  c checkouts;
  detail jsonb := jsonb_strip_nulls(jsonb_build_object('checkout_id', p_checkout, 'session', p_session,
    'payment_intent', p_payment_intent, 'state', p_state, 'amount_cents', p_amount_cents, 'currency', p_currency));
begin
  perform lock_payment(p_payment_intent);
  select * into c from checkouts where id = p_checkout and workspace_id = p_workspace;
  if not found or c.stripe_session_id <> p_session or c.stripe_payment_intent <> p_payment_intent then
    perform open_exception('foreign_payment', coalesce(p_session, p_payment_intent), c.workspace_id, detail);
    return 'not ours';
  end if;
  perform lock_settlements(c.workspace_id);
  if p_state = 'paid' and (p_amount_cents is distinct from c.amount_cents or p_currency is distinct from c.currency) then
    perform open_exception('other_amount', coalesce(p_session, p_payment_intent), c.workspace_id, detail
      || jsonb_build_object('asked_cents', c.amount_cents, 'asked_currency', c.currency));
    return 'other amount';
  end if;
  update checkouts set
    stripe_session_id = coalesce(stripe_session_id, p_session),
    stripe_payment_intent = coalesce(stripe_payment_intent, p_payment_intent),
    paid_at = coalesce(paid_at, case when p_state = 'paid' then now() end),
    processing_at = coalesce(processing_at, case when p_state = 'processing' then now() end),
    -- a person whose card is refused tries another one on the same page; a top-up does not
    failed_at = coalesce(failed_at,
      case when p_state = 'failed' or (p_state = 'attempt_failed' and kind = 'top_up') then now() end),
    expired_at = coalesce(expired_at, case when p_state = 'expired' then now() end),
    last_error = coalesce(p_error, last_error)
  where id = c.id returning * into c;
  if c.kind = 'top_up' and c.failed_at is not null and c.paid_at is null then
    update wallet_controls set top_up_enabled = false, updated_at = now(),
      top_up_off_reason = coalesce(c.last_error, 'The payment did not go through')
    where workspace_id = c.workspace_id and top_up_enabled;
  end if;
  perform settle_checkout(c.id);
  return 'applied';
end $$;
alter function take_in_payment(uuid, uuid, text, text, text, bigint, text, text) owner to assay_exchange;
grant execute on function take_in_payment(uuid, uuid, text, text, text, bigint, text, text) to assay_system;

-- Takes in what went back of a payment, or is disputed, and settles. A refund says how much in all went back of its
-- charge; a dispute has a status, and one with a higher rank stays. Answers what came of it.
create function take_in_claim(
  p_id text, p_kind text, p_payment_intent text, p_checkout uuid, p_amount_cents bigint, p_currency text,
  p_status text, p_rank int
) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare c checkouts;
begin
  perform lock_payment(p_payment_intent);
  insert into payment_claims as k (id, kind, stripe_payment_intent, amount_cents, currency, status, rank)
  values (p_id, p_kind, p_payment_intent, p_amount_cents, p_currency, p_status, p_rank)
  on conflict (id) do update set
    amount_cents = greatest(k.amount_cents, excluded.amount_cents),
    stripe_payment_intent = coalesce(k.stripe_payment_intent, excluded.stripe_payment_intent),
    status = case when excluded.rank > k.rank then excluded.status else k.status end,
    rank = greatest(k.rank, excluded.rank);
  select * into c from checkouts where stripe_payment_intent = p_payment_intent;
  if not found then
    -- its charge names the checkout, which has not heard of the payment yet
    select * into c from checkouts where id = p_checkout and stripe_payment_intent is null;
  end if;
  if not found then return 'waits for its payment'; end if;
  perform lock_settlements(c.workspace_id);
  update payment_claims set checkout_id = c.id where id = p_id and checkout_id is distinct from c.id;
  if p_currency <> c.currency then
    perform open_exception('claim_currency', p_id, c.workspace_id, jsonb_build_object(
      'checkout_id', c.id, 'amount_cents', p_amount_cents, 'currency', p_currency, 'asked_currency', c.currency));
  end if;
  perform settle_checkout(c.id);
  return 'applied';
end $$;
alter function take_in_claim(text, text, text, uuid, bigint, text, text, int) owner to assay_exchange;
grant execute on function take_in_claim(text, text, text, uuid, bigint, text, text, int) to assay_system;

-- The operator's list gets what a handler found strange.
create function report_exception(p_kind text, p_subject text, p_workspace uuid, p_detail jsonb) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$ select open_exception(p_kind, p_subject, p_workspace, p_detail) $$;
alter function report_exception(text, text, uuid, jsonb) owner to assay_exchange;
grant execute on function report_exception(text, text, uuid, jsonb) to assay_system;

-- Takes what a workspace owes from what its wallet holds by now.
create function collect_owed(p_workspace uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare debtor uuid;
begin
  perform lock_settlements(p_workspace);
  for debtor in select id from checkouts where workspace_id = p_workspace and owed_hundredths > 0 order by id loop
    perform settle_checkout(debtor);
  end loop;
end $$;
alter function collect_owed(uuid) owner to assay_exchange;
grant execute on function collect_owed(uuid) to assay_system;

-- The operator lets a workspace off what it owes for a checkout.
create function forgive_owed(p_operator uuid, p_checkout uuid, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare c checkouts;
begin
  if not exists (select from operators where user_id = p_operator) then
    perform raise_problem(403, 'forbidden', 'Only the operator can forgive what is owed.');
  end if;
  select * into c from checkouts where id = p_checkout;
  if not found then perform raise_problem(404, 'not_found', 'There is no such checkout.'); end if;
  perform lock_settlements(c.workspace_id);
  select * into c from checkouts where id = p_checkout for no key update;
  if c.owed_hundredths = 0 then perform raise_problem(409, 'conflict', 'Nothing is owed for this checkout.'); end if;
  update checkouts set forgiven_hundredths = forgiven_hundredths + owed_hundredths, owed_hundredths = 0 where id = c.id;
  update money_exceptions set resolved_at = now(), resolved_by = p_operator, resolution = 'forgiven', note = p_reason
  where kind = 'credits_owed' and subject like c.id || ':%' and resolved_at is null;
  insert into audit_log (actor_id, action, subject_kind, subject_id, about_workspace_id, before, after, reason)
  values (p_operator, 'credits.forgiven', 'checkout', c.id::text, c.workspace_id,
    jsonb_build_object('owed', as_credits(c.owed_hundredths)), '{"owed": 0}', p_reason);
  perform freeze_debtor(c.workspace_id);
end $$;
alter function forgive_owed(uuid, uuid, text) owner to assay_exchange;
grant execute on function forgive_owed(uuid, uuid, text) to assay_system;

-- ── Packages ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- The operator offers a package, or the next version of one (`p_package` is the version it follows); null credits
-- retire it. Returns the id of the new version.
create function change_credit_package(
  p_operator uuid, p_package uuid, p_name text, p_credits_hundredths bigint, p_price_cents int, p_reason text
) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  old credit_packages;
  new_id uuid;
begin
  if not exists (select from operators where user_id = p_operator) then
    perform raise_problem(403, 'forbidden', 'Only the operator can change packages.');
  end if;
  if p_package is not null then
    select * into old from credit_packages where id = p_package for update;
    if not found then perform raise_problem(404, 'not_found', 'There is no such package.'); end if;
    if old.retired_at is not null then
      perform raise_problem(409, 'conflict', 'This package has changed since you saw it.');
    end if;
    update credit_packages set retired_at = now(), retired_by = p_operator where id = p_package;
  end if;
  if p_credits_hundredths is not null then
    insert into credit_packages (line, version, name, credits_hundredths, price_cents, currency, created_by, reason)
    values (coalesce(old.line, uuidv7()), coalesce(old.version, 0) + 1, p_name, p_credits_hundredths, p_price_cents,
      (money_rules_at(now())).currency, p_operator, p_reason)
    returning id into new_id;
  end if;
  insert into audit_log (actor_id, action, subject_kind, subject_id, before, after, reason)
  select p_operator, case when old.id is null then 'package.added' when new_id is null then 'package.retired' else 'package.changed' end,
    'package', coalesce(old.line::text, (select line::text from credit_packages where id = new_id)),
    case when old.id is not null then jsonb_build_object(
      'name', old.name, 'credits', as_credits(old.credits_hundredths), 'price_cents', old.price_cents) end,
    case when new_id is not null then jsonb_build_object(
      'name', p_name, 'credits', as_credits(p_credits_hundredths), 'price_cents', p_price_cents) end,
    p_reason;
  return new_id;
end $$;
alter function change_credit_package(uuid, uuid, text, bigint, int, text) owner to assay_exchange;
grant execute on function change_credit_package(uuid, uuid, text, bigint, int, text) to assay_system;

-- ── What a workspace sets ──────────────────────────────────────────────────────────────────────────────────────────

-- From which balance on it wants to be told; null: not at all.
create function set_low_balance(p_hundredths bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform lock_wallet(current_workspace()); -- before its controls, as everywhere
  insert into wallet_controls (workspace_id, low_balance_hundredths) values (current_workspace(), p_hundredths)
  on conflict (workspace_id) do update set low_balance_hundredths = excluded.low_balance_hundredths, updated_at = now();
  perform guard_wallet(current_workspace());
end $$;
alter function set_low_balance(bigint) owner to assay_exchange;
grant execute on function set_low_balance(bigint) to assay_app;

-- Buys a package by itself when the balance falls below an amount, for at most so much a calendar month (UTC).
create function set_top_up(p_enabled boolean, p_package uuid, p_below_hundredths bigint, p_monthly_cap_cents bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  workspace uuid := current_workspace();
  wanted credit_packages;
  controls wallet_controls;
begin
  perform lock_wallet(workspace); -- before its controls, as everywhere
  insert into wallet_controls (workspace_id) values (workspace) on conflict do nothing;
  select * into controls from wallet_controls where workspace_id = workspace for update;
  if p_enabled then
    select * into wanted from credit_packages where id = p_package;
    if wanted.id is null then
      perform raise_problem(422, 'invalid_input', 'Choose a package.');
    elsif wanted.retired_at is not null then
      perform raise_problem(409, 'conflict', 'The price changed since you saw it. Look at the packages again.');
    elsif p_below_hundredths is null then
      perform raise_problem(422, 'invalid_input', 'Say below which balance to buy.');
    elsif p_monthly_cap_cents is null or p_monthly_cap_cents < wanted.price_cents then
      perform raise_problem(422, 'invalid_input', 'The monthly cap is less than one package costs.');
    elsif controls.stripe_payment_method_id is null then
      perform raise_problem(409, 'conflict', 'Buy once and keep the payment method first.');
    end if;
  end if;
  update wallet_controls set top_up_enabled = p_enabled, top_up_package_id = p_package,
    top_up_below_hundredths = p_below_hundredths, top_up_monthly_cap_cents = p_monthly_cap_cents,
    top_up_off_reason = null, updated_at = now()
  where workspace_id = workspace;
  perform guard_wallet(workspace);
  if p_enabled then
    perform enqueue_job('credits.top_up', jsonb_build_object('workspace_id', workspace), 'credits.top_up:' || workspace);
  end if;
end $$;
alter function set_top_up(boolean, uuid, bigint, bigint) owner to assay_exchange;
grant execute on function set_top_up(boolean, uuid, bigint, bigint) to assay_app;

-- The payment method a buyer left for later.
create function keep_payment_method(p_checkout uuid, p_method text, p_label text) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  insert into wallet_controls (workspace_id, stripe_payment_method_id, payment_method_label)
  select workspace_id, p_method, p_label from checkouts where id = p_checkout and keeps_method and paid_at is not null
  on conflict (workspace_id) do update set stripe_payment_method_id = excluded.stripe_payment_method_id,
    payment_method_label = excluded.payment_method_label, updated_at = now()
$$;
alter function keep_payment_method(uuid, text, text) owner to assay_exchange;
grant execute on function keep_payment_method(uuid, text, text) to assay_system;

-- A wallet with rules of its own that falls: tells once that it is low, and asks for a top-up. Wallets without cost
-- nothing but the comparison in the trigger.
create function watch_balance() returns trigger
language plpgsql
as $$
declare controls wallet_controls;
begin
  select * into controls from wallet_controls where workspace_id = new.workspace_id;
  if old.balance_hundredths >= controls.low_balance_hundredths and new.balance_hundredths < controls.low_balance_hundredths then
    insert into events (workspace_id, type, payload)
    values (new.workspace_id, 'credits.low', jsonb_build_object('balance', as_credits(new.balance_hundredths)));
  end if;
  if controls.top_up_enabled and new.balance_hundredths < controls.top_up_below_hundredths then
    perform enqueue_job('credits.top_up', jsonb_build_object('workspace_id', new.workspace_id),
      'credits.top_up:' || new.workspace_id);
  end if;
  return null;
end $$;
alter function watch_balance() owner to assay_exchange;
create trigger ledger_accounts_watch after update of balance_hundredths on ledger_accounts
  for each row when (new.guarded and new.kind = 'wallet' and new.balance_hundredths is distinct from old.balance_hundredths)
  execute function watch_balance();

-- Begins a top-up of a workspace, or finds the one a crash left before Stripe answered; null when none is due.
-- The row commits before Stripe is asked to charge.
create function open_top_up(p_workspace uuid) returns checkouts
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  controls wallet_controls;
  wanted credit_packages;
  c checkouts;
  charged bigint;
begin
  select * into controls from wallet_controls where workspace_id = p_workspace for update;
  select * into c from checkouts where workspace_id = p_workspace and kind = 'top_up' and status = 'open';
  if found then
    if c.stripe_payment_intent is null then return c; end if;
    return null;
  end if;
  if not coalesce(controls.top_up_enabled, false) or controls.payment_frozen_at is not null
    or controls.frozen_at is not null then return null; end if;
  if (select balance_hundredths from ledger_accounts where workspace_id = p_workspace and kind = 'wallet')
    >= controls.top_up_below_hundredths then return null; end if;
  select * into wanted from credit_packages where id = controls.top_up_package_id;
  if wanted.retired_at is not null then
    update wallet_controls set top_up_enabled = false, updated_at = now(),
      top_up_off_reason = 'The price of the package changed. Choose one again.' where workspace_id = p_workspace;
    return null;
  end if;
  select coalesce(sum(amount_cents), 0) into charged from checkouts
  where workspace_id = p_workspace and kind = 'top_up' and status not in ('failed', 'expired')
    and created_at >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC';
  if charged + wanted.price_cents > controls.top_up_monthly_cap_cents then return null; end if;
  insert into checkouts (workspace_id, kind, package_id, package_name, credits_hundredths, amount_cents, currency, expires_at)
  values (p_workspace, 'top_up', wanted.id, wanted.name, wanted.credits_hundredths, wanted.price_cents, wanted.currency,
    now() + interval '20 hours')
  returning * into c;
  return c;
end $$;
alter function open_top_up(uuid) owner to assay_exchange;
grant execute on function open_top_up(uuid) to assay_system;

-- ── Sweeps ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Open checkouts that Stripe should be asked about now, marked as asked: past their end, or this one if it was not
-- asked about in the last seconds.
create function checkouts_to_ask(p_checkout uuid, p_limit int) returns setof checkouts
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update checkouts set asked_at = now()
  where id in (
    select id from checkouts
    where status = 'open' and case
      when p_checkout is not null then id = p_checkout and coalesce(asked_at < now() - interval '5 seconds', true)
      else expires_at < now() and coalesce(asked_at < now() - interval '1 hour', true) end
    order by expires_at limit p_limit for update skip locked)
  returning *
$$;
alter function checkouts_to_ask(uuid, int) owner to assay_exchange;
grant execute on function checkouts_to_ask(uuid, int) to assay_system;

-- Announces grants that end within a week, once each: an event per workspace. Returns what to write to its owners.
create function announce_expiring_grants(p_limit int)
returns table (workspace_id uuid, workspace_name text, emails text[], credits numeric, first_expires_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  with due as (
    select id from credit_grants
    where expires_at > now() and expires_at <= now() + interval '7 days' and announced_at is null and remaining_hundredths > 0
    order by expires_at limit p_limit for no key update skip locked
  ), announced as (
    update credit_grants g set announced_at = now() from due where g.id = due.id
    returning g.workspace_id, g.id, g.remaining_hundredths, g.expires_at
  ), told as (
    select workspace_id, sum(remaining_hundredths)::bigint as hundredths, min(expires_at) as first_expires_at,
      array_agg(id) as grants
    from announced group by workspace_id
  ), said as (
    insert into events (workspace_id, type, payload)
    select workspace_id, 'credits.expiring', jsonb_build_object(
      'credits', as_credits(hundredths), 'expires_at', first_expires_at, 'grant_ids', grants) from told
  )
  select t.workspace_id, w.name, array(
      select u.email from members m join auth."user" u on u.id = m.user_id
      where m.workspace_id = t.workspace_id and m.role = 'owner'),
    as_credits(t.hundredths), t.first_expires_at
  from told t join workspaces w on w.id = t.workspace_id;
end $$;
alter function announce_expiring_grants(int) owner to assay_exchange;
grant execute on function announce_expiring_grants(int) to assay_system;
