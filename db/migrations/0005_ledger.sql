-- The double-entry ledger. Credits are whole hundredths. Only the functions of this file and the purchase
-- move them; the request role can read its own workspace's side and nothing more.

create table ledger_accounts (
  id uuid primary key default uuidv7(),
  -- null: the platform's own account
  workspace_id uuid references workspaces (id),
  kind text not null,
  -- Accounts with a floor keep a running balance; the others are sums of entries, so that a popular
  -- partner or the platform is never a hot row.
  balance_hundredths bigint check (balance_hundredths >= 0),
  created_at timestamptz not null default now(),
  constraint ledger_accounts_kind check (case
    when workspace_id is null then kind in ('issued', 'revenue') and balance_hundredths is null
    when balance_hundredths is null then kind = 'earning'
    else kind in ('wallet', 'held') end),
  unique nulls not distinct (workspace_id, kind)
);
insert into ledger_accounts (kind) values ('issued'), ('revenue');

create table ledger_transfers (
  id uuid primary key default uuidv7(),
  -- the workspace whose wallet it is about
  workspace_id uuid not null,
  kind text not null check (kind in ('grant', 'purchase')),
  reason text,
  -- the person who asked for it; null for the system
  actor_id uuid,
  order_id uuid,
  created_at timestamptz not null default now()
);
create index ledger_transfers_workspace on ledger_transfers (workspace_id, id);

-- account_id has no foreign key: its share lock on the platform's one row would be taken by every purchase
-- at once. Nothing but the functions below can insert, and `ledger:verify` looks for strays.
create table ledger_entries (
  id bigint generated always as identity primary key,
  transfer_id uuid not null,
  account_id uuid not null,
  workspace_id uuid,
  amount_hundredths bigint not null check (amount_hundredths <> 0),
  balance_before_hundredths bigint check (balance_before_hundredths >= 0),
  balance_after_hundredths bigint check (balance_after_hundredths >= 0),
  created_at timestamptz not null default now(),
  check (balance_before_hundredths + amount_hundredths = balance_after_hundredths),
  check ((balance_before_hundredths is null) = (balance_after_hundredths is null))
);
create index ledger_entries_account on ledger_entries (account_id, id);

-- A transfer's entries arrive in one statement and sum to zero.
create function ledger_entries_balance() returns trigger
language plpgsql
as $$
begin
  if exists (select from added group by transfer_id having sum(amount_hundredths) <> 0) then
    raise exception 'The entries of a transfer do not sum to zero.' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger ledger_entries_balance after insert on ledger_entries
  referencing new table as added for each statement execute function ledger_entries_balance();

create function ledger_refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'The ledger is append-only: % on % is refused.', tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
  for each statement execute function ledger_refuse_change();
create trigger ledger_transfers_append_only before update or delete or truncate on ledger_transfers
  for each statement execute function ledger_refuse_change();

-- What a workspace asked for under a key, and the answer it got.
create table idempotency_keys (
  workspace_id uuid not null,
  operation text not null,
  key varchar(200) not null check (key <> ''),
  request_hash bytea not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (workspace_id, operation, key)
);
create index idempotency_keys_age on idempotency_keys using brin (created_at);

alter table ledger_accounts enable row level security;
alter table ledger_accounts force row level security;
alter table ledger_transfers enable row level security;
alter table ledger_transfers force row level security;
alter table ledger_entries enable row level security;
alter table ledger_entries force row level security;
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;

create policy tenant on ledger_accounts for select to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy tenant on ledger_transfers for select to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy tenant on ledger_entries for select to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy tenant on idempotency_keys for select to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy everything on ledger_accounts for select to assay_system using (true);
create policy everything on ledger_transfers for select to assay_system using (true);
create policy everything on ledger_entries for select to assay_system using (true);
create policy everything on idempotency_keys to assay_system using (true);
create policy definer on ledger_accounts to assay_exchange using (true) with check (true);
create policy definer on ledger_transfers to assay_exchange using (true) with check (true);
create policy definer on ledger_entries to assay_exchange using (true) with check (true);
create policy definer on idempotency_keys to assay_exchange using (true) with check (true);

grant select on ledger_accounts, ledger_transfers, ledger_entries to assay_app, assay_system;
grant select, delete on idempotency_keys to assay_system;
grant select, insert, update on ledger_accounts to assay_exchange;
grant select, insert on ledger_transfers, ledger_entries to assay_exchange;
grant select, insert, update on idempotency_keys to assay_exchange;

