-- Pixels: the site script of a workspace, who visits, and what they did.

create table pixels (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  -- public: it stands in the page
  key text not null unique check (key ~ '^[a-z0-9]{16}$'),
  name text not null check (char_length(name) between 1 and 120),
  website_url text not null check (char_length(website_url) <= 2000),
  -- hosts that may send, lower-case; `*.example.com` is every host below it
  domains text[] not null check (cardinality(domains) between 1 and 50),
  status text not null default 'active' check (status in ('active', 'paused')),
  -- what the script may do until the site says more: nothing, count without storing an id, or keep one
  consent text not null default 'cookieless' check (consent in ('off', 'cookieless', 'full')),
  -- CSS selectors of fields whose email may be taken when their form is sent; none: no form is read
  email_selectors text[] not null default '{}' check (cardinality(email_selectors) <= 20),
  -- paths that are not counted, `*` stands for anything; parameters that are not kept
  excluded_paths text[] not null default '{}' check (cardinality(excluded_paths) <= 100),
  excluded_params text[] not null default '{}' check (cardinality(excluded_params) <= 100),
  excluded_countries text[] not null default '{}',
  -- addresses of one's own people
  internal_addresses cidr[] not null default '{}' check (cardinality(internal_addresses) <= 100),
  -- when an identified visitor becomes a lead: LeadRules of pixels/schema.ts
  lead_rules jsonb not null default '{}' check (jsonb_typeof(lead_rules) = 'object'),
  -- the same pixel at AudienceLab, if it has one
  superpixel_id text unique,
  first_event_at timestamptz,
  last_event_at timestamptz,
  -- of which silence somebody was told
  silent_since timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);

-- How long a workspace keeps what visitors did, and what of an address.
create table pixel_settings (
  workspace_id uuid primary key,
  retention_days int not null default 90 check (retention_days between 1 and 730),
  addresses text not null default 'shortened' check (addresses in ('shortened', 'hashed', 'none'))
);

-- A browser, as far as consent lets it be told apart.
create table visitors (
  workspace_id uuid not null,
  id uuid not null,
  pixel_id uuid not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- the visit that its next event belongs to, while that comes soon enough
  last_session_id uuid not null,
  sessions int not null default 0,
  page_views int not null default 0,
  events bigint not null default 0,
  country text,
  region text,
  company_name text,
  company_domain text,
  company_size text,
  -- whose browser it is, as the links in force say
  lead_id uuid,
  identified_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, pixel_id) references pixels (workspace_id, id) on delete cascade,
  foreign key (workspace_id, lead_id) references leads (workspace_id, id) on delete set null (lead_id)
);
create index visitors_lead on visitors (workspace_id, lead_id) where lead_id is not null;
create index visitors_pixel on visitors (workspace_id, pixel_id, last_seen_at desc);
create index visitors_seen on visitors (workspace_id, last_seen_at desc, id);

-- A visit: what one browser did without half an hour's rest.
create table visitor_sessions (
  workspace_id uuid not null,
  id uuid not null,
  visitor_id uuid not null,
  pixel_id uuid not null,
  started_at timestamptz not null,
  last_at timestamptz not null,
  entry_url text,
  exit_url text,
  referrer_host text,
  utm_source text,
  utm_medium text,
  utm_campaign text,
  page_views int not null default 0,
  events int not null default 0,
  engaged_ms bigint not null default 0,
  -- of the deepest page
  scroll_percent smallint not null default 0,
  device text,
  browser text,
  os text,
  country text,
  region text,
  -- shortened or hashed as the workspace's settings say
  address text,
  primary key (workspace_id, id),
  foreign key (workspace_id, visitor_id) references visitors (workspace_id, id) on delete cascade
);
create index visitor_sessions_visitor on visitor_sessions (workspace_id, visitor_id, started_at);
create index visitor_sessions_last on visitor_sessions (workspace_id, last_at desc, id);

