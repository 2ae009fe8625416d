-- Partners, listings, orders, and the purchase: one function, one transaction.

create table partners (
  workspace_id uuid primary key references workspaces (id),
  status text not null default 'applied' check (status in ('applied', 'approved', 'suspended')),
  company text not null check (length(company) between 1 and 200),
  website text,
  about text,
  applied_by uuid,
  applied_at timestamptz not null default now(),
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  -- moved by the imports that change them; what the commission rule reads
  verified_leads bigint not null default 0 check (verified_leads >= 0),
  valid_leads bigint not null default 0 check (valid_leads >= 0)
);

create table partner_months (
  workspace_id uuid not null references partners (workspace_id),
  month date not null check (extract(day from month) = 1),
  uploads bigint not null default 0,
  primary key (workspace_id, month)
);

-- Rates in whole percent. A rule is never changed, a new version follows it.
create table commission_rules (
  version int primary key,
  base_percent int not null,
  fresh_percent int not null,
  fresh_days int not null,
  quality_percent int not null,
  quality_valid_percent int not null,
  volume_percent int not null,
  volume_uploads int not null,
  max_percent int not null check (max_percent between 0 and 100),
  holdback_days int not null,
  effective_at timestamptz not null default now()
);
insert into commission_rules values (1, 30, 10, 7, 5, 95, 5, 10000, 50, 14, '2020-01-01');

-- Domains, because a table's checks are read anew by every statement that updates it, and a purchase changes none of
-- these.
create domain listing_status as text
  check (value in ('active', 'sold_out', 'expired', 'withdrawn', 'suspended'));
create domain listing_price as bigint check (value between 1 and 100000000);
create domain buyer_limit as int check (value between 1 and 1000);

-- In a function for the same reason: Postgres reads a table's expressions anew for every row an UPDATE touches, and
-- a call is short to read.
create function listing_facets(
  industry text, seniority text, department text, company_size text, country text, state text,
  has_email boolean, has_phone boolean, has_linkedin boolean, email_status text, phone_status text, max_buyers int
) returns text[]
language plpgsql immutable parallel safe
as $$
begin
  return array_remove(array[
    'industry:' || industry,
    'seniority:' || seniority,
    'department:' || department,
    'size:' || company_size,
    'country:' || country,
    'state:' || country || '-' || state,
    case when has_email then 'has:email' end,
    case when has_phone then 'has:phone' end,
    case when has_linkedin then 'has:linkedin' end,
    case when email_status = 'valid' or phone_status = 'valid' then 'verified' end,
    case when max_buyers = 1 then 'exclusive' end
  ], null);
end $$;
grant execute on function listing_facets(
  text, text, text, text, text, text, boolean, boolean, boolean, text, text, int
) to assay_app, assay_system, assay_exchange;

create table listings (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references partners (workspace_id),
  lead_id uuid not null,
  status listing_status not null default 'active',
  price_hundredths listing_price not null,
  max_buyers buyer_limit not null default 1,
  times_sold int not null default 0,
  expires_at timestamptz,
  listed_at timestamptz not null default now(),

  -- What a buyer sees: chosen values from closed lists, never text a partner typed.
  industry text,
  seniority text,
  department text,
  title_words text[] not null default '{}',
  company_size text,
  country text,
  state text,
  score smallint not null,
  email_status text,
  phone_status text,
  has_email boolean not null,
  has_phone boolean not null,
  has_linkedin boolean not null,
  sourced_at timestamptz not null,

  -- Who it is, for ownership checks inside the definer functions; not granted to the request role.
  email_identities bytea[] not null default '{}',
  -- phones with the name, LinkedIn URL
  other_identities bytea[] not null default '{}',

  facets text[] not null generated always as (listing_facets(
    industry, seniority, department, company_size, country, state, has_email, has_phone, has_linkedin,
    email_status, phone_status, max_buyers)) stored,

  constraint listings_not_oversold check (times_sold between 0 and max_buyers),
  unique (workspace_id, lead_id)
);
create index listings_own on listings (workspace_id, id);
create index listings_by_age on listings (listed_at, id) where status = 'active';
create index listings_by_score on listings (score, id) where status = 'active';
create index listings_by_price on listings (price_hundredths, id) where status = 'active';
create index listings_filter on listings using gin (facets, title_words) where status = 'active';
create index listings_expiry on listings (expires_at) where status = 'active' and expires_at is not null;

create table orders (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  actor_id uuid,
  total_hundredths bigint not null check (total_hundredths >= 0),
  item_count int not null,
  -- [{ listing_id, reason }] of what was asked for and not bought
  skipped jsonb not null default '[]',
  created_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

create table order_items (
  workspace_id uuid not null,
  order_id uuid not null,
  listing_id uuid not null,
  lead_id uuid not null,
  partner_id uuid not null,
  price_hundredths bigint not null check (price_hundredths > 0),
  earning_hundredths bigint not null check (earning_hundredths between 0 and price_hundredths),
  rate_percent int not null,
  rule_version int not null,
  rule_inputs jsonb not null,
  released_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, order_id, listing_id),
  -- a workspace buys a listing once
  constraint order_items_once unique (workspace_id, listing_id)
);
create index order_items_partner on order_items (partner_id, created_at);

