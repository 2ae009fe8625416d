-- A wallet is locked before its controls, wherever either is written: set_low_balance() and set_top_up() did, the
-- functions below locked the controls first, so that two of them could wait for each other.

-- What inserts controls (or changes them by `on conflict`, which comes through here first) locks the wallet by itself.
create function lock_wallet_first() returns trigger
language plpgsql
as $$
begin
  perform lock_wallet(new.workspace_id);
  return new;
end $$;
alter function lock_wallet_first() owner to assay_exchange;
create trigger lock_wallet_first before insert on wallet_controls
  for each row execute function lock_wallet_first();
create trigger lock_wallet_first before insert on member_controls
  for each row execute function lock_wallet_first();

-- What writes only once the wallet is locked.
create or replace function take_in_payment(
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
    perform lock_wallet(c.workspace_id);
    update wallet_controls set top_up_enabled = false, updated_at = now(),
      top_up_off_reason = coalesce(c.last_error, 'The payment did not go through')
    where workspace_id = c.workspace_id and top_up_enabled;
  end if;
  perform settle_checkout(c.id);
  return 'applied';
end $$;

create or replace function open_top_up(p_workspace uuid) returns checkouts
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  controls wallet_controls;
  wanted credit_packages;
  c checkouts;
  charged bigint;
begin
  perform lock_wallet(p_workspace);
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

create or replace function unfreeze_wallet() returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform lock_wallet(current_workspace());
  update wallet_controls set frozen_at = null, frozen_by = null, frozen_reason = null, updated_at = now()
  where workspace_id = current_workspace() and frozen_at is not null;
  if not found then return false; end if;
  insert into events (workspace_id, type, payload) values (current_workspace(), 'wallet.unfrozen', '{}');
  return true;
end $$;

create or replace function clear_member_guards(p_user uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform lock_wallet(current_workspace());
  delete from member_controls where workspace_id = current_workspace() and user_id = p_user;
  if not found then
    perform raise_problem(404, 'not_found', 'No guards are set for this member.');
  end if;
  insert into events (workspace_id, type, payload) values (current_workspace(), 'guards.changed', '{}');
end $$;

-- mark_guarded() says whether a wallet has rules of its own; guard_wallet() said so again, and never took it back.
create or replace function freeze_debtor(p_workspace uuid) returns void
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
  insert into events (workspace_id, type, payload)
  values (p_workspace, case when owes then 'wallet.frozen' else 'wallet.unfrozen' end, '{"by": "payment"}');
end $$;

create or replace function set_low_balance(p_hundredths bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform lock_wallet(current_workspace()); -- before its controls, as everywhere
  insert into wallet_controls (workspace_id, low_balance_hundredths) values (current_workspace(), p_hundredths)
  on conflict (workspace_id) do update set low_balance_hundredths = excluded.low_balance_hundredths, updated_at = now();
end $$;

create or replace function set_top_up(p_enabled boolean, p_package uuid, p_below_hundredths bigint, p_monthly_cap_cents bigint) returns void
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
  if p_enabled then
    perform enqueue_job('credits.top_up', jsonb_build_object('workspace_id', workspace), 'credits.top_up:' || workspace);
  end if;
end $$;

drop function guard_wallet(uuid);