-- Why a browser is held to be somebody's. One that was undone stays, so that it is not made again.
create table visitor_links (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  visitor_id uuid not null,
  kind text not null check (kind in ('identify', 'form', 'mail', 'superpixel')),
  -- sha256 of the address, lower-case; what two links to the same person share
  email_hash bytea,
  -- what it said of the person, as given; null once that became a lead
  given jsonb,
  event_id uuid,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  undone_by uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, visitor_id) references visitors (workspace_id, id) on delete cascade
);
create index visitor_links_visitor on visitor_links (workspace_id, visitor_id);
create index visitor_links_hash on visitor_links (workspace_id, email_hash) where email_hash is not null;

-- What browsers did. The id is made by the browser, a UUIDv7: it says when, so a range of ids is a stretch of time, and
-- an event that is sent again falls into the same partition and is found there.
create table pixel_events (
  workspace_id uuid not null,
  id uuid not null,
  pixel_id uuid not null,
  visitor_id uuid not null,
  session_id uuid not null,
  type text not null,
  url text,
  title text,
  -- of what the type asks: seconds, percent, target, name, properties; never a contact value
  detail jsonb,
  received_at timestamptz not null default now(),
  primary key (workspace_id, id)
) partition by range (id);
create index pixel_events_session on pixel_events (workspace_id, session_id, id);

-- What was not taken, by the hour and the reason.
create table pixel_drops (
  workspace_id uuid not null,
  pixel_id uuid not null,
  hour timestamptz not null,
  reason text not null check (reason in ('bot', 'internal', 'country', 'path', 'repeated', 'clock', 'consent', 'domain', 'paused')),
  events bigint not null,
  primary key (workspace_id, pixel_id, hour, reason),
  foreign key (workspace_id, pixel_id) references pixels (workspace_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['pixels', 'pixel_settings', 'visitors', 'visitor_sessions', 'visitor_links', 'pixel_events', 'pixel_drops'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
      with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to assay_app, assay_system, assay_exchange', t);
  end loop;
end $$;

-- When a UUIDv7 was made; uuid_extract_timestamp() of newer versions of Postgres.
create function uuidv7_time(id uuid) returns timestamptz
language sql immutable strict parallel safe
as $$ select to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0) $$;
grant execute on function uuidv7_time(uuid) to assay_app, assay_system, assay_exchange;

-- Makes the partitions of the days from p_from to p_to that are missing. Reached only through pixel_events: nobody is
-- granted one by itself, and without policies nothing is seen in one.
create function make_pixel_partitions(p_from date, p_to date) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  day date;
  name text;
begin
  perform pg_advisory_xact_lock(hashtextextended('pixel_events', 0));
  for day in select generate_series(p_from, p_to, interval '1 day')::date loop
    name := 'pixel_events_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass('public.' || name) is not null;
    -- Made beside and then joined: to make it as a partition would wait for, and hold up, all who read or write.
    execute format('create table public.%I (like public.pixel_events including all)', name);
    execute format('alter table public.pixel_events attach partition public.%I for values from (%L) to (%L)',
      name, uuidv7_floor(day::timestamp at time zone 'UTC'), uuidv7_floor((day + 1)::timestamp at time zone 'UTC'));
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
  end loop;
end $$;
revoke execute on function make_pixel_partitions(date, date) from public;
grant execute on function make_pixel_partitions(date, date) to assay_system;

-- The one door without a session: whose pixel a key is. Nothing of the workspace but what the ingest and the script need.
create function find_pixel(p_key text) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object(
    'workspace_id', p.workspace_id, 'id', p.id, 'status', p.status, 'domains', p.domains, 'consent', p.consent,
    'email_selectors', p.email_selectors, 'excluded_paths', p.excluded_paths, 'excluded_params', p.excluded_params,
    'excluded_countries', p.excluded_countries, 'internal_addresses', p.internal_addresses,
    'addresses', coalesce(s.addresses, 'shortened'))
  from pixels p left join pixel_settings s on s.workspace_id = p.workspace_id
  where p.key = p_key
$$;
alter function find_pixel(text) owner to assay_exchange;
revoke execute on function find_pixel(text) from public;
grant execute on function find_pixel(text) to assay_app, assay_system;
