-- Leads, who they are (identities), what happened to them, and how they came in (imports).
-- Bulky tables: every key begins with workspace_id, and there is no trigger on them.

-- What a lead's row computes and checks is in functions, though they are used once: every statement that writes a
-- lead reads the table's expressions anew, which for one lead took longer than storing it, and compiles a function
-- once.

-- A status and a source; every sort has an index by lane, see find_leads().
create function lead_lane(status text, source text) returns smallint
language plpgsql immutable parallel safe
as $$
begin
  return (array_position(array['new', 'contacted', 'qualified', 'won', 'lost'], status) - 1) * 6
    + array_position(array['upload', 'marketplace', 'audience', 'pixel', 'api', 'enrichment'], source) - 1;
end $$;

-- 1 email, 2 phone, 4 LinkedIn, 8 company
create function lead_has_bits(email text, phone text, mobile text, linkedin_url text, company_name text) returns smallint
language plpgsql immutable parallel safe
as $$
begin
  return (email is not null)::int + (phone is not null or mobile is not null)::int * 2
    + (linkedin_url is not null)::int * 4 + (company_name is not null)::int * 8;
end $$;

create function lead_facets(source text, import_id uuid, status text) returns text[]
language plpgsql immutable parallel safe
as $$
begin
  return array_remove(array['source:' || source, 'import:' || import_id::text, 'status:' || status], null);
end $$;

-- The words a lead is found by. Cut, because a word of over 2 kB is refused by tsvector.
create function lead_search(name_key text, full_name text, company_name text, job_title text, email text) returns tsvector
language plpgsql immutable parallel safe
as $$
begin
  return array_to_tsvector(array_remove(string_to_array(
    translate(
      lower(left(name_key, 300) || ' ' || left(coalesce(full_name, ''), 300) || ' '
        || left(coalesce(company_name, ''), 300) || ' ' || left(coalesce(job_title, ''), 300) || ' '
        || coalesce(email, '')),
      '@.,;:/\()[]{}<>|"''`&+*!?#-_' || chr(9) || chr(10) || chr(13) || chr(160),
      repeat(' ', 31)
    ), ' '), ''));
end $$;

-- Null where a value is missing, which a check lets pass.
create function lead_values_known(
  source text, status text, contact_statuses text[], seniority text, company_size text, country text
) returns boolean
language plpgsql immutable parallel safe
as $$
begin
  return source in ('upload', 'marketplace', 'audience', 'pixel', 'api', 'enrichment')
    and status in ('new', 'contacted', 'qualified', 'won', 'lost')
    and contact_statuses <@ array['unverified', 'valid', 'risky', 'invalid', 'unknown']
    and seniority in ('c_suite', 'vp', 'director', 'manager', 'individual', 'entry')
    and company_size in ('1-10', '11-50', '51-200', '201-500', '501-1000', '1001-5000', '5001-10000', '10001+')
    and country ~ '^[A-Z]{2}$';
end $$;

grant execute on function lead_lane(text, text), lead_has_bits(text, text, text, text, text),
  lead_facets(text, uuid, text), lead_search(text, text, text, text, text),
  lead_values_known(text, text, text[], text, text, text)
  to assay_app, assay_system, assay_exchange;

