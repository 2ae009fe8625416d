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
  email_identities bytea[], phone_identity bytea, linkedin_identity bytea
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
    coalesce(i.emails, '{}'), i.phone, i.linkedin
  from leads s
  left join industries known on lower(known.label) = lower(s.industry)
  left join lateral (
    select
      array_agg(identity order by identity) filter (where kind = 'email') as emails,
      min(identity) filter (where kind = 'phone') as phone,
      min(identity) filter (where kind = 'linkedin') as linkedin
    from lead_identities where workspace_id = s.workspace_id and lead_id = s.id
  ) i on true
  where s.workspace_id = p_workspace and s.id = any (p_lead_ids)
$$;
alter function masked_leads(uuid, uuid[]) owner to assay_exchange;

-- Puts leads of this workspace on sale and says how many. A lead that is on sale or sold out stays as it is;
-- a withdrawn or expired one is offered again. Bought leads are never sold on, suppressed people never listed.
create function list_leads(p_lead_ids uuid[], p_price_hundredths bigint, p_max_buyers int, p_expires_at timestamptz)
returns int
language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
  partner uuid := current_workspace();
  done int;
begin
  -- A share lock: a suspension waits for us and then hides what we listed.
  perform from partners where workspace_id = partner and status = 'approved' for share;
  if not found then
    perform raise_problem(403, 'forbidden', 'Only an approved partner can list leads.');
  end if;
  insert into listings as l (
    workspace_id, lead_id, price_hundredths, max_buyers, expires_at,
    industry, seniority, department, title_words, company_size, country, state, score, email_status, phone_status,
    has_email, has_phone, has_linkedin, sourced_at, email_identities, phone_identity, linkedin_identity)
  select partner, m.lead_id, p_price_hundredths, p_max_buyers, p_expires_at,
    m.industry, m.seniority, m.department, m.title_words, m.company_size, m.country, m.state, m.score,
    m.email_status, m.phone_status, m.has_email, m.has_phone, m.has_linkedin, m.sourced_at,
    m.email_identities, m.phone_identity, m.linkedin_identity
  from masked_leads(partner, p_lead_ids) m
  join leads s on s.workspace_id = partner and s.id = m.lead_id
  where s.source <> 'marketplace'
    and not exists (
      select from suppressions x
      where x.identity = any (m.email_identities || array[m.phone_identity, m.linkedin_identity])
        and (x.workspace_id is null or x.workspace_id = partner))
  order by m.lead_id
  on conflict (workspace_id, lead_id) do update set
    status = 'active', price_hundredths = excluded.price_hundredths, expires_at = excluded.expires_at,
    max_buyers = excluded.max_buyers, listed_at = now()
  where l.status in ('withdrawn', 'expired') and l.times_sold < excluded.max_buyers;
  get diagnostics done = row_count;
  return done;
end $$;
alter function list_leads(uuid[], bigint, int, timestamptz) owner to assay_exchange;
grant execute on function list_leads(uuid[], bigint, int, timestamptz) to assay_app;

