-- Overlap tests: how many of a list of hashed emails and phones the audience or a partner's stock knows, in round numbers.

-- Of the list nothing is kept. The key that its values are hashed with is used once and gone by then.
create table overlap_tests (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  -- audience, or what a partner is called towards this workspace
  stock text not null,
  key text check (length(key) = 64),
  status text not null default 'open' check (status in ('open', 'running', 'done', 'failed')),
  lines int,
  -- round numbers, as they were shown
  result jsonb,
  actor_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '15 minutes',
  primary key (workspace_id, id),
  check (status = 'open' or key is null),
  check (status <> 'done' or (lines is not null and result is not null))
);
create index overlap_tests_with_key on overlap_tests (expires_at) where key is not null;

alter table overlap_tests enable row level security;
alter table overlap_tests force row level security;
create policy tenant on overlap_tests to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy everything on overlap_tests to assay_system using (true) with check (true);
grant select, insert, update on overlap_tests to assay_app;
grant select, update, delete on overlap_tests to assay_system;

-- As the browser makes it: half of a sha256 in hex, keyed for one test.
create function overlap_hash(key text, kind text, value text) returns text
language sql immutable parallel safe
as $$ select encode(substring(sha256(convert_to(key || ':' || kind || ':' || value, 'UTF8')) for 16), 'hex') $$;

-- An address folded as it is for identity.
create function overlap_email_key(email text) returns text
language sql immutable parallel safe
as $$
  select case when email ~ '@(gmail|googlemail)\.com$'
    then replace(substring(email from '^[^+@]*'), '.', '') || '@gmail.com' else email end
$$;

-- What the current workspace knows a partner by: not its id, and for every workspace another one.
create function overlap_partner_name(p_partner uuid) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select encode(substring(sha256(identity_key() || uuid_send(current_workspace()) || uuid_send(p_partner)) for 8), 'hex')
$$;

-- Partners that have at least so many people on sale.
create function overlap_partners(p_least int) returns table (name text, people bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select overlap_partner_name(l.workspace_id), count(*)
  from listings l join partners p on p.workspace_id = l.workspace_id and p.status = 'approved'
  where l.status = 'active' and (l.expires_at is null or l.expires_at > now()) and l.workspace_id <> current_workspace()
  group by l.workspace_id having count(*) >= p_least
  order by count(*) desc, 1 limit 100
$$;

-- How many of a partner's people on sale a list names, and of how many of those each field is known. Exact: who asks is told
-- round numbers only.
create function overlap_with_partner(p_name text, p_key text, p_hashes text[])
returns table (people int, fields jsonb)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with partner as materialized (
    select distinct l.workspace_id from listings l
    where l.status = 'active' and l.workspace_id <> current_workspace() and overlap_partner_name(l.workspace_id) = p_name
  ), stock as materialized (
    select s.id, s.email, s.second_email, s.phone, s.mobile, s.linkedin_url, s.full_name, s.job_title, s.company_name,
      s.industry, s.company_size, s.city
    from partner p
    join listings l on l.workspace_id = p.workspace_id and l.status = 'active' and (l.expires_at is null or l.expires_at > now())
    join leads s on s.workspace_id = l.workspace_id and s.id = l.lead_id
  ), hashed as (
    select s.id, overlap_hash(p_key, k.kind, k.value) as hash
    from stock s
    cross join lateral (values
      ('email', overlap_email_key(s.email)), ('email', overlap_email_key(s.second_email)), ('phone', s.phone), ('phone', s.mobile)
    ) k (kind, value)
    where k.value is not null
  ), met as (
    select distinct h.id from hashed h where h.hash in (select unnest(p_hashes))
  )
  select count(*)::int, jsonb_build_object(
    'email', count(s.email), 'phone', count(coalesce(s.phone, s.mobile)), 'linkedin_url', count(s.linkedin_url),
    'full_name', count(s.full_name), 'job_title', count(s.job_title), 'company_name', count(s.company_name),
    'industry', count(s.industry), 'company_size', count(s.company_size), 'city', count(s.city))
  from met join stock s on s.id = met.id
$$;

alter function overlap_partner_name(uuid) owner to assay_exchange;
alter function overlap_partners(int) owner to assay_exchange;
alter function overlap_with_partner(text, text, text[]) owner to assay_exchange;
grant execute on function overlap_hash(text, text, text), overlap_email_key(text) to assay_exchange;
grant execute on function overlap_partners(int), overlap_with_partner(text, text, text[]) to assay_app;
