-- Credits come in grants: paid, promotional, adjustments, each with its reason and perhaps a date. A wallet holds what
-- remains of its grants, and every movement says of which. Also here: the rules of money by version, the operator's
-- log and list of exceptions, and what a workspace sets for its own wallet.

-- Accounts and transfers of what follows. A partner's `payout` is on its way to it; `paid_out` has left.
alter table ledger_accounts drop constraint ledger_accounts_kind;
alter table ledger_accounts add constraint ledger_accounts_kind check (case
  when workspace_id is null then kind in ('issued', 'revenue', 'expired', 'paid_out') and balance_hundredths is null
  when balance_hundredths is null then kind in ('earning', 'payout')
  else kind in ('wallet', 'held') end);
insert into ledger_accounts (kind) values ('expired'), ('paid_out');

-- Whether a wallet has rules of its own, see wallet_controls; a purchase reads it with the balance.
alter table ledger_accounts add column guarded boolean not null default false;

alter table ledger_transfers drop constraint ledger_transfers_kind_check;
alter table ledger_transfers add constraint ledger_transfers_kind_check check (kind in (
  'grant', 'checkout', 'refund', 'refund_reversed', 'expiry', 'purchase', 'hold', 'release', 'return',
  'payout', 'payout_paid', 'payout_failed', 'payout_reversed'));
-- What it is about: the checkout, grant, quote, return or payout.
alter table ledger_transfers add column subject_id uuid;
-- What happens to a thing at most once.
create unique index ledger_transfers_once on ledger_transfers (subject_id, kind)
  where kind in ('checkout', 'hold', 'release', 'return', 'payout', 'payout_paid', 'payout_failed', 'payout_reversed');

-- In the order they are spent.
create type grant_kind as enum ('promotional', 'adjustment', 'paid');

create table credit_grants (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null,
  kind grant_kind not null,
  amount_hundredths bigint not null,
  -- the sum of its movements
  remaining_hundredths bigint not null default 0,
  reason text not null,
  expires_at timestamptz,
  -- when its end was announced
  announced_at timestamptz,
  -- the operator who gave it; null when it was paid for
  actor_id uuid,
  -- what was paid
  checkout_id uuid unique,
  created_at timestamptz not null default now(),
  constraint credit_grants_remaining check (remaining_hundredths between 0 and amount_hundredths)
) with (fillfactor = 70);
create index credit_grants_spending on credit_grants (workspace_id, kind, expires_at, id);
create index credit_grants_expiry on credit_grants (expires_at) where expires_at is not null;

create table grant_moves (
  transfer_id uuid not null,
  grant_id uuid not null,
  workspace_id uuid not null,
  amount_hundredths bigint not null,
  -- the transfer whose spending this gives back
  undoes uuid,
  primary key (transfer_id, grant_id)
);
create index grant_moves_grant on grant_moves (grant_id);
create index grant_moves_undoes on grant_moves (undoes) where undoes is not null;
create trigger grant_moves_append_only before update or delete or truncate on grant_moves
  for each statement execute function ledger_refuse_change();

-- How money is handled, by version: a version is never changed, the next one follows it.
create table money_rules (
  version int primary key,
  currency text not null check (currency ~ '^[a-z]{3}$'),
  -- what a credit earned is worth
  payout_cents_per_credit int not null check (payout_cents_per_credit > 0),
  payout_minimum_cents int not null check (payout_minimum_cents >= 0),
  return_days int not null check (return_days >= 0),
  -- of the items bought in so many days, how many may be returned
  return_limit_percent int not null check (return_limit_percent between 0 and 100),
  return_limit_days int not null check (return_limit_days > 0),
  return_answer_hours int not null check (return_answer_hours > 0),
  quote_minutes int not null check (quote_minutes between 1 and 1440),
  effective_at timestamptz not null default now(),
  set_by uuid,
  reason text not null
);
insert into money_rules values (1, 'usd', 30, 5000, 7, 20, 30, 72, 10, '2020-01-01', null, 'As installed');
alter table commission_rules add column set_by uuid, add column reason text;

-- Every operator action: who, what, before, after, why.
create table audit_log (
  id uuid primary key default uuidv7(),
  actor_id uuid not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  about_workspace_id uuid,
  before jsonb,
  after jsonb,
  reason text,
  created_at timestamptz not null default now()
);
create index audit_log_workspace on audit_log (about_workspace_id, id);
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function ledger_refuse_change();