-- Brings the listings of changed leads up to what the leads are now.
create function refresh_listings(p_lead_ids uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, public
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
    email_identities = m.email_identities, phone_identity = m.phone_identity, linkedin_identity = m.linkedin_identity
  from masked_leads(current_workspace(), p_lead_ids) m
  where l.workspace_id = current_workspace() and l.lead_id = m.lead_id;
  get diagnostics done = row_count;
  return done;
end $$;
alter function refresh_listings(uuid[]) owner to assay_exchange;
grant execute on function refresh_listings(uuid[]) to assay_app;

-- Takes this workspace's listings of these leads off the market (their leads go away, or the partner says so).
create function withdraw_listings_of(p_lead_ids uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, public
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
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
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
language sql security definer set search_path = pg_catalog, public
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
language sql stable security definer set search_path = pg_catalog, public
as $$ select percent from commission(current_workspace(), now(), now()) $$;
alter function commission_now() owner to assay_exchange;
grant execute on function commission_now() to assay_app;

-- A workspace asks to sell, once; asking again changes the words until the operator has decided.
create function apply_as_partner(p_company text, p_website text, p_about text, p_actor uuid) returns text
language plpgsql security definer set search_path = pg_catalog, public
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
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
  if not exists (select from operators where user_id = p_operator) then
    perform raise_problem(403, 'forbidden', 'Only the operator decides about partners.');
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
language plpgsql security definer set search_path = pg_catalog, public
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

-- Buys listings for this workspace in one transaction: wallet debit, times_sold, the buyer's leads, the partners'
-- earnings and the events commit together or not at all. Locks: listings by id first, the wallet last.
-- Answers { order_id, items: [{listing_id, lead_id, price}], skipped: [{listing_id, reason}], credits_charged, balance }.
-- Raises AS402 (required, balance, shortfall), AS404, AS409; 40001 when another transaction of the same workspace
-- took one of these people in between: call again.
create function buy_listings(
  p_listings uuid[], p_on_unavailable text, p_key text, p_request_hash bytea, p_actor uuid,
  p_max_total_hundredths bigint default null
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public
-- planning these statements costs more than running them; every one goes by key
set plan_cache_mode = force_generic_plan
as $$
declare
  buyer uuid := current_workspace();
  result jsonb;
  unknown uuid;
  this_order uuid := uuidv7();
  transfer uuid;
  bought uuid[];
  new_leads uuid[];
  skipped jsonb;
  total bigint;
  wallet uuid;
  balance bigint;
  expected int;
  done int;
begin
  if buyer is null then
    raise exception 'buy_listings needs app.workspace_id';
  end if;
  result := claim_idempotency_key(buyer, 'order', p_key, p_request_hash);
  if result is not null then return result; end if;

  perform from listings where id = any (p_listings) order by id for no key update;

  select a.id into unknown from unnest(p_listings) a (id) left join listings l on l.id = a.id where l.id is null limit 1;
  if unknown is not null then
    perform raise_problem(404, 'not_found', 'There is no such listing.', jsonb_build_object('listing_id', unknown));
  end if;

  with asked as (
    select l.*, a.n from unnest(p_listings) with ordinality a (id, n) join listings l on l.id = a.id
  ), judged as materialized (
    select id, n, email_identities, phone_identity, linkedin_identity, price_hundredths,
      case
        when workspace_id = buyer then 'own_listing'
        when status = 'sold_out' then 'sold_out'
        when status <> 'active' or expires_at <= now() then 'withdrawn'
        when times_sold >= max_buyers then 'sold_out'
        when exists (
          select from suppressions s
          where s.identity = any (email_identities || array[phone_identity, linkedin_identity])
            and (s.workspace_id is null or s.workspace_id in (buyer, asked.workspace_id))) then 'suppressed'
        when owned.listing_id is not null then 'already_owned'
      end as reason
    from asked left join owned_among(buyer, p_listings) owned (listing_id) on owned.listing_id = asked.id
  ), keys as (
    select n, email_identities = '{}' as bare, 'email' as kind, unnest(email_identities) as identity from judged where reason is null
    union all
    select n, email_identities = '{}', 'other', identity
    from judged, unnest(array[phone_identity, linkedin_identity]) identity
    where reason is null and identity is not null
  ), firsts as (
    -- an email makes two listings the same person; a phone with name or a LinkedIn URL does when one has no email
    select n, case
        when kind = 'email' or bare then min(n) over (partition by identity)
        else min(n) filter (where bare) over (partition by identity)
      end as first_n
    from keys
  ), repeated as (
    select n from firsts group by n having min(first_n) < n
  ), final as materialized (
    select j.id, j.n, j.price_hundredths, coalesce(j.reason, case when r.n is not null then 'same_person' end) as reason
    from judged j left join repeated r on r.n = j.n
  )
  select
    coalesce(array_agg(id order by n) filter (where reason is null), '{}'),
    coalesce(jsonb_agg(jsonb_build_object('listing_id', id, 'reason', reason) order by n) filter (where reason is not null), '[]'),
    coalesce(sum(price_hundredths) filter (where reason is null), 0),
    coalesce(array_agg(uuidv7()) filter (where reason is null), '{}')
  into bought, skipped, total, new_leads
  from final;

  if p_on_unavailable = 'fail' and skipped <> '[]' then
    perform raise_problem(409, 'conflict', 'Some of these listings cannot be bought now; nothing was charged.',
      jsonb_build_object('skipped', skipped));
  end if;
  if total > p_max_total_hundredths then
    perform raise_problem(409, 'conflict', 'The price changed since it was shown; nothing was charged.',
      jsonb_build_object('required', total / 100.0, 'max_total', p_max_total_hundredths / 100.0));
  end if;
  -- Refused here without waiting for the wallet's lock; the debit below is what decides.
  select a.balance_hundredths into balance from ledger_accounts a where a.workspace_id = buyer and a.kind = 'wallet';
  balance := coalesce(balance, 0);
  if balance < total then
    perform raise_problem(402, 'insufficient_credits', 'There are not enough credits for this order.',
      jsonb_build_object('required', total / 100.0, 'balance', balance / 100.0, 'shortfall', (total - balance) / 100.0));
  end if;

  insert into orders (workspace_id, id, actor_id, total_hundredths, item_count, skipped)
  values (buyer, this_order, p_actor, total, cardinality(bought), skipped);

  if cardinality(bought) > 0 then
    update listings set
      times_sold = times_sold + 1,
      status = case when times_sold + 1 >= max_buyers then 'sold_out' else status end
    where id = any (bought);

    -- Who has no email must win all of their identities, others their emails: what is lost was taken meanwhile.
    with owned as (
      select b.lead_id, l.email_identities, l.phone_identity, l.linkedin_identity
      from unnest(bought, new_leads) b (listing_id, lead_id) join listings l on l.id = b.listing_id
    ), keys as (
      select lead_id, 'email' as kind, unnest(email_identities) as identity, true as must from owned
      union all
      select lead_id, 'phone', phone_identity, email_identities = '{}' from owned where phone_identity is not null
      union all
      select lead_id, 'linkedin', linkedin_identity, email_identities = '{}' from owned where linkedin_identity is not null
    ), taken as (
      insert into lead_identities (workspace_id, identity, kind, lead_id)
      select buyer, identity, kind, lead_id from keys order by identity
      on conflict do nothing
      returning identity, lead_id
    )
    select count(*) filter (where must), count(t.identity) filter (where must) into expected, done
    from keys left join taken t using (identity, lead_id);
    if done < expected then
      raise exception 'a person of this order was stored meanwhile' using errcode = 'serialization_failure';
    end if;

    insert into leads (
      workspace_id, id, dedup_hash, source, source_detail, order_id,
      email, email_status, email_flags, second_email, second_email_status, phone, phone_status, mobile, mobile_status,
      verifications, first_name, last_name, full_name, name_key, job_title, title_words, seniority, department,
      company_name, company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url,
      website, consent_source, consent_at, consent_text, consent_ip,
      points_email, points_phone, points_completeness, points_fit, points_recency, points_engagement, sourced_at)
    select
      buyer, b.lead_id, s.dedup_hash, 'marketplace', null, this_order,
      s.email, s.email_status, s.email_flags, s.second_email, s.second_email_status, s.phone, s.phone_status, s.mobile, s.mobile_status,
      s.verifications, s.first_name, s.last_name, s.full_name, s.name_key, s.job_title, s.title_words, s.seniority, s.department,
      s.company_name, s.company_domain, s.industry, s.company_size, s.revenue, s.city, s.state, s.postal_code, s.country, s.linkedin_url,
      s.website, s.consent_source, s.consent_at, s.consent_text, s.consent_ip,
      p.points_email, p.points_phone, p.points_completeness, p.points_fit, p.points_recency, p.points_engagement, s.sourced_at
    from unnest(bought, new_leads) b (listing_id, lead_id)
    join listings l on l.id = b.listing_id
    join leads s on s.workspace_id = l.workspace_id and s.id = l.lead_id
    cross join (select array(select lower(unnest(priority_industries))) as priority from workspaces where id = buyer) w
    cross join lateral lead_points(
      s.email, s.email_status, s.phone, s.phone_status, s.mobile, s.mobile_status, s.company_name, s.job_title,
      s.linkedin_url, s.industry, s.company_size, 0, s.sourced_at, w.priority, (now() at time zone 'UTC')::date) p
    order by s.dedup_hash
    on conflict on constraint leads_identity do nothing;
    get diagnostics done = row_count;
    if done < cardinality(bought) then
      raise exception 'a person of this order was stored meanwhile' using errcode = 'serialization_failure';
    end if;

    insert into order_items (
      workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths,
      earning_hundredths, rate_percent, rule_version, rule_inputs, released_at)
    select buyer, this_order, l.id, b.lead_id, l.workspace_id, l.price_hundredths,
      l.price_hundredths * c.percent / 100, c.percent, c.version, c.inputs, now() + make_interval(days => c.holdback_days)
    from unnest(bought, new_leads) b (listing_id, lead_id)
    join listings l on l.id = b.listing_id
    join leads s on s.workspace_id = l.workspace_id and s.id = l.lead_id
    cross join lateral commission(l.workspace_id, s.created_at, now()) c;

    transfer := uuidv7();
    insert into ledger_transfers (id, workspace_id, kind, actor_id, order_id)
    values (transfer, buyer, 'purchase', p_actor, this_order);

    update ledger_accounts a set balance_hundredths = a.balance_hundredths - total
    where a.workspace_id = buyer and a.kind = 'wallet' and a.balance_hundredths >= total
    returning a.id, a.balance_hundredths into wallet, balance;
    if not found then
      select a.balance_hundredths into balance from ledger_accounts a where a.workspace_id = buyer and a.kind = 'wallet';
      perform raise_problem(402, 'insufficient_credits', 'There are not enough credits for this order.',
        jsonb_build_object('required', total / 100.0, 'balance', balance / 100.0, 'shortfall', (total - balance) / 100.0));
    end if;

    with earned as (
      select i.partner_id, sum(i.earning_hundredths)::bigint as amount, count(*)::int as sold,
        jsonb_agg(i.listing_id order by i.listing_id) as listing_ids
      from order_items i where i.workspace_id = buyer and i.order_id = this_order
      group by i.partner_id
    ), entries as (
      insert into ledger_entries
        (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
      select transfer, wallet, buyer, -total, balance + total, balance
      union all
      select transfer, a.id, e.partner_id, e.amount, null, null
      from earned e join ledger_accounts a on a.workspace_id = e.partner_id and a.kind = 'earning'
      where e.amount > 0
      union all
      select transfer, a.id, null, total - (select sum(amount) from earned), null, null
      from ledger_accounts a
      where a.workspace_id is null and a.kind = 'revenue' and total > (select sum(amount) from earned)
    )
    insert into events (workspace_id, type, payload)
    select partner_id, 'listing.sold', jsonb_build_object('ids', listing_ids, 'count', sold, 'earned', amount / 100.0) from earned
    union all
    select buyer, 'lead.created', jsonb_build_object('ids', to_jsonb(new_leads), 'count', cardinality(new_leads), 'source', 'marketplace', 'order_id', this_order)
    union all
    select buyer, 'order.created', jsonb_build_object('ids', jsonb_build_array(this_order), 'count', cardinality(bought), 'credits_charged', total / 100.0)
    union all
    select buyer, 'credits.changed', jsonb_build_object('balance', balance / 100.0, 'transfer_id', transfer);
  end if;

  result := jsonb_build_object(
    'order_id', this_order,
    'items', (
      select coalesce(jsonb_agg(jsonb_build_object('listing_id', l.id, 'lead_id', b.lead_id, 'price', l.price_hundredths / 100.0) order by b.n), '[]')
      from unnest(bought, new_leads) with ordinality b (listing_id, lead_id, n) join listings l on l.id = b.listing_id),
    'skipped', skipped,
    'credits_charged', total / 100.0,
    'balance', balance / 100.0);
  update idempotency_keys k set answer = result
  where k.workspace_id = buyer and k.operation = 'order' and k.key = p_key;
  return result;
end $$;
grant select, insert, update, delete on leads, lead_identities to assay_exchange;
alter function buy_listings(uuid[], text, text, bytea, uuid, bigint) owner to assay_exchange;
grant execute on function buy_listings(uuid[], text, text, bytea, uuid, bigint) to assay_app;
