-- Returns: a buyer gives an item of an order back. What our own records prove is accepted at once; the rest its partner
-- answers in time, or the operator decides. Accepting one undoes one sale, in one transaction. Locks: the return, the
-- partner's row (shared), the listing, the item, the wallet.

create table returns (
  id uuid primary key default uuidv7(),
  -- the buyer
  workspace_id uuid not null,
  order_id uuid not null,
  listing_id uuid not null,
  lead_id uuid not null,
  partner_id uuid not null,
  reason text not null
    check (reason in ('hard_bounce', 'wrong_number', 'wrong_person', 'duplicate', 'out_of_scope', 'consent_missing')),
  -- what the buyer wrote, which the partner reads
  evidence text not null default '' check (length(evidence) <= 2000),
  status text not null default 'with_partner'
    check (status in ('with_partner', 'with_operator', 'accepted', 'refused', 'cancelled')),
  decided_by text check (decided_by in ('system', 'partner', 'operator')),
  -- the buyer's member; null for a program
  actor_id uuid,
  opened_at timestamptz not null default now(),
  -- when the partner's time ends
  answer_due_at timestamptz not null,
  reminded_at timestamptz,
  closed_at timestamptz,
  constraint returns_once unique (workspace_id, order_id, listing_id),
  foreign key (workspace_id, order_id, listing_id) references order_items (workspace_id, order_id, listing_id),
  check ((closed_at is null) = (status in ('with_partner', 'with_operator'))),
  check ((decided_by is null) = (status not in ('accepted', 'refused')))
);
create index returns_own on returns (workspace_id, id);
create index returns_partner on returns (partner_id, id);
create index returns_status on returns (status, id);
create index returns_due on returns (answer_due_at) where status = 'with_partner';

-- What happened to a return, in order; both sides read the same.
create table return_steps (
  return_id uuid not null references returns (id),
  n bigint generated always as identity,
  -- the buyer
  workspace_id uuid not null,
  side text not null check (side in ('buyer', 'partner', 'operator', 'system')),
  action text not null
    check (action in ('opened', 'reminded', 'contested', 'unanswered', 'accepted', 'refused', 'cancelled')),
  note text check (length(note) <= 2000),
  actor_id uuid,
  at timestamptz not null default now(),
  primary key (return_id, n)
);
create trigger return_steps_append_only before update or delete or truncate on return_steps
  for each statement execute function ledger_refuse_change();

