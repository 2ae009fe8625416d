-- The operator's money desk: sums by day, the daily comparison with Stripe, decisions about exceptions, rules and
-- packages by version. Whatever an operator does leaves a line in the audit log, in the same transaction.

create function require_operator(p_person uuid) returns void
language plpgsql
as $$
begin
  if not exists (select from operators where user_id = p_person) then
    perform raise_problem(403, 'forbidden', 'Only an operator may do this.');
  end if;
end $$;
alter function require_operator(uuid) owner to assay_exchange;

create function require_reason(p_reason text, p_path text) returns void
language plpgsql
as $$
begin
  if coalesce(trim(p_reason), '') = '' then
    perform raise_problem(422, 'invalid_input', 'Say why.', jsonb_build_object(
      'errors', jsonb_build_array(jsonb_build_object('path', p_path, 'message', 'Say why'))));
  end if;
end $$;
alter function require_reason(text, text) owner to assay_exchange;

-- A sum that stays a number: exact, refuses to overflow, and takes eight bytes for a group where sum(bigint) takes a
-- hundred. Verifying the ledger keeps millions of them.
create aggregate sum_exact(bigint) (sfunc = int8pl, stype = bigint, combinefunc = int8pl, parallel = safe);
grant execute on function sum_exact(bigint) to assay_system, assay_exchange;

-- ── Sums by day ────────────────────────────────────────────────────────────────────────────────────────────────────

-- What moved on each day (UTC) that is over, by kind of transfer and account: the money page adds up these and the
-- entries since, and not millions of entries. They can be made again from the entries at any time.
create table ledger_days (
  day date not null,
  transfer_kind text not null,
  account text not null,
  entries bigint not null,
  amount_hundredths bigint not null,
  primary key (day, transfer_kind, account)
);
alter table ledger_days enable row level security;
alter table ledger_days force row level security;
create policy everything on ledger_days for select to assay_system using (true);
create policy definer on ledger_days to assay_exchange using (true) with check (true);
grant select on ledger_days to assay_system;
grant select, insert, delete on ledger_days to assay_exchange;

create index ledger_entries_age on ledger_entries using brin (created_at);
-- Purchases are nearly all there is; the others are found by kind.
create index ledger_transfers_kind on ledger_transfers (kind, id) where kind <> 'purchase';

-- Sums up the days that are over and not summed up yet, and once more the two before, for what committed late.
create function sum_up_ledger_days() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  first_day date;
  -- a transaction that began before midnight has an hour to end
  until date := (now() at time zone 'UTC' - interval '1 hour')::date;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('ledger_days', 0)) then return; end if;
  first_day := coalesce((select max(day) - 1 from ledger_days), '-infinity');
  delete from ledger_days where day >= first_day;
  insert into ledger_days (day, transfer_kind, account, entries, amount_hundredths)
  select (e.created_at at time zone 'UTC')::date, t.kind, a.kind, count(*), sum(e.amount_hundredths)
  from ledger_entries e
  join ledger_transfers t on t.id = e.transfer_id
  join ledger_accounts a on a.id = e.account_id
  where e.created_at >= first_day::timestamp at time zone 'UTC' and e.created_at < until::timestamp at time zone 'UTC'
  group by 1, 2, 3;
end $$;
alter function sum_up_ledger_days() owner to assay_exchange;
grant execute on function sum_up_ledger_days() to assay_system;

-- ── Reconciliation ─────────────────────────────────────────────────────────────────────────────────────────────────

-- How a day (UTC) of the ledger compares with Stripe, as last looked at.
create table reconciliations (
  day date primary key,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  runs int not null default 0,
  -- until when it looked: a day that is not over is looked at again
  looked_until timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  -- why Stripe could not be asked
  error text,
  -- how many of each were compared
  counts jsonb not null default '{}'
);
create table reconciliation_differences (
  kind text not null,
  -- the charge, checkout, dispute, transfer or payout
  subject text not null,
  day date not null references reconciliations (day),
  about_workspace_id uuid,
  detail jsonb not null,
  found_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  -- when a later look did not find it any more
  mended_at timestamptz,
  primary key (kind, subject)
);
create index reconciliation_differences_day on reconciliation_differences (day);
create index reconciliation_differences_open on reconciliation_differences (day) where mended_at is null;

