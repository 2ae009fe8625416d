-- A cheaper purchase. It is some fifteen short statements: each builds the state of its plan anew, and reads anew the
-- checks of the table it writes, which takes longer than finding and storing its rows. So here are fewer and simpler
-- expressions, fewer checks to read, and plans that go by index whatever the tables held when they were made.

-- One check instead of five, in a function, which is compiled once in a session.
create function ledger_entry_adds_up(p_amount bigint, p_before bigint, p_after bigint) returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return p_amount <> 0 and (
    (p_before is null and p_after is null)
    or coalesce(p_before >= 0 and p_after >= 0 and p_before + p_amount = p_after, false));
end $$;
alter table ledger_entries
  add constraint ledger_entries_add_up check (
    ledger_entry_adds_up(amount_hundredths, balance_before_hundredths, balance_after_hundredths)),
  drop constraint ledger_entries_amount_hundredths_check,
  drop constraint ledger_entries_balance_before_hundredths_check,
  drop constraint ledger_entries_balance_after_hundredths_check,
  drop constraint ledger_entries_check,
  drop constraint ledger_entries_check1;

create function sale_adds_up(p_price bigint, p_earning bigint) returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return p_price > 0 and p_earning between 0 and p_price;
end $$;
alter table order_items
  add constraint order_items_add_up check (sale_adds_up(price_hundredths, earning_hundredths)),
  drop constraint order_items_price_hundredths_check,
  drop constraint order_items_check;

grant execute on function ledger_entry_adds_up(bigint, bigint, bigint), sale_adds_up(bigint, bigint)
  to assay_app, assay_system, assay_exchange;

-- Wallets that are debited at once lie on pages with room for their next version.
alter table ledger_accounts set (fillfactor = 50);

-- What is bought: also what its partner earns, by which rule, and on which account.
alter type order_line
  add attribute account uuid,
  add attribute earning bigint,
  add attribute percent int,
  add attribute rule_version int,
  add attribute rule_inputs jsonb,
  add attribute holdback_days int;

-- Buys listings for this workspace in one transaction: wallet debit, times_sold, the buyer's leads, the partners'
-- earnings and the events commit together or not at all. Locks: the key, then listings by id, the wallet last.
-- Answers { order_id, items: [{listing_id, lead_id, price}], skipped: [{listing_id, reason}], credits_charged, balance }.
-- Raises AS402 (required, balance, shortfall), AS404, AS409, AS422; 40001 when another transaction of the same
-- workspace stored one of these people in between: call again.
--
-- Starting a statement costs more than running it here, and what it costs is the number of expressions in it: so
-- everything about a listing is asked once, when it is judged, and kept in its line. Foreign keys whose truth this
-- function guarantees are left out for the same reason: see docs/decisions/0002 and ledger:verify.
create or replace function buy_listings(
  p_listings uuid[], p_on_unavailable text, p_key text, p_request_hash bytea, p_actor uuid,
  p_max_total_hundredths bigint default null
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
  priorities text[];
  done int;
begin
  if buyer is null then
    raise exception 'buy_listings needs app.workspace_id';
  end if;
  if p_listings is null or cardinality(p_listings) not between 1 and 1000 then
    perform raise_problem(422, 'invalid_input', 'An order takes 1 to 1,000 listings.');
  end if;
  result := find_answer(buyer, 'order', p_key, p_request_hash);
  if result is not null then return result; end if;

  perform from listings where id = any (p_listings) order by id for no key update;
  get diagnostics done = row_count;
  if done < cardinality(p_listings) then
    perform refuse_unknown_listings(p_listings);
  end if;

  -- A second time only when one person is in the order twice.
  loop
    bought := '{}'; lines := '{}'; items := '{}'; skipped := '{}'; total := 0; earned := 0; identities := 0;
    foreach listing in array p_listings loop
      select
        (l.id, uuidv7(), l.workspace_id, l.lead_id, l.price_hundredths, l.sourced_at,
          a.id, l.price_hundredths * c.percent / 100, c.percent, c.version, c.inputs, c.holdback_days)::order_line as line,
        cardinality(l.email_identities) + cardinality(l.other_identities) as identities,
        case
          when l.workspace_id = buyer then 'own_listing'
          when l.status = 'sold_out' or l.times_sold >= l.max_buyers then 'sold_out'
          when l.status <> 'active' or l.expires_at <= now()
            or not exists (select from leads s where s.workspace_id = l.workspace_id and s.id = l.lead_id) then 'withdrawn'
          when exists (
            select from suppressions x
            where x.identity = any (l.email_identities || l.other_identities)
              and (x.workspace_id is null or x.workspace_id in (buyer, l.workspace_id))) then 'suppressed'
          when exists (select from owners_of(buyer, l.email_identities, l.other_identities))
            or exists (select from order_items b where b.workspace_id = buyer and b.listing_id = l.id) then 'already_owned'
          when l.id = any (repeated) or l.id = any (bought) then 'same_person'
        end as reason
      into judged
      from listings l
      left join lateral commission(l.workspace_id, l.sourced_at, now()) c on true
      left join ledger_accounts a on a.workspace_id = l.workspace_id and a.kind = 'earning'
      where l.id = listing;

      if judged.reason is not null then
        skipped := array_append(skipped, jsonb_build_object('listing_id', listing, 'reason', judged.reason));
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
  -- Refused here without waiting for the wallet's lock; the debit below is what decides.
  select a.id, coalesce(a.balance_hundredths, 0), r.id, w.priority_industries
  into wallet, balance, revenue, priorities
  from workspaces w
  join ledger_accounts r on r.workspace_id is null and r.kind = 'revenue'
  left join ledger_accounts a on a.workspace_id = w.id and a.kind = 'wallet'
  where w.id = buyer;
  if balance < total then
    perform raise_insufficient_credits(total, balance);
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
    returning balance_hundredths into balance;
    if not found then
      -- another order took the credits while this one waited for the wallet
      select balance_hundredths into balance from ledger_accounts where id = wallet;
      perform raise_insufficient_credits(total, balance);
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