-- The workspace of this transaction, as withWorkspace() set it.
create function current_workspace() returns uuid
language sql stable parallel safe
as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;
grant execute on function current_workspace() to assay_app, assay_system, assay_exchange;

-- The answer this key already led to, or null: then the key is ours until the transaction ends, and the answer is
-- to be stored under it. A second request with the key waits here until the first has committed or rolled back.
create function find_answer(p_workspace uuid, p_operation text, p_key text, p_request_hash bytea) returns jsonb
language plpgsql
as $$
declare
  place bigint := hashtextextended(p_workspace || ':' || p_operation || ':' || p_key, 0);
  held_hash bytea;
  held_answer jsonb;
begin
  if not pg_try_advisory_xact_lock(place) then
    perform pg_advisory_xact_lock(place);
  end if;
  select request_hash, answer into held_hash, held_answer from idempotency_keys
  where workspace_id = p_workspace and operation = p_operation and key = p_key;
  if held_hash <> p_request_hash then
    perform raise_problem(409, 'conflict',
      'This Idempotency-Key was used for another request. Send a new key, or the same request again.');
  end if;
  return held_answer;
end $$;

-- The same, and takes a place under the key for an answer that comes later.
create function claim_idempotency_key(p_workspace uuid, p_operation text, p_key text, p_request_hash bytea)
returns jsonb
language plpgsql
as $$
declare held_answer jsonb := find_answer(p_workspace, p_operation, p_key, p_request_hash);
begin
  if held_answer is null then
    insert into idempotency_keys (workspace_id, operation, key, request_hash)
    values (p_workspace, p_operation, p_key, p_request_hash)
    on conflict do nothing;
  end if;
  return held_answer;
end $$;

-- Hundredths as people and programs read them: credits with two decimals.
create function as_credits(hundredths bigint) returns numeric
language sql immutable parallel safe
as $$ select round(hundredths / 100.0, 2) $$;
grant execute on function as_credits(bigint) to assay_app, assay_system, assay_exchange;

create function open_account(p_workspace uuid, p_kind text) returns uuid
language plpgsql
as $$
declare account uuid;
begin
  select id into account from ledger_accounts where workspace_id is not distinct from p_workspace and kind = p_kind;
  if found then return account; end if;
  insert into ledger_accounts (workspace_id, kind, balance_hundredths)
  values (p_workspace, p_kind, case when p_kind in ('wallet', 'held') then 0 end)
  on conflict do nothing;
  select id into strict account from ledger_accounts
  where workspace_id is not distinct from p_workspace and kind = p_kind;
  return account;
end $$;

-- The operator gives credits. Only the system role may call it, for a person who is an operator.
-- Returns { transfer_id, credits, balance } in credits.
create function grant_credits(
  p_operator uuid, p_workspace uuid, p_amount_hundredths bigint, p_reason text, p_key text, p_request_hash bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  result jsonb;
  transfer uuid := uuidv7();
  wallet uuid;
  balance_after bigint;
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
  result := find_answer(p_workspace, 'credit-grant', p_key, p_request_hash);
  if result is not null then return result; end if;

  wallet := open_account(p_workspace, 'wallet');
  insert into ledger_transfers (id, workspace_id, kind, reason, actor_id)
  values (transfer, p_workspace, 'grant', p_reason, p_operator);
  update ledger_accounts set balance_hundredths = balance_hundredths + p_amount_hundredths
  where id = wallet returning balance_hundredths into balance_after;
  insert into ledger_entries
    (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
  values
    (transfer, wallet, p_workspace, p_amount_hundredths, balance_after - p_amount_hundredths, balance_after),
    (transfer, open_account(null, 'issued'), null, -p_amount_hundredths, null, null);
  insert into events (workspace_id, type, payload)
  values (p_workspace, 'credits.changed', jsonb_build_object('change', as_credits(p_amount_hundredths), 'transfer_id', transfer));

  result := jsonb_build_object('transfer_id', transfer, 'credits', as_credits(p_amount_hundredths), 'balance', as_credits(balance_after));
  insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
  values (p_workspace, 'credit-grant', p_key, p_request_hash, result);
  return result;
end $$;

grant select on operators, workspaces to assay_exchange;
alter function find_answer(uuid, text, text, bytea) owner to assay_exchange;
alter function claim_idempotency_key(uuid, text, text, bytea) owner to assay_exchange;
alter function open_account(uuid, text) owner to assay_exchange;
alter function grant_credits(uuid, uuid, bigint, text, text, bytea) owner to assay_exchange;
grant execute on function grant_credits(uuid, uuid, bigint, text, text, bytea) to assay_system;
