-- Listing and buying. Every function here is owned by assay_exchange and acts for the workspace of the
-- transaction; none takes a workspace from its caller.

-- Labels an industry may show in a listing. What a partner typed beyond them is never shown.
create table industries (
  label text primary key
);
create unique index industries_folded on industries (lower(label));
grant select on industries to assay_app, assay_system, assay_exchange;

-- A lead as the market may see it: closed lists only, and its identities for ownership checks.
create function masked_leads(p_workspace uuid, p_lead_ids uuid[])
returns table (
  lead_id uuid, industry text, seniority text, department text, title_words text[], company_size text,
  country text, state text, score smallint, email_status text, phone_status text,
  has_email boolean, has_phone boolean, has_linkedin boolean, sourced_at timestamptz,
  email_identities bytea[], other_identities bytea[]
)
language sql stable
as $$
  select
    s.id, known.label, s.seniority, s.department, s.title_words, s.company_size,
    s.country, case when s.state ~ '^[A-Z]{2,3}$' then s.state end, s.score,
    case when s.email is not null then s.email_status end,
    case when s.phone_status = 'valid' or s.mobile_status = 'valid' then 'valid'
      else coalesce(case when s.phone is not null then s.phone_status end, case when s.mobile is not null then s.mobile_status end) end,
    s.email is not null, s.phone is not null or s.mobile is not null, s.linkedin_url is not null, s.sourced_at,
    coalesce(i.emails, '{}'), coalesce(i.others, '{}')
  from leads s
  left join industries known on lower(known.label) = lower(s.industry)
  left join lateral (
    select
      array_agg(identity order by identity) filter (where kind = 'email') as emails,
      array_agg(identity order by identity) filter (where kind <> 'email') as others
    from lead_identities where workspace_id = s.workspace_id and lead_id = s.id
  ) i on true
  where s.workspace_id = p_workspace and s.id = any (p_lead_ids)
$$;
alter function masked_leads(uuid, uuid[]) owner to assay_exchange;

-- Puts leads of this workspace on sale and says how many. A lead that is on sale or sold out stays as it is;
-- a withdrawn or expired one is offered again. Bought leads are never sold on, suppressed people never listed.
create function list_leads(p_lead_ids uuid[], p_price_hundredths bigint, p_max_buyers int, p_expires_at timestamptz)
returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  partner uuid := current_workspace();
  sellable uuid[];
  again int;
  done int;
begin
  -- A suspension waits for this lock, and then hides what was listed; refresh_partner_quality() does not.
  perform from partners where workspace_id = partner and status = 'approved' for key share;
  if not found then
    perform raise_problem(403, 'forbidden', 'Only an approved partner can list leads.');
  end if;
  sellable := array(
    select m.lead_id from masked_leads(partner, p_lead_ids) m
    join leads s on s.workspace_id = partner and s.id = m.lead_id
    where s.source <> 'marketplace' and not exists (
      select from suppressions x
      where x.identity = any (m.email_identities || m.other_identities)
        and (x.workspace_id is null or x.workspace_id = partner)));

  -- Not ON CONFLICT DO UPDATE: it would lock listings that are on sale, and in another order than purchases do.
  perform from listings
  where workspace_id = partner and lead_id = any (sellable) and status in ('withdrawn', 'expired')
  order by id for no key update;
  update listings set
    status = 'active', price_hundredths = p_price_hundredths, expires_at = p_expires_at, max_buyers = p_max_buyers,
    listed_at = now()
  where workspace_id = partner and lead_id = any (sellable) and status in ('withdrawn', 'expired')
    and times_sold < p_max_buyers;
  get diagnostics again = row_count;

  insert into listings (
    workspace_id, lead_id, price_hundredths, max_buyers, expires_at,
    industry, seniority, department, title_words, company_size, country, state, score, email_status, phone_status,
    has_email, has_phone, has_linkedin, sourced_at, email_identities, other_identities)
  select partner, m.lead_id, p_price_hundredths, p_max_buyers, p_expires_at,
    m.industry, m.seniority, m.department, m.title_words, m.company_size, m.country, m.state, m.score,
    m.email_status, m.phone_status, m.has_email, m.has_phone, m.has_linkedin, m.sourced_at,
    m.email_identities, m.other_identities
  from masked_leads(partner, sellable) m
  order by m.lead_id
  on conflict (workspace_id, lead_id) do nothing;
  get diagnostics done = row_count;
  return again + done;