create table leads (
  workspace_id uuid not null,
  -- UUIDv7: sorting by id is sorting by when the lead came into the workspace
  id uuid not null default uuidv7(),
  -- What lists are filtered and sorted by stands first: reading a late column of a wide row costs as much as
  -- finding the row. A lane is a status and a source; every sort has an index by lane, see find_leads().
  lane smallint not null generated always as (lead_lane(status, source)) stored,
  has_bits smallint not null generated always as (lead_has_bits(email, phone, mobile, linkedin_url, company_name)) stored,
  score smallint not null generated always as (
    least(100, points_email + points_phone + points_completeness + points_fit + points_recency + points_engagement)::smallint
  ) stored,
  -- the blank ones come after every name
  name_sort text collate "C" not null generated always as (
    coalesce(nullif(left(name_key, 60), ''), U&'\+10FFFF')) stored,
  company_sort text collate "C" not null generated always as (
    coalesce(nullif(left(lower(company_name), 60), ''), U&'\+10FFFF')) stored,
  tags text[] not null default '{}',
  facets text[] not null generated always as (lead_facets(source, import_id, status)) stored,
  -- Every word of name, company, title and address once; lead_words() folds what is searched for the same way.
  search tsvector not null generated always as (lead_search(name_key, full_name, company_name, job_title, email)) stored,

  -- hash of the person's first identity, see lead_identities
  dedup_hash bytea not null check (length(dedup_hash) = 16),
  source text not null,
  source_detail text,
  import_id uuid,
  order_id uuid,

  email text,
  email_status text not null default 'unverified',
  email_flags text[] not null default '{}',
  second_email text,
  second_email_status text not null default 'unverified',
  phone text,
  phone_status text not null default 'unverified',
  mobile text,
  mobile_status text not null default 'unverified',
  -- { "<field>": { "at": time, "by": "built-in" | "import" | … } } of each contact that was verified
  verifications jsonb,

  first_name text,
  last_name text,
  full_name text,
  -- the name folded for identity and sorting
  name_key text not null default '',
  job_title text,
  -- words of the job-title vocabulary in the title; the only part of a title ever shown before purchase
  title_words text[] not null default '{}',
  seniority text,
  department text,
  company_name text,
  company_domain text,
  industry text,
  company_size text,
  revenue bigint,
  city text,
  state text,
  postal_code text,
  country text,
  linkedin_url text,
  website text,
  notes text,
  custom jsonb not null default '{}',
  consent_source text,
  consent_at timestamptz,
  consent_text text,
  consent_ip text,
  -- values as they were given, where normalising changed them
  original jsonb not null default '{}',

  status text not null default 'new',

  points_email smallint not null default 0,
  points_phone smallint not null default 0,
  points_completeness smallint not null default 0,
  points_fit smallint not null default 0,
  points_recency smallint not null default 0,
  points_engagement smallint not null default 0,
  scored_on date not null default current_date,

  -- when the data was obtained: the partner's upload for a bought lead; recency counts from here
  sourced_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),

  primary key (workspace_id, id),
  constraint leads_identity unique (workspace_id, dedup_hash),
  constraint leads_values_known check (lead_values_known(
    source, status, array[email_status, second_email_status, phone_status, mobile_status], seniority, company_size, country))
);
create index leads_by_age on leads (workspace_id, lane, id) include (score, has_bits);
create index leads_by_score on leads (workspace_id, lane, score, id) include (has_bits);
create index leads_by_name on leads (workspace_id, lane, name_sort, id) include (score, has_bits);
create index leads_by_company on leads (workspace_id, lane, company_sort, id) include (score, has_bits);
create index leads_filter on leads using gin (workspace_id, facets, tags, search) with (gin_pending_list_limit = 2048);
create index leads_ageing on leads (workspace_id, scored_on) where points_recency > 0;

-- Every way to know the person: emails, phone with name, LinkedIn URL. A hash is held by one lead.
create table lead_identities (
  workspace_id uuid not null,
  identity bytea not null check (length(identity) = 16),
  kind text not null check (kind in ('email', 'phone', 'linkedin')),
  lead_id uuid not null,
  primary key (workspace_id, identity)
);
create index lead_identities_lead on lead_identities (workspace_id, lead_id);

-- What people and the system did to a lead after it came in.
create table lead_history (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  lead_id uuid not null,
  type text not null,
  actor_id uuid,
  changes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, lead_id) references leads (workspace_id, id) on delete cascade
);
create index lead_history_lead on lead_history (workspace_id, lead_id, id);

-- What a person deleted, whole, for a day: enough to undo. Nothing lists or counts it.
create table deleted_leads (
  workspace_id uuid not null,
  id uuid not null,
  lead jsonb not null,
  identities jsonb not null,
  deleted_by uuid,
  deleted_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create index deleted_leads_age on deleted_leads (deleted_at);

create table imports (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('own', 'partner')),
  status text not null default 'queued' check (status in ('queued', 'running', 'finished', 'cancelled', 'failed')),
  file_name text,
  -- null until counted
  file_bytes bigint,
  -- encoding, delimiter, mapping, default_country, on_duplicate, list, price_hundredths, max_buyers …
  options jsonb not null default '{}',
  actor_id uuid,
  rows int not null default 0,
  imported int not null default 0,
  updated int not null default 0,
  duplicates int not null default 0,
  duplicates_in_file int not null default 0,
  suppressed int not null default 0,
  rejected int not null default 0,
  warnings int not null default 0,
  listed int not null default 0,
  potential_earnings_hundredths bigint not null default 0,
  -- where the next batch begins: rows of the file that are done
  rows_done int not null default 0,
  bytes_done bigint not null default 0,
  failure text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, id),
  check (imported + updated + duplicates + rejected <= rows)
);