do $$
declare t text;
begin
  foreach t in array array['returns', 'return_steps'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I for select to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I for select to assay_system using (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_system', t);
    execute format('grant select, insert on %I to assay_exchange', t);
  end loop;
end $$;
grant update on returns to assay_exchange;
-- The buyer's side: not who the partner is, nor which of its people acted.
grant select (
  id, workspace_id, order_id, listing_id, lead_id, reason, evidence, status, decided_by, actor_id, opened_at,
  answer_due_at, closed_at
) on returns to assay_app;
grant select (return_id, n, workspace_id, side, action, note, at) on return_steps to assay_app;
grant select (returned_at, return_open) on order_items to assay_app;
grant select on platform_state to assay_exchange;

-- A returned lead stays the buyer's to read, marked.
alter table leads add column returned_at timestamptz;

-- How many items a workspace may return: of those bought in so many days a part, and always one.
create function return_limit(p_workspace uuid)
returns table (percent int, days int, bought bigint, allowed bigint, used bigint)
language sql stable
as $$
  select r.return_limit_percent, r.return_limit_days, b.items,
    greatest(1, (b.items * r.return_limit_percent + 99) / 100), u.returns
  from money_rules_at(now()) r
  cross join lateral (
    select coalesce(sum(o.item_count), 0)::bigint as items from orders o
    where o.workspace_id = p_workspace and o.created_at > now() - make_interval(days => r.return_limit_days)) b
  cross join lateral (
    select count(*) as returns from returns t
    where t.workspace_id = p_workspace and t.status <> 'cancelled'
      and t.opened_at > now() - make_interval(days => r.return_limit_days)) u
$$;
alter function return_limit(uuid) owner to assay_exchange;
grant execute on function return_limit(uuid) to assay_app;

-- The transfer that paid an order. It is younger than its order, so the index finds it right behind that instant.
create function purchase_of(p_workspace uuid, p_order uuid) returns uuid
language sql stable
as $$
  select t.id from ledger_transfers t
  where t.workspace_id = p_workspace and t.kind = 'purchase' and t.order_id = p_order
    and t.id > (select uuidv7_floor(o.created_at - interval '1 second') from orders o where o.workspace_id = p_workspace and o.id = p_order)
  order by t.id limit 1
$$;
alter function purchase_of(uuid, uuid) owner to assay_exchange;
grant execute on function purchase_of(uuid, uuid) to assay_app;

-- Whether who a lead is was left alone since then: nobody typed or imported an identity into it.
create function is_same_person_since(p_workspace uuid, p_lead uuid, p_since timestamptz) returns boolean
language sql stable
as $$
  select not exists (
    select from lead_history h
    where h.workspace_id = p_workspace and h.lead_id = p_lead and h.created_at >= p_since
      and (h.changes || case when jsonb_typeof(h.changes -> 'fields') = 'array'
          then (select coalesce(jsonb_object_agg(f, true), '{}') from jsonb_array_elements_text(h.changes -> 'fields') f)
          else '{}' end)
        ?| array['email', 'second_email', 'phone', 'mobile', 'first_name', 'last_name', 'full_name', 'linkedin_url'])
$$;
alter function is_same_person_since(uuid, uuid, timestamptz) owner to assay_exchange;

-- Whether our own records show that an item is what its buyer says of it: our mail bounced off the address that was
-- sold, or another lead of the buyer held an identity of this person before the order.
create function is_return_proven(p_workspace uuid, p_order uuid, p_listing uuid, p_reason text) returns boolean
language sql stable
as $$
  select case p_reason
    when 'hard_bounce' then exists (
      select from leads b
      join lead_identities a on a.workspace_id = b.workspace_id and a.lead_id = b.id and a.identity = any (l.email_identities)
      where b.workspace_id = i.workspace_id and b.id = i.lead_id and b.email_status = 'invalid'
        and (b.verifications -> 'email' ->> 'by' = 'mail'
          or (b.verifications -> 'email' ->> 'by' = 'built-in' and b.email_flags @> '{hard_bounce}'))
        and (b.verifications -> 'email' ->> 'at')::timestamptz >= i.created_at
        and is_same_person_since(b.workspace_id, b.id, i.created_at))
    when 'duplicate' then exists (
      select from lead_identities a
      join leads o on o.workspace_id = a.workspace_id and o.id = a.lead_id
      where a.workspace_id = i.workspace_id and a.identity = any (l.email_identities || l.other_identities)
        and o.id <> i.lead_id and o.created_at < i.created_at
        and is_same_person_since(o.workspace_id, o.id, i.created_at))
    else false
  end
  from order_items i join listings l on l.id = i.listing_id
  where i.workspace_id = p_workspace and i.order_id = p_order and i.listing_id = p_listing
$$;
alter function is_return_proven(uuid, uuid, uuid, text) owner to assay_exchange;

-- What is done to a return once it is locked: a line of its timeline, and word to both sides.
create function add_return_step(p_return uuid, p_side text, p_action text, p_note text, p_actor uuid) returns void
language sql
as $$
  insert into return_steps (return_id, workspace_id, side, action, note, actor_id)
  select id, workspace_id, p_side, p_action, nullif(p_note, ''), p_actor from returns where id = p_return;
  insert into events (workspace_id, type, payload)
  select who, 'return.changed', jsonb_build_object('return_id', r.id, 'status', r.status)
  from returns r cross join lateral (values (r.workspace_id), (r.partner_id)) w (who)
  where r.id = p_return;
$$;
alter function add_return_step(uuid, text, text, text, uuid) owner to assay_exchange;

create function refuse_settled_return(p_status text) returns void
language plpgsql
as $$
begin
  perform raise_problem(409, 'conflict', case p_status
    when 'accepted' then 'This return was already accepted.'
    when 'refused' then 'This return was already refused.'
    when 'cancelled' then 'The buyer has cancelled this return.'
    when 'with_partner' then 'The partner still has time to answer this return.'
    else 'This return is with the operator now.' end, jsonb_build_object('return_status', p_status));
end $$;
alter function refuse_settled_return(text) owner to assay_exchange;

-- Offers a returned listing to others again, when it is still its partner's to sell; answers whether. The listing is locked.
create function relist_returned(p_listing uuid) returns boolean
language plpgsql
as $$
begin
  update listings l set times_sold = times_sold - 1, status = 'active'
  where l.id = p_listing and l.status in ('active', 'sold_out') and (l.expires_at is null or l.expires_at > now())
    and exists (select from partners p where p.workspace_id = l.workspace_id and p.status = 'approved')
    and exists (select from leads s where s.workspace_id = l.workspace_id and s.id = l.lead_id and s.source <> 'marketplace')
    and not exists (
      select from suppressions x
      where x.identity = any (l.email_identities || l.other_identities)
        and (x.workspace_id is null or x.workspace_id = l.workspace_id));
  return found;
end $$;
alter function relist_returned(uuid) owner to assay_exchange;

-- Gives what an item cost back to the grants that paid for it, and takes the partner's earning back.
create function refund_item(p_return returns, p_item order_items) returns void
language plpgsql
as $$
declare
  purchase uuid := purchase_of(p_item.workspace_id, p_item.order_id);
  moves grant_line[];
  opened uuid;
begin
  if purchase is null then
    raise exception 'order % was never paid', p_item.order_id;
  end if;
  -- Two returns of one order take turns here, so that the second sees what the first gave back.
  perform lock_wallet(p_item.workspace_id);
  if exists (select from grant_moves where transfer_id = purchase) then
    moves := grants_to_refund(purchase, p_item.price_hundredths);
  else
    -- paid before credits came in grants
    insert into credit_grants (workspace_id, kind, amount_hundredths, reason)
    values (p_item.workspace_id, 'adjustment', p_item.price_hundredths, 'Returned lead')
    returning id into opened;
    moves := array[(opened, p_item.price_hundredths)::grant_line];
    purchase := null;
  end if;
  perform post_transfer(uuidv7(), 'return', p_item.workspace_id, array[
      (p_item.workspace_id, 'wallet', p_item.price_hundredths),
      (p_item.partner_id, 'earning', -p_item.earning_hundredths),
      (null, 'revenue', p_item.earning_hundredths - p_item.price_hundredths)]::ledger_line[],
    moves, p_undoes => purchase, p_subject => p_return.id, p_order => p_item.order_id, p_actor => p_return.actor_id,
    p_reason => p_return.reason);
end $$;
alter function refund_item(returns, order_items) owner to assay_exchange;

-- Marks the buyer's lead, also when it was deleted and may come back.
create function mark_lead_returned(p_return returns) returns void
language plpgsql
as $$
begin
  update leads set returned_at = now(), updated_at = now()
  where workspace_id = p_return.workspace_id and id = p_return.lead_id;
  if found then
    insert into lead_history (workspace_id, lead_id, type, changes)
    values (p_return.workspace_id, p_return.lead_id, 'returned',
      jsonb_build_object('return_id', p_return.id, 'reason', p_return.reason));
    insert into events (workspace_id, type, payload)
    values (p_return.workspace_id, 'lead.updated',
      jsonb_build_object('ids', jsonb_build_array(p_return.lead_id), 'count', 1, 'changed', jsonb_build_array('returned_at')));
  else
    update deleted_leads set lead = lead || jsonb_build_object('returned_at', now())
    where workspace_id = p_return.workspace_id and id = p_return.lead_id;
  end if;
end $$;
alter function mark_lead_returned(returns) owner to assay_exchange;

-- Undoes one sale. Reached through the functions below only; whoever comes second finds the return settled.
create function accept_return(p_return uuid, p_side text, p_actor uuid, p_note text) returns void
language plpgsql
as $$
declare
  given returns;
  item order_items;
  again boolean := false;
begin
  select * into strict given from returns where id = p_return for no key update;
  if given.status not in ('with_partner', 'with_operator') then
    perform refuse_settled_return(given.status);
  end if;
  -- A suspension waits for this lock, and then hides what is offered again here.
  perform from partners where workspace_id = given.partner_id for key share;
  perform from listings where id = given.listing_id for no key update;
  if given.reason in ('duplicate', 'out_of_scope') then
    again := relist_returned(given.listing_id);
  else
    update listings set status = 'withdrawn' where id = given.listing_id and status in ('active', 'suspended');
  end if;
  update order_items set return_open = false, returned_at = now(), relisted = again
  where workspace_id = given.workspace_id and order_id = given.order_id and listing_id = given.listing_id
    and returned_at is null
  returning * into strict item;

  perform refund_item(given, item);
  perform mark_lead_returned(given);
  update returns set status = 'accepted', decided_by = p_side, closed_at = now() where id = p_return;
  perform add_return_step(p_return, p_side, 'accepted', p_note, p_actor);
end $$;
alter function accept_return(uuid, text, uuid, text) owner to assay_exchange;

-- Ends a return without one: the item is as sold as before. The return is locked.
create function close_return(p_return uuid, p_status text, p_side text, p_actor uuid, p_note text) returns void
language plpgsql
as $$
begin
  update order_items i set return_open = false
  from returns r
  where r.id = p_return and i.workspace_id = r.workspace_id and i.order_id = r.order_id and i.listing_id = r.listing_id;
  update returns set status = p_status, decided_by = case when p_status = 'refused' then p_side end, closed_at = now()
  where id = p_return;
  perform add_return_step(p_return, p_side, p_status, p_note, p_actor);
end $$;
alter function close_return(uuid, text, text, uuid, text) owner to assay_exchange;

-- Refuses what cannot be returned: an order that is not the buyer's or too old, items that are not of it, were
-- returned before, are too many, or lack evidence that our records do not give.
create function refuse_returns(p_buyer uuid, p_order uuid, p_items jsonb, p_proven uuid[]) returns void
language plpgsql
as $$
declare
  bought_at timestamptz;
  days int;
  wrong uuid;
  before returns;
  bounds record;
  missing jsonb;
begin
  select o.created_at into bought_at from orders o where o.workspace_id = p_buyer and o.id = p_order;
  if not found then
    perform raise_problem(404, 'not_found', 'There is no such order.');
  end if;
  select (g.item ->> 'listing_id')::uuid into wrong from jsonb_array_elements(p_items) g (item)
  where not exists (
    select from order_items i
    where i.workspace_id = p_buyer and i.order_id = p_order and i.listing_id = (g.item ->> 'listing_id')::uuid)
  limit 1;
  if found then
    perform raise_problem(404, 'not_found', 'There is no such item in this order.', jsonb_build_object('listing_id', wrong));
  end if;
  -- as it was when the order was made
  days := (money_rules_at(bought_at)).return_days;
  if bought_at + make_interval(days => days) < now() then
    perform raise_problem(409, 'conflict', format('Items can be returned within %s days, which have passed for this order.', days),
      jsonb_build_object('returnable_until', bought_at + make_interval(days => days)));
  end if;
  select r.* into before from returns r
  join jsonb_array_elements(p_items) g (item) on r.listing_id = (g.item ->> 'listing_id')::uuid
  where r.workspace_id = p_buyer and r.order_id = p_order limit 1;
  if found then
    perform raise_problem(409, 'conflict', 'An item can be returned once, and this one was.',
      jsonb_build_object('listing_id', before.listing_id, 'return_id', before.id, 'return_status', before.status));
  end if;
  select * into bounds from return_limit(p_buyer);
  if bounds.used + jsonb_array_length(p_items) > bounds.allowed then
    perform raise_problem(409, 'conflict', format(
        'Of %s items bought in the last %s days %s may be returned (%s%%, at least one); %s were, so %s cannot be.',
        bounds.bought, bounds.days, bounds.allowed, bounds.percent, bounds.used, jsonb_array_length(p_items)),
      jsonb_build_object('allowed', bounds.allowed, 'used', bounds.used, 'bought', bounds.bought,
        'percent', bounds.percent, 'days', bounds.days, 'asked', jsonb_array_length(p_items)));
  end if;
  select jsonb_agg(jsonb_build_object('path', format('items.%s.evidence', g.n - 1), 'message',
    'Say what shows it: our own records do not.')) into missing
  from jsonb_array_elements(p_items) with ordinality g (item, n)
  where coalesce(trim(g.item ->> 'evidence'), '') = '' and not (g.item ->> 'listing_id')::uuid = any (p_proven);
  if missing is not null then
    perform raise_problem(422, 'invalid_input', 'Say what shows it: our own records do not prove this reason.',
      jsonb_build_object('errors', missing));
  end if;
end $$;
alter function refuse_returns(uuid, uuid, jsonb, uuid[]) owner to assay_exchange;

-- Asks to return items of an order of this workspace: [{ listing_id, reason, evidence }], all of them or none.
-- Answers { returns: [{ return_id, listing_id, status, refund }], credits_returned, balance }.
create function open_returns(p_order uuid, p_items jsonb, p_key text, p_request_hash bytea, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  buyer uuid := current_workspace();
  wanted uuid[] := array(select (g.item ->> 'listing_id')::uuid from jsonb_array_elements(p_items) g (item));
  proven uuid[];
  result jsonb;
  opened record;
begin
  if buyer is null then
    raise exception 'open_returns needs app.workspace_id';
  end if;
  if cardinality(wanted) not between 1 and 200 or cardinality(wanted) <> (select count(distinct w) from unnest(wanted) w) then
    perform raise_problem(422, 'invalid_input', 'Return 1 to 200 items at a time, each once.');
  end if;
  result := find_answer(buyer, 'return', p_key, p_request_hash);
  if result is not null then return result; end if;
  -- One at a time in a workspace: the limit counts what the others opened.
  perform pg_advisory_xact_lock(hashtextextended(buyer || ':returns', 0));

  proven := array(
    select (g.item ->> 'listing_id')::uuid from jsonb_array_elements(p_items) g (item)
    where is_return_proven(buyer, p_order, (g.item ->> 'listing_id')::uuid, g.item ->> 'reason'));
  perform refuse_returns(buyer, p_order, p_items, proven);

  perform from partners p
  where p.workspace_id in (select l.workspace_id from listings l where l.id = any (proven)) order by p.workspace_id for key share;
  perform from listings where id = any (proven) order by id for no key update;
  perform from order_items where workspace_id = buyer and order_id = p_order and listing_id = any (wanted)
  order by listing_id for no key update;
  if exists (
    select from order_items
    where workspace_id = buyer and order_id = p_order and listing_id = any (wanted) and payout_id is not null
  ) then
    perform raise_problem(409, 'conflict', 'The partner has been paid for this item, so it cannot be returned any more.');
  end if;

  insert into returns (workspace_id, order_id, listing_id, lead_id, partner_id, reason, evidence, actor_id, answer_due_at)
  select buyer, p_order, i.listing_id, i.lead_id, i.partner_id, g.item ->> 'reason', coalesce(g.item ->> 'evidence', ''), p_actor,
    now() + make_interval(hours => (money_rules_at(now())).return_answer_hours)
  from jsonb_array_elements(p_items) with ordinality g (item, n)
  join order_items i on i.workspace_id = buyer and i.order_id = p_order and i.listing_id = (g.item ->> 'listing_id')::uuid
  order by g.n;
  update order_items set return_open = true
  where workspace_id = buyer and order_id = p_order and listing_id = any (wanted);
  for opened in
    select id, listing_id from returns
    where workspace_id = buyer and order_id = p_order and listing_id = any (wanted) order by listing_id
  loop
    perform add_return_step(opened.id, 'buyer', 'opened', null, p_actor);
    if opened.listing_id = any (proven) then
      perform accept_return(opened.id, 'system', null, null);
    end if;
  end loop;
  perform enqueue_job('marketplace.mail_returns',
    jsonb_build_object('partner_id', r.partner_id, 'return_ids', jsonb_agg(r.id), 'is_reminder', false))
  from returns r
  where r.workspace_id = buyer and r.order_id = p_order and r.listing_id = any (wanted) and r.status = 'with_partner'
  group by r.partner_id;

  select jsonb_build_object(
    'returns', jsonb_agg(jsonb_build_object('return_id', r.id, 'listing_id', r.listing_id, 'status', r.status,
      'refund', as_credits(i.price_hundredths)) order by array_position(wanted, r.listing_id)),
    'credits_returned', as_credits(coalesce(sum(i.price_hundredths) filter (where r.status = 'accepted'), 0)::bigint),
    'balance', as_credits(coalesce((
      select a.balance_hundredths from ledger_accounts a where a.workspace_id = buyer and a.kind = 'wallet'), 0)))
  into result
  from returns r
  join order_items i on i.workspace_id = r.workspace_id and i.order_id = r.order_id and i.listing_id = r.listing_id
  where r.workspace_id = buyer and r.order_id = p_order and r.listing_id = any (wanted);
  insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
  values (buyer, 'return', p_key, p_request_hash, result);
  return result;
end $$;
alter function open_returns(uuid, jsonb, text, bytea, uuid) owner to assay_exchange;
grant execute on function open_returns(uuid, jsonb, text, bytea, uuid) to assay_app;

-- The buyer thinks better of it, while nobody has decided.
create function cancel_return(p_return uuid, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare now_is text;
begin
  select status into now_is from returns where id = p_return and workspace_id = current_workspace() for no key update;
  if not found then
    perform raise_problem(404, 'not_found', 'There is no such return.');
  elsif now_is not in ('with_partner', 'with_operator') then
    perform refuse_settled_return(now_is);
  end if;
  perform close_return(p_return, 'cancelled', 'buyer', p_actor, null);
end $$;
alter function cancel_return(uuid, uuid) owner to assay_exchange;
grant execute on function cancel_return(uuid, uuid) to assay_app;

-- The partner accepts a return of one of its sales, or contests it and says why.
create function answer_return(p_return uuid, p_accept boolean, p_note text, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare now_is text;
begin
  select status into now_is from returns where id = p_return and partner_id = current_workspace() for no key update;
  if not found then
    perform raise_problem(404, 'not_found', 'There is no such return.');
  elsif now_is <> 'with_partner' then
    perform refuse_settled_return(now_is);
  end if;
  if p_accept then
    perform accept_return(p_return, 'partner', p_actor, p_note);
  elsif coalesce(trim(p_note), '') = '' then
    perform raise_problem(422, 'invalid_input', 'Say why you contest it.',
      '{"errors": [{"path": "note", "message": "Say why you contest it"}]}');
  else
    update returns set status = 'with_operator' where id = p_return;
    perform add_return_step(p_return, 'partner', 'contested', p_note, p_actor);
  end if;
end $$;
alter function answer_return(uuid, boolean, text, uuid) owner to assay_exchange;
grant execute on function answer_return(uuid, boolean, text, uuid) to assay_app;

-- The operator's word on what the two sides do not agree about.
create function decide_return(p_operator uuid, p_return uuid, p_accept boolean, p_note text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare given returns;
begin
  if not exists (select from operators where user_id = p_operator) then
    perform raise_problem(403, 'forbidden', 'Only the operator decides about returns.');
  end if;
  select * into given from returns where id = p_return for no key update;
  if not found then
    perform raise_problem(404, 'not_found', 'There is no such return.');
  elsif given.status <> 'with_operator' then
    perform refuse_settled_return(given.status);
  elsif coalesce(trim(p_note), '') = '' then
    perform raise_problem(422, 'invalid_input', 'Say why: both sides read it.',
      '{"errors": [{"path": "note", "message": "Say why: both sides read it"}]}');
  end if;
  if p_accept then
    perform accept_return(p_return, 'operator', p_operator, p_note);
  else
    perform close_return(p_return, 'refused', 'operator', p_operator, p_note);
  end if;
  insert into audit_log (actor_id, action, subject_kind, subject_id, about_workspace_id, before, after, reason)
  values (p_operator, case when p_accept then 'return.accepted' else 'return.refused' end, 'return', p_return::text,
    given.workspace_id, jsonb_build_object('status', given.status),
    jsonb_build_object('status', case when p_accept then 'accepted' else 'refused' end), p_note);
end $$;
alter function decide_return(uuid, uuid, boolean, text) owner to assay_exchange;
grant execute on function decide_return(uuid, uuid, boolean, text) to assay_system;

-- Passes on what partners left unanswered, and reminds them a day before; says how many returns it touched.
create function sweep_returns() returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  late uuid;
  soon record;
  done int := 0;
begin
  for late in
    select id from returns where status = 'with_partner' and answer_due_at <= now()
    order by answer_due_at limit 500 for no key update skip locked
  loop
    update returns set status = 'with_operator' where id = late;
    perform add_return_step(late, 'system', 'unanswered', null, null);
    done := done + 1;
  end loop;
  for soon in
    with due as (
      select id from returns
      where status = 'with_partner' and reminded_at is null and answer_due_at <= now() + interval '1 day'
        and answer_due_at - opened_at > interval '1 day'
      order by answer_due_at limit 500 for no key update skip locked
    ), reminded as (
      update returns r set reminded_at = now() from due where r.id = due.id returning r.id, r.partner_id
    )
    select partner_id, array_agg(id) as ids from reminded group by partner_id
  loop
    perform add_return_step(id, 'system', 'reminded', null, null) from unnest(soon.ids) id;
    perform enqueue_job('marketplace.mail_returns',
      jsonb_build_object('partner_id', soon.partner_id, 'return_ids', to_jsonb(soon.ids), 'is_reminder', true));
    done := done + cardinality(soon.ids);
  end loop;
  return done;
end $$;
alter function sweep_returns() owner to assay_exchange;
grant execute on function sweep_returns() to assay_system;

-- A partner's returns, newest first: its own listing and lead, what the sale was, why it comes back. Nothing of the buyer.
create function partner_returns(p_return uuid, p_status text[], p_before uuid, p_limit int)
returns table (
  id uuid, listing_id uuid, lead_id uuid, reason text, evidence text, status text, decided_by text, opened_at timestamptz,
  answer_due_at timestamptz, closed_at timestamptz, sold_at timestamptz, price_hundredths bigint, earning_hundredths bigint,
  relisted boolean
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select r.id, r.listing_id, l.lead_id, r.reason, r.evidence, r.status, r.decided_by, r.opened_at, r.answer_due_at,
    r.closed_at, i.created_at, i.price_hundredths, i.earning_hundredths, i.relisted
  from returns r
  join order_items i on i.workspace_id = r.workspace_id and i.order_id = r.order_id and i.listing_id = r.listing_id
  join listings l on l.id = r.listing_id
  where r.partner_id = current_workspace() and (p_return is null or r.id = p_return)
    and (p_status is null or r.status = any (p_status)) and (p_before is null or r.id < p_before)
  order by r.id desc limit p_limit
$$;
alter function partner_returns(uuid, text[], uuid, int) owner to assay_exchange;

create function partner_return_steps(p_return uuid)
returns table (side text, action text, note text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select s.side, s.action, s.note, s.at
  from return_steps s join returns r on r.id = s.return_id
  where s.return_id = p_return and r.partner_id = current_workspace() order by s.n
$$;
alter function partner_return_steps(uuid) owner to assay_exchange;

-- Of the partner's sales of 90 days, how many came back; and the median of all partners who sold enough to tell, as
-- last measured.
create function partner_return_rate() returns table (sold bigint, returned bigint, median numeric, partners int)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select count(*), count(*) filter (where i.returned_at is not null),
    (select (value ->> 'median')::numeric from platform_state where name = 'return_rates'),
    coalesce((select (value ->> 'partners')::int from platform_state where name = 'return_rates'), 0)
  from order_items i
  where i.partner_id = current_workspace() and i.created_at > now() - interval '90 days'
$$;
alter function partner_return_rate() owner to assay_exchange;
grant execute on function partner_returns(uuid, text[], uuid, int), partner_return_steps(uuid), partner_return_rate() to assay_app;