-- What money did that nobody expected; the operator decides.
create table money_exceptions (
  id uuid primary key default uuidv7(),
  kind text not null,
  -- the Stripe event, checkout, payout … it is about; one exception of a kind for each
  subject text not null,
  about_workspace_id uuid,
  detail jsonb not null default '{}',
  opened_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by uuid,
  resolution text,
  note text,
  unique (kind, subject),
  check ((resolved_at is null) = (resolution is null))
);
create index money_exceptions_open on money_exceptions (id) where resolved_at is null;

-- What a workspace sets for its wallet, and how it pays.
create table wallet_controls (
  workspace_id uuid primary key references workspaces (id),
  -- the freeze switch of its members
  frozen_at timestamptz,
  frozen_by uuid,
  frozen_reason text,
  -- a refund or dispute took back more than was left
  payment_frozen_at timestamptz,
  -- spent in a calendar month (UTC)
  monthly_cap_hundredths bigint check (monthly_cap_hundredths >= 0),
  -- an order above this asks to be confirmed
  confirm_above_hundredths bigint check (confirm_above_hundredths >= 0),
  low_balance_hundredths bigint check (low_balance_hundredths >= 0),
  top_up_package_id uuid,
  top_up_below_hundredths bigint check (top_up_below_hundredths >= 0),
  top_up_monthly_cap_cents bigint check (top_up_monthly_cap_cents >= 0),
  -- why it is off though it is set up
  top_up_off_reason text,
  top_up_enabled boolean not null default false,
  stripe_customer_id text,
  stripe_payment_method_id text,
  payment_method_label text,
  updated_at timestamptz not null default now(),
  check (not top_up_enabled or (top_up_package_id is not null and top_up_below_hundredths is not null
    and top_up_monthly_cap_cents is not null and stripe_payment_method_id is not null))
);
create table member_controls (
  workspace_id uuid not null references workspaces (id),
  user_id uuid not null,
  frozen boolean not null default false,
  monthly_cap_hundredths bigint check (monthly_cap_hundredths >= 0),
  confirm_above_hundredths bigint check (confirm_above_hundredths >= 0),
  primary key (workspace_id, user_id)
);