do $$
declare t text;
begin
  foreach t in array array['reconciliations', 'reconciliation_differences'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to assay_system', t);
  end loop;
end $$;
create index money_exceptions_kind on money_exceptions (kind, id);
create index audit_log_actor on audit_log (actor_id, id);
create index checkouts_granted on checkouts (granted_at) where granted_at is not null;
create index payouts_paid on payouts (paid_at) where paid_at is not null;

-- ── Exceptions ─────────────────────────────────────────────────────────────────────────────────────────────────────

-- How an exception of a kind can be decided. `note` closes it and moves nothing.
create function exception_actions(p_kind text) returns text[]
language sql immutable
as $$
  select case p_kind
    when 'credits_owed' then array['collect', 'forgive', 'keep']
    when 'other_amount' then array['grant', 'note']
    else array['note'] end
$$;
alter function exception_actions(text) owner to assay_exchange;
grant execute on function exception_actions(text) to assay_system;

-- Grants for what was really paid, in proportion to what was asked: from then on the checkout asks for that, so that
-- its invoice and any refund of it add up. Returns the credits.
create function grant_paid_amount(p_exception money_exceptions) returns bigint
language plpgsql
as $$
declare
  c checkouts;
  paid bigint := (p_exception.detail ->> 'amount_cents')::bigint;
  credits bigint;
begin
  perform lock_payment(p_exception.detail ->> 'payment_intent');
  select * into c from checkouts where id = (p_exception.detail ->> 'checkout_id')::uuid;
  if not found then perform raise_problem(404, 'not_found', 'There is no such checkout.'); end if;
  perform lock_settlements(c.workspace_id);
  select * into c from checkouts where id = c.id for no key update;
  if c.paid_at is not null then
    perform raise_problem(409, 'conflict', 'This checkout was paid by now and its credits were granted.');
  end if;
  if p_exception.detail ->> 'currency' is distinct from c.currency then
    perform raise_problem(409, 'conflict',
      'It was paid in another currency than asked, so what it is worth is for you to say: grant credits to the workspace, or refund it at Stripe, and close this with a note.');
  end if;
  credits := (c.credits_hundredths * paid * 2 + c.amount_cents) / (c.amount_cents * 2);
  if coalesce(credits, 0) <= 0 then perform raise_problem(409, 'conflict', 'Nothing was paid.'); end if;
  update checkouts set
    amount_cents = paid, credits_hundredths = credits, paid_at = now(),
    stripe_session_id = coalesce(stripe_session_id, p_exception.detail ->> 'session'),
    stripe_payment_intent = coalesce(stripe_payment_intent, p_exception.detail ->> 'payment_intent')
  where id = c.id;
  perform settle_checkout(c.id);
  -- the session and its payment both told of it
  update money_exceptions set resolved_at = now(), resolution = 'grant', note = 'Granted with another one of this payment'
  where kind = 'other_amount' and detail ->> 'checkout_id' = c.id::text and id <> p_exception.id and resolved_at is null;
  return credits;
end $$;
alter function grant_paid_amount(money_exceptions) owner to assay_exchange;

-- The operator decides about an exception: `note` and `keep` close it as it is; `collect` takes what is owed as far as
-- the wallet has it; `forgive` lets the workspace off; `grant` gives what was paid for. Returns { resolved, owed }.
-- Locks as settling does, so what is decided by now is asked before and after.
create function decide_exception(p_operator uuid, p_exception uuid, p_action text, p_note text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  it money_exceptions;
  checkout uuid;
  owed_before bigint;
  owed bigint;
  granted bigint;
begin
  perform require_operator(p_operator);
  perform require_reason(p_note, 'note');
  select * into it from money_exceptions where id = p_exception;
  if not found then perform raise_problem(404, 'not_found', 'There is no such exception.'); end if;
  if it.resolved_at is not null then perform raise_problem(409, 'conflict', 'This exception is resolved already.'); end if;
  if not p_action = any (exception_actions(it.kind)) then
    perform raise_problem(409, 'conflict', 'This exception cannot be decided like that.',
      jsonb_build_object('actions', to_jsonb(exception_actions(it.kind))));
  end if;

  if it.kind = 'credits_owed' then
    checkout := (it.detail ->> 'checkout_id')::uuid;
    select owed_hundredths into owed_before from checkouts where id = checkout;
    if p_action = 'collect' then
      perform collect_owed(it.about_workspace_id);
    elsif p_action = 'forgive' then
      perform forgive_owed(p_operator, checkout, p_note);
    end if;
    select owed_hundredths into owed from checkouts where id = checkout;
  elsif p_action = 'grant' then
    granted := grant_paid_amount(it);
  end if;

  if p_action <> 'collect' or coalesce(owed, 0) = 0 then
    update money_exceptions set resolved_at = coalesce(resolved_at, now()), resolved_by = p_operator,
      resolution = p_action, note = p_note
    where id = it.id and (resolved_at is null or p_action in ('collect', 'forgive'));
    if not found then perform raise_problem(409, 'conflict', 'This exception is resolved already.'); end if;
  end if;
  -- forgive_owed() wrote its own line
  if p_action <> 'forgive' then
    insert into audit_log (actor_id, action, subject_kind, subject_id, about_workspace_id, before, after, reason)
    values (p_operator, 'exception.' || p_action, 'exception', it.id::text, it.about_workspace_id,
      jsonb_strip_nulls(jsonb_build_object('kind', it.kind, 'subject', it.subject, 'owed', as_credits(owed_before))),
      jsonb_strip_nulls(jsonb_build_object('resolved', p_action <> 'collect' or coalesce(owed, 0) = 0,
        'owed', as_credits(owed), 'granted', as_credits(granted))), p_note);
  end if;
  return jsonb_build_object('resolved', p_action <> 'collect' or coalesce(owed, 0) = 0, 'owed', as_credits(coalesce(owed, 0)));
end $$;
alter function decide_exception(uuid, uuid, text, text) owner to assay_exchange;
grant execute on function decide_exception(uuid, uuid, text, text) to assay_system;

-- ── Rules ──────────────────────────────────────────────────────────────────────────────────────────────────────────

-- What both kinds of rules ask of a next version: it follows the one that was seen, and never reaches back. Returns
-- when it begins.
create function rule_begins(p_last_version int, p_last_effective_at timestamptz, p_seen_version int, p_effective_at timestamptz)
returns timestamptz
language plpgsql
as $$
declare begins timestamptz := greatest(coalesce(p_effective_at, now()), now());
begin
  if p_seen_version <> p_last_version then
    perform raise_problem(409, 'conflict', 'These rules have changed since you saw them.', jsonb_build_object('version', p_last_version));
  end if;
  if p_effective_at < now() - interval '5 minutes' then
    perform raise_problem(422, 'invalid_input', 'Rules cannot reach back.',
      '{"errors": [{"path": "effective_at", "message": "Rules cannot reach back: choose a time to come"}]}');
  end if;
  if begins < p_last_effective_at then
    perform raise_problem(422, 'invalid_input', 'A version cannot begin before the one it follows.', jsonb_build_object(
      'errors', jsonb_build_array(jsonb_build_object('path', 'effective_at', 'message',
        format('Version %s begins on %s; the next one cannot begin before it', p_last_version,
          to_char(p_last_effective_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'))))));
  end if;
  return begins;
end $$;
alter function rule_begins(int, timestamptz, int, timestamptz) owner to assay_exchange;

create function refuse_short_holdback(p_holdback_days int, p_return_days int) returns void
language plpgsql
as $$
begin
  if p_holdback_days < p_return_days then
    perform raise_problem(422, 'invalid_input', format(
      'Earnings would be paid out after %s days, while a lead can be returned for %s. Hold them back at least as long.',
      p_holdback_days, p_return_days));
  end if;
end $$;
alter function refuse_short_holdback(int, int) owner to assay_exchange;

-- The next version of how money is handled. `p_rules` names what changes. Returns its version.
create function set_money_rules(p_operator uuid, p_seen_version int, p_rules jsonb, p_effective_at timestamptz, p_reason text)
returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  old money_rules;
  new money_rules;
begin
  perform require_operator(p_operator);
  perform require_reason(p_reason, 'reason');
  perform pg_advisory_xact_lock(hashtextextended('rules', 0));
  select * into old from money_rules order by version desc limit 1;
  new := jsonb_populate_record(old, p_rules);
  if new = old then perform raise_problem(422, 'invalid_input', 'Nothing would change.'); end if;
  if new.currency <> old.currency and (exists (select from checkouts) or exists (select from payouts)) then
    perform raise_problem(409, 'conflict', 'The currency stays: money was taken or paid out in it.');
  end if;
  new.effective_at := rule_begins(old.version, old.effective_at, p_seen_version, p_effective_at);
  new.version := old.version + 1;
  new.set_by := p_operator;
  new.reason := p_reason;
  perform refuse_short_holdback((select holdback_days from commission_rules order by version desc limit 1), new.return_days);
  insert into money_rules select new.*;
  insert into audit_log (actor_id, action, subject_kind, subject_id, before, after, reason)
  values (p_operator, 'money_rules.changed', 'money_rules', new.version::text,
    to_jsonb(old) - '{set_by,reason}'::text[], to_jsonb(new) - '{set_by,reason}'::text[], p_reason);
  return new.version;
end $$;
alter function set_money_rules(uuid, int, jsonb, timestamptz, text) owner to assay_exchange;
grant execute on function set_money_rules(uuid, int, jsonb, timestamptz, text) to assay_system;

-- The next version of what partners earn; they are told. Sales keep the rule they were made under.
create function set_commission_rules(p_operator uuid, p_seen_version int, p_rules jsonb, p_effective_at timestamptz, p_reason text)
returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  old commission_rules;
  new commission_rules;
begin
  perform require_operator(p_operator);
  perform require_reason(p_reason, 'reason');
  perform pg_advisory_xact_lock(hashtextextended('rules', 0));
  select * into old from commission_rules order by version desc limit 1;
  new := jsonb_populate_record(old, p_rules);
  if new = old then perform raise_problem(422, 'invalid_input', 'Nothing would change.'); end if;
  new.effective_at := rule_begins(old.version, old.effective_at, p_seen_version, p_effective_at);
  new.version := old.version + 1;
  new.set_by := p_operator;
  new.reason := p_reason;
  perform refuse_short_holdback(new.holdback_days, (select return_days from money_rules order by version desc limit 1));
  insert into commission_rules select new.*;
  insert into events (workspace_id, type, payload)
  select workspace_id, 'commission.changed', jsonb_build_object('version', new.version, 'effective_at', new.effective_at)
  from partners where status = 'approved';
  insert into audit_log (actor_id, action, subject_kind, subject_id, before, after, reason)
  values (p_operator, 'commission_rules.changed', 'commission_rules', new.version::text,
    to_jsonb(old) - '{set_by,reason}'::text[], to_jsonb(new) - '{set_by,reason}'::text[], p_reason);
  return new.version;
end $$;
alter function set_commission_rules(uuid, int, jsonb, timestamptz, text) owner to assay_exchange;
grant execute on function set_commission_rules(uuid, int, jsonb, timestamptz, text) to assay_system;

-- ── Packages ───────────────────────────────────────────────────────────────────────────────────────────────────────

-- Where a package stands among the others: a version stands where the one before it stood, a new one last.
alter table credit_packages add column position int;
update credit_packages p set position = o.n
from (select id, row_number() over (order by price_cents, line) as n from credit_packages) o where o.id = p.id;
alter table credit_packages alter column position set not null;
create function place_package() returns trigger
language plpgsql
as $$
begin
  new.position := coalesce(new.position,
    (select position from credit_packages where line = new.line order by version desc limit 1),
    (select coalesce(max(position), 0) + 1 from credit_packages));
  return new;
end $$;
alter function place_package() owner to assay_exchange;
create trigger credit_packages_place before insert on credit_packages
  for each row execute function place_package();

-- The operator puts the packages on offer in an order: all of them, each once.
create function order_credit_packages(p_operator uuid, p_packages uuid[], p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare before uuid[];
begin
  perform require_operator(p_operator);
  perform pg_advisory_xact_lock(hashtextextended('packages', 0));
  before := array(select id from credit_packages where retired_at is null order by position, id);
  if cardinality(p_packages) <> cardinality(before) or not (p_packages @> before) then
    perform raise_problem(409, 'conflict', 'The packages have changed since you saw them.');
  end if;
  update credit_packages p set position = o.n from unnest(p_packages) with ordinality o (id, n) where p.id = o.id;
  insert into audit_log (actor_id, action, subject_kind, subject_id, before, after, reason)
  select p_operator, 'packages.ordered', 'packages', 'all',
    (select jsonb_agg(p.name order by o.n) from unnest(before) with ordinality o (id, n) join credit_packages p on p.id = o.id),
    (select jsonb_agg(p.name order by o.n) from unnest(p_packages) with ordinality o (id, n) join credit_packages p on p.id = o.id),
    p_reason;
end $$;
alter function order_credit_packages(uuid, uuid[], text) owner to assay_exchange;
grant execute on function order_credit_packages(uuid, uuid[], text) to assay_system;

-- ── What operators did before there was a log ──────────────────────────────────────────────────────────────────────

create or replace function decide_partner(p_operator uuid, p_workspace uuid, p_status text, p_reason text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare before text;
begin
  if not exists (select from operators where user_id = p_operator) then
    perform raise_problem(403, 'forbidden', 'Only the operator decides about partners.');
  end if;
  if p_status is null or p_status not in ('approved', 'suspended') then
    perform raise_problem(422, 'invalid_input', 'A partner is approved or suspended.');
  end if;
  select status into before from partners where workspace_id = p_workspace for update;
  if not found then
    perform raise_problem(404, 'not_found', 'This workspace has not applied as a partner.');
  end if;
  update partners set status = p_status, decided_by = p_operator, decided_at = now(), reason = p_reason
  where workspace_id = p_workspace;
  perform open_account(p_workspace, 'earning');
  perform from listings where workspace_id = p_workspace and status in ('active', 'suspended') order by id for no key update;
  update listings set status = case when p_status = 'suspended' then 'suspended' else 'active' end
  where workspace_id = p_workspace and status = case when p_status = 'suspended' then 'active' else 'suspended' end;
  insert into events (workspace_id, type, payload)
  values (p_workspace, 'partner.decided', jsonb_build_object('status', p_status));
  insert into audit_log (actor_id, action, subject_kind, subject_id, about_workspace_id, before, after, reason)
  values (p_operator, 'partner.' || p_status, 'partner', p_workspace::text, p_workspace,
    jsonb_build_object('status', before), jsonb_build_object('status', p_status), p_reason);
  return p_status;
end $$;

create or replace function claim_operator(wanted_hash bytea, person uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update operator_claims set claimed_at = now(), claimed_by = person
  where token_hash = wanted_hash and claimed_at is null and created_at > now() - interval '7 days'
    and not exists (select from operators);
  if not found then
    perform raise_problem(404, 'not_found', 'This token is wrong, was used already, or is too old.');
  end if;
  insert into operators (user_id) values (person);
  insert into audit_log (actor_id, action, subject_kind, subject_id, after, reason)
  values (person, 'operator.claimed', 'operator', person::text, '{"operator": true}', 'With the token the server printed');
end $$;