alter table partners enable row level security;
alter table partners force row level security;
alter table partner_months enable row level security;
alter table partner_months force row level security;
alter table listings enable row level security;
alter table listings force row level security;
alter table orders enable row level security;
alter table orders force row level security;
alter table order_items enable row level security;
alter table order_items force row level security;

create policy tenant on partners for select to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy tenant on partner_months for select to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
-- A partner sees all of its listings; everybody with a workspace sees the active ones, masked as they are.
create policy tenant on listings for select to assay_app using (
  workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
  or (status = 'active' and nullif(current_setting('app.workspace_id', true), '') is not null)
);
create policy tenant on orders for select to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy tenant on order_items for select to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
do $$
declare t text;
begin
  foreach t in array array['partners', 'partner_months', 'listings', 'orders', 'order_items'] loop
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to assay_exchange', t);
  end loop;
end $$;
grant select on partners, partner_months, commission_rules, orders to assay_app, assay_system;
grant select on commission_rules to assay_exchange;
grant select on listings, order_items to assay_system;
grant update (status, expires_at) on listings to assay_system;
grant select (
  id, workspace_id, lead_id, status, price_hundredths, max_buyers, times_sold, expires_at, listed_at,
  industry, seniority, department, title_words, company_size, country, state, score, email_status, phone_status,
  has_email, has_phone, has_linkedin, sourced_at, facets
) on listings to assay_app;
-- The buyer's side of an item: what the partner earned is not the buyer's to see.
grant select (workspace_id, order_id, listing_id, lead_id, price_hundredths, created_at) on order_items to assay_app;

create function partner_status(workspace_id uuid) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select p.status from partners p where p.workspace_id = partner_status.workspace_id $$;
alter function partner_status(uuid) owner to assay_exchange;
grant execute on function partner_status(uuid) to assay_app, assay_system;

-- The partner's percentage of one sale now, by the rule in force, with everything it was computed from.
create function commission(p_partner uuid, p_uploaded_at timestamptz, p_sold_at timestamptz)
returns table (percent int, version int, holdback_days int, inputs jsonb)
language sql stable
as $$
  select
    least(r.max_percent, r.base_percent
      + case when f.fresh then r.fresh_percent else 0 end
      + case when f.quality then r.quality_percent else 0 end
      + case when f.volume then r.volume_percent else 0 end),
    r.version,
    r.holdback_days,
    jsonb_build_object(
      'uploaded_at', p_uploaded_at, 'sold_at', p_sold_at, 'fresh', f.fresh,
      'verified_leads', p.verified_leads, 'valid_leads', p.valid_leads, 'quality', f.quality,
      'uploads_this_month', coalesce(m.uploads, 0), 'volume', f.volume)
  from (select * from commission_rules where effective_at <= p_sold_at order by version desc limit 1) r
  join partners p on p.workspace_id = p_partner
  left join partner_months m
    on m.workspace_id = p_partner and m.month = date_trunc('month', p_sold_at at time zone 'UTC')::date
  cross join lateral (select
    p_sold_at - p_uploaded_at <= make_interval(days => r.fresh_days) as fresh,
    p.verified_leads > 0 and p.valid_leads * 100 >= p.verified_leads * r.quality_valid_percent as quality,
    coalesce(m.uploads, 0) > r.volume_uploads as volume) f
$$;
alter function commission(uuid, timestamptz, timestamptz) owner to assay_exchange;

-- The leads of a workspace that are the person with these identities: one with an email of theirs; or with the
-- phone and name or the LinkedIn URL when one side has no email.
create function owners_of(p_workspace uuid, p_emails bytea[], p_others bytea[]) returns setof uuid
language sql stable
as $$
  select i.lead_id
  from lead_identities i
  join leads o on o.workspace_id = i.workspace_id and o.id = i.lead_id
  where i.workspace_id = p_workspace and i.identity = any (p_emails || p_others)
    and (i.identity = any (p_emails) or p_emails = '{}' or (o.email is null and o.second_email is null))
$$;
alter function owners_of(uuid, bytea[], bytea[]) owner to assay_exchange;

-- Which of these listings are people the workspace of this transaction already has, to mark a page of listings.
create function owned_listings(p_listings uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select l.id from listings l
  where l.id = any (p_listings) and (
    exists (select from owners_of(current_workspace(), l.email_identities, l.other_identities))
    or exists (select from order_items b where b.workspace_id = current_workspace() and b.listing_id = l.id))
$$;
alter function owned_listings(uuid[]) owner to assay_exchange;
grant execute on function owned_listings(uuid[]) to assay_app;