do $$
declare t text;
begin
  foreach t in array array['credit_grants', 'grant_moves', 'wallet_controls', 'member_controls'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I for select to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I for select to assay_system using (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_app, assay_system', t);
    execute format('grant select, insert on %I to assay_exchange', t);
  end loop;
  foreach t in array array['audit_log', 'money_exceptions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select, insert on %I to assay_system, assay_exchange', t);
  end loop;
end $$;
grant update on credit_grants, wallet_controls, member_controls, money_exceptions to assay_exchange;
grant delete on member_controls to assay_exchange;
grant update on money_exceptions to assay_system;
grant select on money_rules to assay_app, assay_system, assay_exchange;
grant insert on money_rules, commission_rules to assay_exchange;

-- How an item goes on after its sale: a return under way holds its earning back, an accepted one reverses it and may
-- have offered the listing again; a payout takes it up.
alter table order_items
  add column return_open boolean not null default false,
  add column returned_at timestamptz,
  add column relisted boolean not null default false,
  add column payout_id uuid,
  add constraint order_items_settled_once check (payout_id is null or (returned_at is null and not return_open));

-- The rules in force at a time.
create function money_rules_at(p_at timestamptz) returns money_rules
language sql stable
as $$ select r from money_rules r where effective_at <= p_at order by version desc limit 1 $$;
grant execute on function money_rules_at(timestamptz) to assay_app, assay_system, assay_exchange;

create function open_exception(p_kind text, p_subject text, p_workspace uuid, p_detail jsonb) returns void
language sql
as $$
  insert into money_exceptions (kind, subject, about_workspace_id, detail) values (p_kind, p_subject, p_workspace, p_detail)
  on conflict (kind, subject) do nothing
$$;
alter function open_exception(text, text, uuid, jsonb) owner to assay_exchange;

create or replace function open_account(p_workspace uuid, p_kind text) returns uuid
language plpgsql
as $$
declare account uuid;
begin
  select id into account from ledger_accounts where workspace_id is not distinct from p_workspace and kind = p_kind;
  if found then return account; end if;
  insert into ledger_accounts (workspace_id, kind, balance_hundredths, guarded)
  values (p_workspace, p_kind, case when p_kind in ('wallet', 'held') then 0 end,
    p_kind = 'wallet' and (
      exists (select from wallet_controls where workspace_id = p_workspace)
      or exists (select from member_controls where workspace_id = p_workspace)))
  on conflict do nothing;
  select id into strict account from ledger_accounts
  where workspace_id is not distinct from p_workspace and kind = p_kind;
  return account;
end $$;

-- Spends grants of a workspace for a transfer, soonest to expire first within each kind. The wallet is locked.
create function spend_grants(p_workspace uuid, p_transfer uuid, p_amount_hundredths bigint) returns void
language plpgsql
as $$
declare spent bigint;
begin
  -- nearly always one grant covers it
  with taken as (
    update credit_grants set remaining_hundredths = remaining_hundredths - p_amount_hundredths
    where id = (
        select id from credit_grants where workspace_id = p_workspace and remaining_hundredths > 0
        order by kind, expires_at, id limit 1)
      and remaining_hundredths >= p_amount_hundredths
    returning id
  )
  insert into grant_moves (transfer_id, grant_id, workspace_id, amount_hundredths)
  select p_transfer, id, p_workspace, -p_amount_hundredths from taken;
  if found then return; end if;

  with queue as (
    select id, remaining_hundredths as here,
      sum(remaining_hundredths) over (order by kind, expires_at, id) - remaining_hundredths as before_it
    from credit_grants where workspace_id = p_workspace and remaining_hundredths > 0
  ), taken as (
    update credit_grants g
    set remaining_hundredths = g.remaining_hundredths - least(q.here, p_amount_hundredths - q.before_it)
    from queue q where g.id = q.id and q.before_it < p_amount_hundredths
    returning g.id, least(q.here, p_amount_hundredths - q.before_it) as amount
  ), moved as (
    insert into grant_moves (transfer_id, grant_id, workspace_id, amount_hundredths)
    select p_transfer, id, p_workspace, -amount from taken
    returning amount_hundredths
  )
  select -sum(amount_hundredths) into spent from moved;
  if spent is distinct from p_amount_hundredths then
    raise exception 'workspace % has fewer credits in its grants than in its wallet', p_workspace;
  end if;
end $$;
alter function spend_grants(uuid, uuid, bigint) owner to assay_exchange;

-- A transfer's entries arrive in one statement and sum to zero, and what moves a wallet moves its grants. Whoever
-- says which ones inserts the moves first; else the wallet's own order of spending applies.
create or replace function ledger_entries_balance() returns trigger
language plpgsql
as $$
declare
  wallet record;
begin
  if exists (select from added group by transfer_id having sum(amount_hundredths) <> 0) then
    raise exception 'The entries of a transfer do not sum to zero.' using errcode = 'integrity_constraint_violation';
  end if;
  for wallet in
    select e.transfer_id, e.workspace_id, e.amount_hundredths - coalesce(
      (select sum(m.amount_hundredths) from grant_moves m where m.transfer_id = e.transfer_id), 0) as unsaid
    from added e join ledger_accounts a on a.id = e.account_id and a.kind = 'wallet'
    where e.balance_after_hundredths is not null
  loop
    if wallet.unsaid > 0 then
      raise exception 'Credits cannot come into a wallet without a grant.' using errcode = 'integrity_constraint_violation';
    elsif wallet.unsaid < 0 then
      perform spend_grants(wallet.workspace_id, wallet.transfer_id, -wallet.unsaid::bigint);
    end if;
  end loop;
  return null;
end $$;

create type ledger_line as (workspace_id uuid, account text, amount_hundredths bigint);
create type grant_line as (grant_id uuid, amount_hundredths bigint);

-- Locks the accounts of a workspace that keep a balance, by id, and answers what its wallet holds.
create function lock_wallet(p_workspace uuid) returns bigint
language plpgsql
as $$
begin
  perform open_account(p_workspace, 'wallet'), open_account(p_workspace, 'held');
  perform from ledger_accounts where workspace_id = p_workspace and kind in ('held', 'wallet')
  order by id for no key update;
  return (select balance_hundredths from ledger_accounts where workspace_id = p_workspace and kind = 'wallet');
end $$;
alter function lock_wallet(uuid) owner to assay_exchange;

-- Posts one transfer: its row, its entries, the balances, the grants' moves, and `credits.changed` where a wallet
-- moved. The lines sum to zero and name each account once; `p_workspace` is whose wallet it is about, and the only one
-- whose wallet or held credits they touch. Moves say which grants the wallet's amount comes from or goes to; without
-- them a wallet that pays spends in its order. Raises AS402 when the wallet has less.
create function post_transfer(
  p_transfer uuid, p_kind text, p_workspace uuid, p_lines ledger_line[], p_moves grant_line[] default '{}',
  p_undoes uuid default null, p_subject uuid default null, p_order uuid default null, p_actor uuid default null,
  p_reason text default null
) returns void
language plpgsql
as $$
declare
  touches_wallet boolean := exists (select from unnest(p_lines) where account in ('wallet', 'held'));
  change bigint := (select sum(amount_hundredths) from unnest(p_lines) where account = 'wallet');
  balance bigint;
begin
  insert into ledger_transfers (id, workspace_id, kind, reason, actor_id, order_id, subject_id)
  values (p_transfer, p_workspace, p_kind, p_reason, p_actor, p_order, p_subject);
  perform open_account(l.workspace_id, l.account) from unnest(p_lines) l where l.account in ('earning', 'payout');
  if touches_wallet then
    balance := lock_wallet(p_workspace);
    if balance + change < 0 then
      perform raise_insufficient_credits(-change, balance);
    end if;
  end if;

  update credit_grants g set remaining_hundredths = g.remaining_hundredths + m.amount_hundredths
  from unnest(p_moves) m where g.id = m.grant_id and g.workspace_id = p_workspace;
  insert into grant_moves (transfer_id, grant_id, workspace_id, amount_hundredths, undoes)
  select p_transfer, m.grant_id, p_workspace, m.amount_hundredths, p_undoes from unnest(p_moves) m;

  with moved as (
    update ledger_accounts a set balance_hundredths = a.balance_hundredths + l.amount_hundredths
    from unnest(p_lines) l
    where a.workspace_id = p_workspace and l.workspace_id = p_workspace and a.kind = l.account
      and l.account in ('wallet', 'held') and l.amount_hundredths <> 0
    returning a.id, a.workspace_id, l.amount_hundredths, a.balance_hundredths
  )
  insert into ledger_entries
    (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
  select p_transfer, id, workspace_id, amount_hundredths, balance_hundredths - amount_hundredths, balance_hundredths
  from moved
  union all
  select p_transfer, a.id, l.workspace_id, l.amount_hundredths, null, null
  from unnest(p_lines) l
  join ledger_accounts a on a.workspace_id is not distinct from l.workspace_id and a.kind = l.account
  where l.account not in ('wallet', 'held') and l.amount_hundredths <> 0;

  if change is not null then
    insert into events (workspace_id, type, payload)
    values (p_workspace, 'credits.changed', jsonb_build_object('change', as_credits(change), 'transfer_id', p_transfer));
  end if;
end $$;
alter function post_transfer(uuid, text, uuid, ledger_line[], grant_line[], uuid, uuid, uuid, uuid, text)
  owner to assay_exchange;

-- Where credits go back to when this much of a transfer's spending is undone: the grants it came from, last spent first.
create function grants_to_refund(p_transfer uuid, p_amount_hundredths bigint) returns grant_line[]
language plpgsql stable
as $$
declare lines grant_line[];
begin
  with spent as (
    select m.grant_id, g.kind, g.expires_at, -m.amount_hundredths - coalesce((
      select sum(u.amount_hundredths) from grant_moves u where u.undoes = p_transfer and u.grant_id = m.grant_id), 0) as here
    from grant_moves m join credit_grants g on g.id = m.grant_id
    where m.transfer_id = p_transfer
  ), queue as (
    select grant_id, here, sum(here) over (order by kind desc, expires_at desc, grant_id desc) - here as before_it
    from spent where here > 0
  )
  select array_agg((grant_id, least(here, p_amount_hundredths - before_it))::grant_line) into lines
  from queue where before_it < p_amount_hundredths;
  if (select sum(amount_hundredths) from unnest(lines)) is distinct from p_amount_hundredths::numeric then
    raise exception 'transfer % did not spend %, or it went back already', p_transfer, p_amount_hundredths;
  end if;
  return lines;
end $$;
alter function grants_to_refund(uuid, bigint) owner to assay_exchange;

-- Puts new credits into a wallet as a grant; answers the transfer. `p_kind` is 'grant' or, when paid, 'checkout'.
create function issue_credits(
  p_kind text, p_workspace uuid, p_amount_hundredths bigint, p_grant_kind grant_kind, p_reason text,
  p_expires_at timestamptz, p_actor uuid, p_checkout uuid
) returns uuid
language plpgsql
as $$
declare
  transfer uuid := uuidv7();
  new_grant uuid := uuidv7();
begin
  perform lock_wallet(p_workspace);
  insert into credit_grants (id, workspace_id, kind, amount_hundredths, reason, expires_at, actor_id, checkout_id)
  values (new_grant, p_workspace, p_grant_kind, p_amount_hundredths, p_reason, p_expires_at, p_actor, p_checkout);
  perform post_transfer(transfer, p_kind, p_workspace,
    array[(p_workspace, 'wallet', p_amount_hundredths), (null, 'issued', -p_amount_hundredths)]::ledger_line[],
    array[(new_grant, p_amount_hundredths)]::grant_line[],
    p_subject => coalesce(p_checkout, new_grant), p_actor => p_actor, p_reason => p_reason);
  return transfer;
end $$;
alter function issue_credits(text, uuid, bigint, grant_kind, text, timestamptz, uuid, uuid) owner to assay_exchange;

-- The operator gives credits. Only the system role may call it, for a person who is an operator.
-- Returns { transfer_id, credits, balance } in credits.
drop function grant_credits(uuid, uuid, bigint, text, text, bytea);
create function grant_credits(
  p_operator uuid, p_workspace uuid, p_amount_hundredths bigint, p_reason text, p_key text, p_request_hash bytea,
  p_grant_kind grant_kind default 'promotional', p_expires_at timestamptz default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  result jsonb;
  transfer uuid;
begin
  if not exists (select from operators where user_id = p_operator) then
    perform raise_problem(403, 'forbidden', 'Only the operator can grant credits.');
  end if;
  if not exists (select from workspaces where id = p_workspace) then
    perform raise_problem(404, 'not_found', 'There is no such workspace.');
  end if;
  if p_amount_hundredths is null or p_amount_hundredths <= 0 then
    perform raise_problem(422, 'invalid_input', 'Credits must be more than zero.');
  end if;
  if p_grant_kind = 'paid' then
    perform raise_problem(422, 'invalid_input', 'Paid credits come from a payment only.');
  end if;
  if p_expires_at <= now() then
    perform raise_problem(422, 'invalid_input', 'Credits cannot expire in the past.');
  end if;
  result := find_answer(p_workspace, 'credit-grant', p_key, p_request_hash);
  if result is not null then return result; end if;

  transfer := issue_credits('grant', p_workspace, p_amount_hundredths, p_grant_kind, p_reason, p_expires_at, p_operator, null);
  result := jsonb_build_object('transfer_id', transfer, 'credits', as_credits(p_amount_hundredths), 'balance', as_credits((
    select balance_hundredths from ledger_accounts where workspace_id = p_workspace and kind = 'wallet')));
  insert into audit_log (actor_id, action, subject_kind, subject_id, about_workspace_id, after, reason)
  values (p_operator, 'credits.granted', 'transfer', transfer::text, p_workspace,
    jsonb_build_object('credits', as_credits(p_amount_hundredths), 'kind', p_grant_kind, 'expires_at', p_expires_at), p_reason);
  insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
  values (p_workspace, 'credit-grant', p_key, p_request_hash, result);
  return result;
end $$;
alter function grant_credits(uuid, uuid, bigint, text, text, bytea, grant_kind, timestamptz) owner to assay_exchange;
grant execute on function grant_credits(uuid, uuid, bigint, text, text, bytea, grant_kind, timestamptz) to assay_system;

-- What remains of one grant past its date leaves its wallet. Answers whether any did. What is held by a quote then
-- comes back first and goes with the next sweep.
create function expire_grant(p_grant uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  due credit_grants;
begin
  select * into due from credit_grants where id = p_grant;
  perform lock_wallet(due.workspace_id);
  -- what a purchase left of it, now that none is under way
  select * into due from credit_grants where id = p_grant;
  if due.remaining_hundredths = 0 or due.expires_at is null or due.expires_at > now() then return false; end if;
  perform post_transfer(uuidv7(), 'expiry', due.workspace_id,
    array[(due.workspace_id, 'wallet', -due.remaining_hundredths), (null, 'expired', due.remaining_hundredths)]::ledger_line[],
    array[(due.id, -due.remaining_hundredths)]::grant_line[], p_subject => due.id, p_reason => due.reason);
  return true;
end $$;
alter function expire_grant(uuid) owner to assay_exchange;
grant execute on function expire_grant(uuid) to assay_system;

-- Whoever has credits from before gets one grant of them. Its opening move stands for all that went before.
set local role assay_exchange;
with opened as (
  insert into credit_grants (workspace_id, kind, amount_hundredths, remaining_hundredths, reason)
  select workspace_id, 'adjustment', balance_hundredths, balance_hundredths, 'Credits from before grants were kept'
  from ledger_accounts where kind = 'wallet' and balance_hundredths > 0
  returning id, workspace_id, amount_hundredths
)
insert into grant_moves (transfer_id, grant_id, workspace_id, amount_hundredths)
select id, id, workspace_id, amount_hundredths from opened;
reset role;