-- The uploaded file until it is imported, in pieces, so that any worker on any machine can go on with it.
create table import_chunks (
  workspace_id uuid not null,
  import_id uuid not null,
  n int not null,
  bytes bytea not null,
  primary key (workspace_id, import_id, n),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
alter table import_chunks alter column bytes set storage external;

create table import_errors (
  workspace_id uuid not null,
  import_id uuid not null,
  n bigint generated always as identity,
  line int not null,
  "column" text,
  code text not null,
  message text not null,
  value text,
  -- a warning keeps the row; a rejection does not
  rejected boolean not null,
  -- the row as it stood in the file, once per rejected row, to be mended and uploaded again
  cells jsonb,
  primary key (workspace_id, import_id, n),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);

-- People who must never be contacted, sold or imported again; null workspace: nowhere on the platform.
create table suppressions (
  workspace_id uuid,
  identity bytea not null check (length(identity) = 16),
  reason text not null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (identity, workspace_id)
);

do $$
declare bulky text;
begin
  foreach bulky in array array['leads', 'lead_identities', 'lead_history', 'deleted_leads', 'imports', 'import_chunks', 'import_errors'] loop
    execute format('alter table %I enable row level security', bulky);
    execute format('alter table %I force row level security', bulky);
    execute format($p$create policy tenant on %I to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
      with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, bulky);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', bulky);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', bulky);
    execute format('grant select, insert, update, delete on %I to assay_app, assay_system, assay_exchange', bulky);
  end loop;
end $$;

alter table suppressions enable row level security;
alter table suppressions force row level security;
create policy tenant on suppressions for select to assay_app
  using (workspace_id is null or workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy tenant_add on suppressions for insert to assay_app
  with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy everything on suppressions to assay_system using (true) with check (true);
create policy definer on suppressions to assay_exchange using (true) with check (true);
grant select, insert on suppressions to assay_app;
grant select, insert, delete on suppressions to assay_system, assay_exchange;

-- The key that identities are hashed with, so that a leaked table cannot be matched against a list of emails.
create function identity_key() returns bytea
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$ select value from platform_secrets where name = 'identity' $$;
alter function identity_key() owner to assay_exchange;
grant execute on function identity_key() to assay_app, assay_system, assay_exchange;

-- 16 bytes; null for nothing, so that two empty values are never the same person.
-- Stable as convert_to() is: only then the planner inlines it, which makes it twenty times as fast.
create function identity_hash(key bytea, kind text, value text) returns bytea
language sql stable parallel safe
as $$
  select case when value <> '' then
    substring(sha256(key || convert_to(kind || ':' || value, 'UTF8')) for 16)
  end
$$;
grant execute on function identity_hash(bytea, text, text) to assay_app, assay_system, assay_exchange;

-- The points of a lead. Maxima: email 25, phone 15, completeness 20, fit 20, recency 20, engagement 10.
-- `today` is the day the recency counts to.
create function lead_points(
  email text, email_status text, phone text, phone_status text, mobile text, mobile_status text,
  company_name text, job_title text, linkedin_url text, industry text, company_size text,
  engagement int, sourced_at timestamptz, priority_industries text[], today date
) returns table (
  points_email smallint, points_phone smallint, points_completeness smallint, points_fit smallint,
  points_recency smallint, points_engagement smallint
)
language sql immutable parallel safe
as $$
  select
    (case when email is null then 0
      else case email_status when 'valid' then 25 when 'unverified' then 10 when 'risky' then 5 else 0 end end)::smallint,
    (case when (phone is not null and phone_status = 'valid') or (mobile is not null and mobile_status = 'valid') then 15
      when (phone is not null and phone_status <> 'invalid') or (mobile is not null and mobile_status <> 'invalid') then 7
      else 0 end)::smallint,
    ((company_name is not null)::int * 5 + (job_title is not null)::int * 5
      + (linkedin_url is not null)::int * 5 + (industry is not null)::int * 5)::smallint,
    ((case when company_size in ('201-500', '501-1000', '1001-5000') then 10
      when company_size in ('51-200', '5001-10000', '10001+') then 5 else 0 end)
      + (case when industry is not null and lower(industry) = any (priority_industries) then 10 else 0 end))::smallint,
    greatest(0, least(20, 20 - (today - (sourced_at at time zone 'UTC')::date)))::smallint,
    least(10, coalesce(engagement, 0))::smallint
$$;
grant execute on function lead_points(
  text, text, text, text, text, text, text, text, text, text, text, int, timestamptz, text[], date
) to assay_app, assay_system, assay_exchange;