end $$;
alter function list_leads(uuid[], bigint, int, timestamptz) owner to assay_exchange;
grant execute on function list_leads(uuid[], bigint, int, timestamptz) to assay_app;

-- Brings the listings of changed leads up to what the leads are now.
create function refresh_listings(p_lead_ids uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare done int;
begin
  perform from listings where workspace_id = current_workspace() and lead_id = any (p_lead_ids)
  order by id for no key update;
  update listings l set
    industry = m.industry, seniority = m.seniority, department = m.department, title_words = m.title_words,
    company_size = m.company_size, country = m.country, state = m.state, score = m.score,
    email_status = m.email_status, phone_status = m.phone_status, has_email = m.has_email,
    has_phone = m.has_phone, has_linkedin = m.has_linkedin, sourced_at = m.sourced_at,
    email_identities = m.email_identities, other_identities = m.other_identities
  from masked_leads(current_workspace(), p_lead_ids) m
  where l.workspace_id = current_workspace() and l.lead_id = m.lead_id;
  get diagnostics done = row_count;
  return done;
end $$;
alter function refresh_listings(uuid[]) owner to assay_exchange;
grant execute on function refresh_listings(uuid[]) to assay_app;

-- Takes this workspace's listings of these leads off the market (their leads go away, or the partner says so).
create function withdraw_listings_of(p_lead_ids uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare done int;
begin
  perform from listings where workspace_id = current_workspace() and lead_id = any (p_lead_ids)
  order by id for no key update;
  update listings set status = 'withdrawn'
  where workspace_id = current_workspace() and lead_id = any (p_lead_ids) and status in ('active', 'expired', 'suspended');
  get diagnostics done = row_count;
  return done;
end $$;
alter function withdraw_listings_of(uuid[]) owner to assay_exchange;
grant execute on function withdraw_listings_of(uuid[]) to assay_app;

-- Changes price, buyers or expiry of own listings that are on sale; null leaves a value as it is.
-- The ids that were changed come back.
create function reprice_listings(
  p_listings uuid[], p_price_hundredths bigint, p_max_buyers int, p_expires_at timestamptz, p_clear_expiry boolean
) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from partners where workspace_id = current_workspace() and status = 'approved' for key share;
  if not found then
    perform raise_problem(403, 'forbidden', 'Only an approved partner can change what is on sale.');
  end if;
  perform from listings where workspace_id = current_workspace() and id = any (p_listings)
  order by id for no key update;
  if exists (select from listings where workspace_id = current_workspace() and id = any (p_listings) and times_sold > p_max_buyers) then
    perform raise_problem(409, 'conflict', 'A listing was already sold to more buyers than that.');
  end if;
  return query
    update listings set
      price_hundredths = coalesce(p_price_hundredths, price_hundredths),
      max_buyers = coalesce(p_max_buyers, max_buyers),
      expires_at = case when p_clear_expiry then null else coalesce(p_expires_at, expires_at) end,
      status = case
        when times_sold >= coalesce(p_max_buyers, max_buyers) then 'sold_out'
        when status = 'expired' and not p_clear_expiry and coalesce(p_expires_at, expires_at) <= now() then 'expired'
        else 'active' end
    where workspace_id = current_workspace() and id = any (p_listings) and status in ('active', 'expired', 'sold_out')
    returning id;
end $$;
alter function reprice_listings(uuid[], bigint, int, timestamptz, boolean) owner to assay_exchange;
grant execute on function reprice_listings(uuid[], bigint, int, timestamptz, boolean) to assay_app;

-- Counts the workspace's verified and valid leads and this month's uploads anew, for the commission rule.
create function refresh_partner_quality() returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update partners p set (verified_leads, valid_leads) = (
    select count(*) filter (where email_status in ('valid', 'risky', 'invalid')), count(*) filter (where email_status = 'valid')
    from leads where workspace_id = p.workspace_id and source <> 'marketplace' and email is not null)
  where p.workspace_id = current_workspace();
  insert into partner_months (workspace_id, month, uploads)
  select p.workspace_id, m.month, coalesce(sum(i.imported), 0)
  from partners p
  cross join (select date_trunc('month', now() at time zone 'UTC')::date as month) m
  left join imports i on i.workspace_id = p.workspace_id and i.kind = 'partner'
    and i.created_at >= m.month::timestamp at time zone 'UTC'
  where p.workspace_id = current_workspace()
  group by p.workspace_id, m.month
  on conflict (workspace_id, month) do update set uploads = excluded.uploads;
$$;
alter function refresh_partner_quality() owner to assay_exchange;
grant execute on function refresh_partner_quality() to assay_app;

-- The percentage a sale of a lead uploaded now would earn this partner.
create function commission_now() returns int
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select percent from commission(current_workspace(), now(), now()) $$;
alter function commission_now() owner to assay_exchange;
grant execute on function commission_now() to assay_app;

-- A workspace asks to sell, once; asking again changes the words until the operator has decided.
create function apply_as_partner(p_company text, p_website text, p_about text, p_actor uuid) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare now_is text;
begin
  insert into partners (workspace_id, company, website, about, applied_by)
  values (current_workspace(), p_company, p_website, p_about, p_actor)
  on conflict (workspace_id) do update set company = excluded.company, website = excluded.website, about = excluded.about
  where partners.status = 'applied'
  returning status into now_is;
  if now_is is null then
    perform raise_problem(409, 'conflict', 'This workspace is already a partner.');
  end if;
  return now_is;
end $$;
alter function apply_as_partner(text, text, text, uuid) owner to assay_exchange;
grant execute on function apply_as_partner(text, text, text, uuid) to assay_app;

-- The operator's word on a partner. Suspension hides its listings, approval shows them again.
create function decide_partner(p_operator uuid, p_workspace uuid, p_status text, p_reason text) returns text
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  if not exists (select from operators where user_id = p_operator) then
    perform raise_problem(403, 'forbidden', 'Only the operator decides about partners.');
  end if;
  if p_status is null or p_status not in ('approved', 'suspended') then
    perform raise_problem(422, 'invalid_input', 'A partner is approved or suspended.');
  end if;
  perform from partners where workspace_id = p_workspace for update;
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
  return p_status;
end $$;
alter function decide_partner(uuid, uuid, text, text) owner to assay_exchange;
grant execute on function decide_partner(uuid, uuid, text, text) to assay_system;

-- Listings past their date leave the market; says how many.
create function expire_listings() returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare done int;
begin
  with due as (
    select id from listings where status = 'active' and expires_at <= now() order by id limit 10000 for no key update skip locked
  )
  update listings l set status = 'expired' from due where l.id = due.id;
  get diagnostics done = row_count;
  return done;
end $$;
alter function expire_listings() owner to assay_exchange;
grant execute on function expire_listings() to assay_system;

-- What is bought: the listing, the lead it becomes, and the partner's lead it comes from.
create type order_line as (
  listing_id uuid, lead_id uuid, seller uuid, source uuid, price bigint, uploaded_at timestamptz
);

-- What a purchase does seldom, kept out of its way.

create function refuse_unknown_listings(p_listings uuid[]) returns void
language plpgsql
as $$
declare unknown uuid;
begin
  select a.id into unknown from unnest(p_listings) a (id)
  where not exists (select from listings l where l.id = a.id) limit 1;
  if found then
    perform raise_problem(404, 'not_found', 'There is no such listing.', jsonb_build_object('listing_id', unknown));
  end if;
end $$;
alter function refuse_unknown_listings(uuid[]) owner to assay_exchange;

create function raise_insufficient_credits(p_required bigint, p_balance bigint) returns void
language plpgsql
as $$
begin
  perform raise_problem(402, 'insufficient_credits', 'There are not enough credits for this order.', jsonb_build_object(
    'required', as_credits(p_required), 'balance', as_credits(p_balance), 'shortfall', as_credits(p_required - p_balance)));
end $$;
alter function raise_insufficient_credits(bigint, bigint) owner to assay_exchange;

-- The listings whose person stands earlier in the list: an email makes two the same person; a phone with name or
-- a LinkedIn URL does when one of them has no email.
create function repeated_people(p_listings uuid[]) returns uuid[]
language sql stable
as $$
  with keys as (
    select a.id, a.n, true as is_email, false as bare, unnest(l.email_identities) as identity
    from unnest(p_listings) with ordinality a (id, n) join listings l on l.id = a.id
    union all
    select a.id, a.n, false, l.email_identities = '{}', unnest(l.other_identities)
    from unnest(p_listings) with ordinality a (id, n) join listings l on l.id = a.id
  ), firsts as (
    select id, n, case
        when is_email or bare then min(n) over (partition by identity)
        else min(n) filter (where bare) over (partition by identity)
      end as first_n
    from keys
  )
  select coalesce(array_agg(distinct id), '{}') from firsts where first_n < n
$$;
alter function repeated_people(uuid[]) owner to assay_exchange;

-- Fewer identities were stored than there are: a phone or LinkedIn URL another lead of the buyer holds is no loss,
-- but who has no email must win all of their identities and others their emails, or somebody stored this person
-- after we looked.
create function refuse_lost_people(p_buyer uuid, p_lines order_line[]) returns void
language plpgsql
as $$
begin
  if exists (
    select
    from unnest(p_lines) b
    join lead_identities i on i.workspace_id = b.seller and i.lead_id = b.source
    left join lead_identities mine on mine.workspace_id = p_buyer and mine.identity = i.identity and mine.lead_id = b.lead_id
    where mine.identity is null and (i.kind = 'email' or not exists (
      select from lead_identities e where e.workspace_id = b.seller and e.lead_id = b.source and e.kind = 'email'))
  ) then
    raise exception 'a person of this order was stored meanwhile' using errcode = 'serialization_failure';
  end if;
end $$;
alter function refuse_lost_people(uuid, order_line[]) owner to assay_exchange;

-- Buys listings for this workspace in one transaction: wallet debit, times_sold, the buyer's leads, the partners'
-- earnings and the events commit together or not at all. Locks: the key, then listings by id, the wallet last.
-- Answers { order_id, items: [{listing_id, lead_id, price}], skipped: [{listing_id, reason}], credits_charged, balance }.
-- Raises AS402 (required, balance, shortfall), AS404, AS409, AS422; 40001 when another transaction of the same
-- workspace stored one of these people in between: call again.
--
-- Statements are few and joins are by key, because starting a statement costs more than running it here. Foreign
-- keys whose truth this function guarantees are left out for the same reason: see docs/decisions/0002 and ledger:verify.
create function buy_listings(
  p_listings uuid[], p_on_unavailable text, p_key text, p_request_hash bytea, p_actor uuid,
  p_max_total_hundredths bigint default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
-- planning these statements costs more than running them; every one goes by key
set plan_cache_mode = force_generic_plan
as $$
declare
  buyer uuid := current_workspace();
  this_order uuid := uuidv7();
  transfer uuid := uuidv7();
  result jsonb;
  lines order_line[];
  repeated uuid[] := '{}';
  items jsonb;
  skipped jsonb;
  total bigint;
  identities int;
  partners uuid[];
  told jsonb[];
  -- what is credited: the partners' earnings and the platform's revenue
  accounts uuid[];
  account_workspaces uuid[];
  amounts bigint[];
  wallet uuid;
  balance bigint;
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
    select
      coalesce(array_agg((j.id, j.new_lead, j.seller, j.source, j.price, j.uploaded_at)::order_line)
        filter (where j.reason is null), '{}'),
      coalesce(sum(j.price) filter (where j.reason is null), 0),
      coalesce(sum(j.identities) filter (where j.reason is null), 0),
      coalesce(jsonb_agg(jsonb_build_object('listing_id', j.id, 'lead_id', j.new_lead, 'price', as_credits(j.price)))
        filter (where j.reason is null), '[]'),
      coalesce(jsonb_agg(jsonb_build_object('listing_id', j.id, 'reason', j.reason))
        filter (where j.reason is not null), '[]')
    into lines, total, identities, items, skipped
    from (
      select l.id, l.workspace_id as seller, l.lead_id as source, uuidv7() as new_lead,
        l.price_hundredths as price, l.sourced_at as uploaded_at,
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
          when l.id = any (repeated) or a.n > array_position(p_listings, a.id) then 'same_person'
        end as reason
      from unnest(p_listings) with ordinality a (id, n)
      join listings l on l.id = a.id
      order by a.n
    ) j;
    exit when repeated <> '{}' or cardinality(lines) < 2;
    repeated := repeated_people(array(select listing_id from unnest(lines)));
    exit when repeated = '{}';
  end loop;

  if p_on_unavailable = 'fail' and skipped <> '[]' then
    perform raise_problem(409, 'conflict', 'Some of these listings cannot be bought now; nothing was charged.',
      jsonb_build_object('skipped', skipped));
  end if;
  if total > p_max_total_hundredths then
    perform raise_problem(409, 'conflict', 'The price changed since it was shown; nothing was charged.',
      jsonb_build_object('required', as_credits(total), 'max_total', as_credits(p_max_total_hundredths)));
  end if;
  -- Refused here without waiting for the wallet's lock; the debit below is what decides.
  select balance_hundredths into balance from ledger_accounts where workspace_id = buyer and kind = 'wallet';
  balance := coalesce(balance, 0);
  if balance < total then
    perform raise_insufficient_credits(total, balance);
  end if;

  insert into orders (workspace_id, id, actor_id, total_hundredths, item_count, skipped)
  values (buyer, this_order, p_actor, total, cardinality(lines), skipped);

  if lines <> '{}' then
    update listings set
      times_sold = times_sold + 1,
      status = case when times_sold + 1 >= max_buyers then 'sold_out' else status end
    where id = any (array(select listing_id from unnest(lines)));

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
      s.linkedin_url, s.industry, s.company_size, 0, s.sourced_at,
      (select array(select lower(unnest(w.priority_industries))) from workspaces w where w.id = buyer),
      (now() at time zone 'UTC')::date) p;

    with sold as (
      insert into order_items (
        workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths,
        earning_hundredths, rate_percent, rule_version, rule_inputs, released_at)
      select buyer, this_order, b.listing_id, b.lead_id, b.seller, b.price,
        b.price * c.percent / 100, c.percent, c.version, c.inputs, now() + make_interval(days => c.holdback_days)
      from unnest(lines) b
      cross join lateral commission(b.seller, b.uploaded_at, now()) c
      returning partner_id, listing_id, earning_hundredths
    )
    select
      array_agg(p.partner_id), array_agg(p.told), sum(p.items),
      array_agg(a.id) || (select id from ledger_accounts where workspace_id is null and kind = 'revenue'),
      array_agg(p.partner_id) || null::uuid, array_agg(p.amount) || (total - sum(p.amount))::bigint
    into partners, told, done, accounts, account_workspaces, amounts
    from (
      select partner_id, sum(earning_hundredths)::bigint as amount, count(*) as items, jsonb_build_object(
        'ids', jsonb_agg(listing_id), 'count', count(*), 'earned', as_credits(sum(earning_hundredths)::bigint)) as told
      from sold group by partner_id
    ) p
    join ledger_accounts a on a.workspace_id = p.partner_id and a.kind = 'earning';
    if done is distinct from cardinality(lines) then
      raise exception 'no commission rule is in force, or a partner has no account';
    end if;

    insert into ledger_transfers (id, workspace_id, kind, actor_id, order_id)
    values (transfer, buyer, 'purchase', p_actor, this_order);
    insert into events (workspace_id, type, payload)
    select p.partner_id, 'listing.sold', p.told from unnest(partners, told) p (partner_id, told)
    union all
    select buyer, 'lead.created', jsonb_build_object(
      'ids', (select jsonb_agg(lead_id) from unnest(lines)), 'count', cardinality(lines), 'source', 'marketplace', 'order_id', this_order)
    union all
    select buyer, 'order.created', jsonb_build_object(
      'ids', jsonb_build_array(this_order), 'count', cardinality(lines), 'credits_charged', as_credits(total))
    union all
    select buyer, 'credits.changed', jsonb_build_object('change', -as_credits(total), 'transfer_id', transfer);

    -- Orders on one wallet wait for each other from here to the commit, so what follows is only what needs the balance.
    update ledger_accounts set balance_hundredths = balance_hundredths - total
    where workspace_id = buyer and kind = 'wallet' and balance_hundredths >= total
    returning id, balance_hundredths into wallet, balance;
    if not found then
      -- another order took the credits while this one waited for the wallet
      select balance_hundredths into balance from ledger_accounts where workspace_id = buyer and kind = 'wallet';
      perform raise_insufficient_credits(total, balance);
    end if;
    insert into ledger_entries
      (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
    select transfer, e.*
    from unnest(
      wallet || accounts, buyer || account_workspaces, -total || amounts, array[balance + total], array[balance]
    ) e (account_id, workspace_id, amount, balance_before, balance_after)
    where e.amount <> 0;
  end if;

  result := jsonb_build_object(
    'order_id', this_order, 'items', items, 'skipped', skipped,
    'credits_charged', as_credits(total), 'balance', as_credits(balance));
  insert into idempotency_keys (workspace_id, operation, key, request_hash, answer)
  values (buyer, 'order', p_key, p_request_hash, result);
  return result;
end $$;
alter function buy_listings(uuid[], text, text, bytea, uuid, bigint) owner to assay_exchange;
grant execute on function buy_listings(uuid[], text, text, bytea, uuid, bigint) to assay_app;


