-- Storing leads, the same for every way they come in: a batch is copied into a session's temporary tables and
-- one call finds out who is suppressed, known or new, and writes what is to be written.

-- What makes a person known, strongest first. An email is enough alone. A phone number counts with the name,
-- because a switchboard has many people behind it; alone it counts only for a row that has nothing else.
create function lead_identity_values(
  email_key text, second_email_key text, phone text, mobile text, name_key text, linkedin_url text
) returns table (rank int, kind text, value text)
language sql immutable parallel safe
as $$
  select k.rank, k.kind, k.value
  from (values
    (1, 'email', email_key),
    (2, 'email', nullif(second_email_key, email_key)),
    (3, 'phone', case when name_key <> '' or coalesce(email_key, second_email_key, linkedin_url) is null
      then phone || ':' || name_key end),
    (4, 'phone', case when name_key <> '' or coalesce(email_key, second_email_key, linkedin_url) is null
      then nullif(mobile, phone) || ':' || name_key end),
    (5, 'linkedin', linkedin_url)
  ) k (rank, kind, value)
  where k.value <> ''
$$;
grant execute on function lead_identity_values(text, text, text, text, text, text)
  to assay_app, assay_system, assay_exchange;

-- Makes this session's stage once; every commit empties it.
create function open_lead_stage() returns void
language plpgsql
as $$
begin
  if to_regclass('pg_temp.lead_stage') is not null then return; end if;
  create temp table lead_stage (
    n int not null,
    lead_id uuid not null default uuidv7(),
    email text, email_key text, email_status text not null, email_flags text[] not null,
    second_email text, second_email_key text, second_email_status text not null,
    phone text, phone_status text not null, mobile text, mobile_status text not null, verifications jsonb,
    first_name text, last_name text, full_name text, name_key text not null,
    job_title text, title_words text[] not null, seniority text, department text,
    company_name text, company_domain text, industry text, company_size text, revenue bigint,
    city text, state text, postal_code text, country text, linkedin_url text, website text, notes text,
    tags text[] not null, custom jsonb not null,
    consent_source text, consent_at timestamptz, consent_text text, consent_ip text, original jsonb not null
  ) on commit delete rows;
  create temp table lead_stage_keys (
    n int not null, lead_id uuid not null, rank int not null, kind text not null, identity bytea not null,
    -- whether the row has no email: then a phone with name or a LinkedIn URL decides who it is
    bare boolean not null
  ) on commit delete rows;
  create temp table lead_stage_holders (
    identity bytea primary key, lead_id uuid not null, bare boolean not null
  ) on commit delete rows;
  -- verdict: new; same (as lead_id, which came in by this import when in_file); suppressed
  create temp table lead_stage_verdicts (
    n int not null, verdict text not null, lead_id uuid, in_file boolean not null default false
  ) on commit delete rows;
  create temp table lead_stage_merges (
    n int not null, lead_id uuid not null, round bigint not null, email_identity bytea, second_email_identity bytea
  ) on commit delete rows;
  create temp table lead_stage_merged (
    n int not null, lead_id uuid not null, email_hash bytea, second_email_hash bytea,
    email text, email_status text, email_flags text[], second_email text, second_email_status text,
    phone text, phone_status text, mobile text, mobile_status text, verifications jsonb,
    first_name text, last_name text, full_name text, name_key text, job_title text, title_words text[],
    seniority text, department text, company_name text, company_domain text, industry text, company_size text,
    revenue bigint, city text, state text, postal_code text, country text, linkedin_url text, website text,
    notes text, tags text[], custom jsonb, consent_source text, consent_at timestamptz, consent_text text,
    consent_ip text, original jsonb, fields text[]
  ) on commit delete rows;
end $$;
grant execute on function open_lead_stage() to assay_app, assay_system;

-- Whether a row is the same person as an earlier one of its batch, exactly as if they had been stored one by one:
-- an identity belongs to the first row that was taken. Called in the order of the rows, with their identities
-- strongest first.
create function match_staged_row(p_n int, p_lead_id uuid, p_bare boolean, p_identities bytea[], p_kinds text[])
returns void
language plpgsql
-- the plan is made while the table is empty and must hold when it is not
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare holder uuid;
begin
  select h.lead_id into holder
  from unnest(p_identities, p_kinds) with ordinality i (identity, kind, place)
  join pg_temp.lead_stage_holders h on h.identity = i.identity
  where i.kind = 'email' or p_bare or h.bare
  order by i.place limit 1;
  if found then
    insert into pg_temp.lead_stage_verdicts (n, verdict, lead_id, in_file) values (p_n, 'same', holder, true);
  else
    insert into pg_temp.lead_stage_holders (identity, lead_id, bare)
    select i.identity, p_lead_id, p_bare from unnest(p_identities) i (identity)
    on conflict do nothing;
  end if;
end $$;

create function prefer(is_overwrite boolean, held anyelement, given anyelement) returns anyelement
language sql immutable parallel safe
as $$ select case when is_overwrite then coalesce(given, held) else coalesce(held, given) end $$;

-- A status of a value that stays: what was given counts when it says something and nothing better is known.
create function prefer_status(is_overwrite boolean, held text, given text) returns text
language sql immutable parallel safe
as $$ select case when given <> 'unverified' and (is_overwrite or held = 'unverified') then given else held end $$;

-- Fills lead_stage_merged with the leads of a round as they would become, those that would change.
create function plan_merges(p_round bigint, p_overwrite boolean) returns void
language plpgsql
as $$
begin
  delete from pg_temp.lead_stage_merged;
  insert into pg_temp.lead_stage_merged
  select
    m.n, l.id, e.hashes[1], e.hashes[2],
    e.emails[1], coalesce(e.statuses[1], 'unverified'),
    case when e.emails[1] is not distinct from l.email then l.email_flags
      when e.emails[1] = s.email then s.email_flags else '{}' end,
    e.emails[2], coalesce(e.statuses[2], 'unverified'),
    p.phone, p.phone_status, p.mobile, p.mobile_status, l.verifications,
    case when same_name then prefer(p_overwrite, l.first_name, s.first_name) when takes_name then s.first_name else l.first_name end,
    case when same_name then prefer(p_overwrite, l.last_name, s.last_name) when takes_name then s.last_name else l.last_name end,
    case when same_name then prefer(p_overwrite, l.full_name, s.full_name) when takes_name then s.full_name else l.full_name end,
    case when takes_name then s.name_key else l.name_key end,
    prefer(p_overwrite, l.job_title, s.job_title),
    case when takes_title then s.title_words else l.title_words end,
    prefer(p_overwrite, l.seniority, s.seniority),
    prefer(p_overwrite, l.department, s.department),
    prefer(p_overwrite, l.company_name, s.company_name),
    prefer(p_overwrite, l.company_domain, s.company_domain),
    prefer(p_overwrite, l.industry, s.industry),
    prefer(p_overwrite, l.company_size, s.company_size),
    prefer(p_overwrite, l.revenue, s.revenue),
    prefer(p_overwrite, l.city, s.city),
    prefer(p_overwrite, l.state, s.state),
    prefer(p_overwrite, l.postal_code, s.postal_code),
    prefer(p_overwrite, l.country, s.country),
    prefer(p_overwrite, l.linkedin_url, s.linkedin_url),
    prefer(p_overwrite, l.website, s.website),
    prefer(p_overwrite, l.notes, s.notes),
    l.tags || array(select t from unnest(s.tags) t where t <> all (l.tags)),
    case when p_overwrite then l.custom || s.custom else s.custom || l.custom end,
    -- one consent is one statement: its source, time, text and IP are never mixed from two
    case when takes_consent then s.consent_source else l.consent_source end,
    case when takes_consent then s.consent_at else l.consent_at end,
    case when takes_consent then s.consent_text else l.consent_text end,
    case when takes_consent then s.consent_ip else l.consent_ip end,
    case when p_overwrite then l.original || s.original else s.original || l.original end,
    null
  from pg_temp.lead_stage_merges m
  join pg_temp.lead_stage s on s.n = m.n
  cross join lateral (select * from leads where workspace_id = current_workspace() and id = m.lead_id offset 0) l
  cross join lateral (select
    s.name_key <> '' and s.name_key = l.name_key as same_name,
    s.name_key <> '' and (p_overwrite or l.name_key = '') as takes_name,
    s.job_title is not null and (p_overwrite or l.job_title is null) as takes_title,
    coalesce(s.consent_source, s.consent_at::text, s.consent_text, s.consent_ip) is not null
      and (p_overwrite or coalesce(l.consent_source, l.consent_at::text, l.consent_text, l.consent_ip) is null) as takes_consent
  ) t
  cross join lateral (
    select phone, mobile,
      case when phone is null then 'unverified' when phone is distinct from l.phone then s.phone_status
        when phone = s.phone then prefer_status(p_overwrite, l.phone_status, s.phone_status) else l.phone_status end as phone_status,
      case when mobile is null then 'unverified' when mobile is distinct from l.mobile then s.mobile_status
        when mobile = s.mobile then prefer_status(p_overwrite, l.mobile_status, s.mobile_status) else l.mobile_status end as mobile_status
    from (select
      prefer(p_overwrite, l.phone, case when p_overwrite then s.phone else nullif(s.phone, l.mobile) end) as phone,
      prefer(p_overwrite, l.mobile, case when p_overwrite then s.mobile else nullif(s.mobile, l.phone) end) as mobile) v
  ) p
  -- The emails of both sides without repetition, the preferred side first; a given one only while this lead
  -- holds its identity, because it may be another lead's.
  cross join lateral (
    select array_agg(identity order by place) as hashes, array_agg(address order by place) as emails,
      array_agg(state order by place) as statuses
    from (
      select identity, min(place) as place, (array_agg(address order by place))[1] as address,
        case when count(*) filter (where not given) = 0 then min(state) filter (where given)
          when count(*) filter (where given) = 0 then min(state) filter (where not given)
          else prefer_status(p_overwrite, min(state) filter (where not given), min(state) filter (where given))
        end as state
      from (
        -- a lead's dedup_hash is the identity of its first email; the other email identity is the second's
        select case when p_overwrite then 3 else 1 end as place, l.dedup_hash as identity, l.email as address,
          l.email_status as state, false as given where l.email is not null
        union all
        select case when p_overwrite then 4 else 2 end, i.identity, l.second_email, l.second_email_status, false
        from lead_identities i
        where l.second_email is not null and i.workspace_id = l.workspace_id and i.lead_id = l.id
          and i.kind = 'email' and i.identity <> l.dedup_hash
        union all
        select g.place, g.identity, g.address, g.state, true
        from (values
          (case when p_overwrite then 1 else 3 end, m.email_identity, s.email, s.email_status),
          (case when p_overwrite then 2 else 4 end, m.second_email_identity, s.second_email, s.second_email_status)
        ) g (place, identity, address, state)
        join lead_identities i on i.workspace_id = l.workspace_id and i.identity = g.identity and i.lead_id = l.id
      ) every
      group by identity
      order by place limit 2
    ) two
  ) e
  where m.round = p_round;

  -- Only what changes stays, with the names of what changes.
  delete from pg_temp.lead_stage_merged m where exists (
    select from leads l
    where l.workspace_id = current_workspace() and l.id = m.lead_id
      and (m.email, m.email_status, m.second_email, m.second_email_status, m.phone, m.phone_status, m.mobile, m.mobile_status,
        m.first_name, m.last_name, m.full_name, m.job_title, m.seniority, m.department, m.company_name, m.company_domain,
        m.industry, m.company_size, m.revenue, m.city, m.state, m.postal_code, m.country, m.linkedin_url, m.website,
        m.notes, m.tags, m.custom, m.consent_source, m.consent_at, m.consent_text, m.consent_ip)
      is not distinct from
        (l.email, l.email_status, l.second_email, l.second_email_status, l.phone, l.phone_status, l.mobile, l.mobile_status,
        l.first_name, l.last_name, l.full_name, l.job_title, l.seniority, l.department, l.company_name, l.company_domain,
        l.industry, l.company_size, l.revenue, l.city, l.state, l.postal_code, l.country, l.linkedin_url, l.website,
        l.notes, l.tags, l.custom, l.consent_source, l.consent_at, l.consent_text, l.consent_ip)
    offset 0);
  update pg_temp.lead_stage_merged m set fields = (
    select array(
      select new.key from jsonb_each(to_jsonb(m)) new join jsonb_each(to_jsonb(l)) old using (key)
      where new.value is distinct from old.value
        and new.key not in ('verifications', 'original', 'name_key', 'title_words', 'email_flags')
      order by new.key)
    from leads l where l.workspace_id = current_workspace() and l.id = m.lead_id);
end $$;

-- Applies one round of merges: the rows of the batch that are known people, each lead at most once. Answers the
-- leads it changed.
create function merge_staged_leads(
  p_round bigint, p_overwrite boolean, p_import_id uuid, p_actor_id uuid, p_priority text[], p_today date
) returns uuid[]
language plpgsql
as $$
declare
  ws uuid := current_workspace();
  key bytea := identity_key();
  untrue bytea[];
  changed uuid[];
begin
  -- Emails this round may add are claimed first: whoever holds the identity has the address.
  insert into lead_identities (workspace_id, identity, kind, lead_id)
  select distinct on (k.identity) ws, k.identity, 'email', m.lead_id
  from pg_temp.lead_stage_merges m
  cross join lateral unnest(array[m.email_identity, m.second_email_identity]) k (identity)
  where m.round = p_round and k.identity is not null
    and (p_overwrite or exists (
      select from leads l where l.workspace_id = ws and l.id = m.lead_id and l.second_email is null offset 0))
    and not exists (select from lead_identities i where i.workspace_id = ws and i.identity = k.identity offset 0)
  order by k.identity, m.n
  on conflict do nothing;

  perform plan_merges(p_round, p_overwrite);
  if not exists (select from pg_temp.lead_stage_merged) then return '{}'; end if;
  -- Nothing that stays as it is gets locked; what changes is planned again once it holds still.
  perform from (select lead_id from pg_temp.lead_stage_merged order by lead_id) m
  cross join lateral (select from leads l where l.workspace_id = ws and l.id = m.lead_id for no key update offset 0) locked;
  perform plan_merges(p_round, p_overwrite);

  update pg_temp.lead_stage_merged m set verifications = nullif(
    coalesce(m.verifications, '{}')
      - array(select f from unnest(array['email', 'second_email', 'phone', 'mobile']) f
          where f = any (m.fields) or f || '_status' = any (m.fields))
      || coalesce((select jsonb_object_agg(v.key, v.value) from jsonb_each(s.verifications) v
          where v.key = any (m.fields) or v.key || '_status' = any (m.fields)), '{}'), '{}')
  from pg_temp.lead_stage s where s.n = m.n;

  -- Identities that are no longer true go, new ones come unless another lead holds them.
  select array_agg(i.identity) into untrue
  from pg_temp.lead_stage_merged m
  cross join lateral (
    select identity from lead_identities where workspace_id = ws and lead_id = m.lead_id offset 0) i
  where i.identity is distinct from m.email_hash and i.identity is distinct from m.second_email_hash
    and i.identity not in (
      select identity_hash(key, k.kind, k.value)
      from lead_identity_values(m.email, m.second_email, m.phone, m.mobile, m.name_key, m.linkedin_url) k where k.kind <> 'email');
  if untrue is not null then
    delete from lead_identities where workspace_id = ws and identity = any (untrue);
  end if;
  insert into lead_identities (workspace_id, identity, kind, lead_id)
  select distinct on (h.identity) ws, h.identity, k.kind, m.lead_id
  from pg_temp.lead_stage_merged m
  cross join lateral lead_identity_values(m.email, m.second_email, m.phone, m.mobile, m.name_key, m.linkedin_url) k
  cross join lateral (select identity_hash(key, k.kind, k.value) as identity) h
  where k.kind <> 'email'
  order by h.identity, m.n
  on conflict do nothing;

  -- Every one of them is there and locked, so that this only updates: an upsert finds each by its primary key,
  -- where an update's join is planned by what the planner believes of the workspace's size.
  with changing as (
    insert into leads (
      workspace_id, id, dedup_hash, source,
      email, email_status, email_flags, second_email, second_email_status, phone, phone_status, mobile, mobile_status,
      verifications, first_name, last_name, full_name, name_key, job_title, title_words, seniority, department,
      company_name, company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url,
      website, notes, tags, custom, consent_source, consent_at, consent_text, consent_ip, original,
      points_email, points_phone, points_completeness, points_fit, points_recency, scored_on)
    select
      ws, m.lead_id, coalesce(m.email_hash, first.identity, held.dedup_hash), held.source,
      m.email, m.email_status, m.email_flags, m.second_email, m.second_email_status, m.phone, m.phone_status, m.mobile, m.mobile_status,
      m.verifications, m.first_name, m.last_name, m.full_name, m.name_key, m.job_title, m.title_words, m.seniority, m.department,
      m.company_name, m.company_domain, m.industry, m.company_size, m.revenue, m.city, m.state, m.postal_code, m.country, m.linkedin_url,
      m.website, m.notes, m.tags, m.custom, m.consent_source, m.consent_at, m.consent_text, m.consent_ip, m.original,
      p.points_email, p.points_phone, p.points_completeness, p.points_fit, p.points_recency, p_today
    from pg_temp.lead_stage_merged m
    cross join lateral (
      select source, sourced_at, dedup_hash from leads where workspace_id = ws and id = m.lead_id offset 0) held
    left join lateral (
      select i.identity
      from lead_identity_values(null, null, m.phone, m.mobile, m.name_key, m.linkedin_url) k
      cross join lateral (
        select identity from lead_identities
        where workspace_id = ws and identity = identity_hash(key, k.kind, k.value) and lead_id = m.lead_id offset 0) i
      order by k.rank limit 1) first on true
    cross join lateral lead_points(
      m.email, m.email_status, m.phone, m.phone_status, m.mobile, m.mobile_status, m.company_name, m.job_title,
      m.linkedin_url, m.industry, m.company_size, 0, held.sourced_at, p_priority, p_today) p
    order by m.lead_id
    on conflict (workspace_id, id) do update set
      dedup_hash = excluded.dedup_hash,
      email = excluded.email, email_status = excluded.email_status, email_flags = excluded.email_flags,
      second_email = excluded.second_email, second_email_status = excluded.second_email_status,
      phone = excluded.phone, phone_status = excluded.phone_status,
      mobile = excluded.mobile, mobile_status = excluded.mobile_status, verifications = excluded.verifications,
      first_name = excluded.first_name, last_name = excluded.last_name, full_name = excluded.full_name,
      name_key = excluded.name_key, job_title = excluded.job_title, title_words = excluded.title_words,
      seniority = excluded.seniority, department = excluded.department, company_name = excluded.company_name,
      company_domain = excluded.company_domain, industry = excluded.industry, company_size = excluded.company_size,
      revenue = excluded.revenue, city = excluded.city, state = excluded.state, postal_code = excluded.postal_code,
      country = excluded.country, linkedin_url = excluded.linkedin_url, website = excluded.website,
      notes = excluded.notes, tags = excluded.tags, custom = excluded.custom,
      consent_source = excluded.consent_source, consent_at = excluded.consent_at,
      consent_text = excluded.consent_text, consent_ip = excluded.consent_ip, original = excluded.original,
      points_email = excluded.points_email, points_phone = excluded.points_phone,
      points_completeness = excluded.points_completeness, points_fit = excluded.points_fit,
      points_recency = excluded.points_recency, scored_on = excluded.scored_on, updated_at = now()
    returning id
  )
  select coalesce(array_agg(id), '{}') into changed from changing;

  insert into lead_history (workspace_id, lead_id, type, actor_id, changes)
  select ws, m.lead_id, 'import', p_actor_id, jsonb_build_object('import_id', p_import_id, 'fields', to_jsonb(m.fields))
  from pg_temp.lead_stage_merged m;
  return changed;
end $$;

-- Stores the staged rows for the workspace of this transaction. p_on_duplicate: skip, fill or overwrite.
-- Answers counts, the staged numbers of suppressed rows, and the leads that were made and changed. Raises 40001
-- when another transaction stored one of these people in between: stage the rows again in a new transaction.
create function store_leads(
  p_import_id uuid, p_source text, p_source_detail text, p_on_duplicate text, p_actor_id uuid
) returns table (
  imported int, updated int, duplicates int, duplicates_in_file int, suppressed int[], lead_ids uuid[], updated_ids uuid[]
)
language plpgsql
-- the stage is never the same size twice
set plan_cache_mode = force_custom_plan
as $$
declare
  ws uuid := current_workspace();
  key bytea := identity_key();
  today date := (now() at time zone 'UTC')::date;
  priority text[];
  expected int;
  done int;
  person record;
  rounds bigint;
  changed uuid[];
  known int;
begin
  if ws is null then raise exception 'store_leads needs app.workspace_id'; end if;
  select array(select lower(i) from unnest(w.priority_industries) i) into priority from workspaces w where w.id = ws;

  insert into pg_temp.lead_stage_keys (n, lead_id, rank, kind, identity, bare)
  select s.n, s.lead_id, k.rank, k.kind, identity_hash(key, k.kind, k.value),
    s.email_key is null and s.second_email_key is null
  from pg_temp.lead_stage s
  cross join lateral lead_identity_values(s.email_key, s.second_email_key, s.phone, s.mobile, s.name_key, s.linkedin_url) k;

  if exists (select from suppressions) then
    insert into pg_temp.lead_stage_verdicts (n, verdict)
    select distinct k.n, 'suppressed' from pg_temp.lead_stage_keys k
    where exists (select from suppressions x where x.identity = k.identity offset 0);
  end if;

  insert into pg_temp.lead_stage_verdicts (n, verdict, lead_id, in_file)
  select distinct on (k.n) k.n, 'same', l.id, coalesce(l.import_id = p_import_id, false)
  from pg_temp.lead_stage_keys k
  -- Fenced by their offsets, so that each is found by its key: joined freely, the planner may read the whole of a
  -- workspace it believes to be small.
  cross join lateral (select lead_id from lead_identities where workspace_id = ws and identity = k.identity offset 0) i
  cross join lateral (
    select id, import_id, email, second_email from leads where workspace_id = ws and id = i.lead_id offset 0) l
  where (k.kind = 'email' or k.bare or (l.email is null and l.second_email is null))
    and not exists (select from pg_temp.lead_stage_verdicts v where v.n = k.n)
  order by k.n, k.rank;

  for person in
    with candidates as materialized (
      select * from pg_temp.lead_stage_keys k
      where not exists (select from pg_temp.lead_stage_verdicts v where v.n = k.n)
    ), shared as (
      select identity from candidates group by identity having count(*) > 1
    )
    select c.n, c.lead_id, c.bare, array_agg(c.identity order by c.rank) as identities, array_agg(c.kind order by c.rank) as kinds
    from candidates c join shared using (identity)
    group by c.n, c.lead_id, c.bare
    order by c.n
  loop
    perform match_staged_row(person.n, person.lead_id, person.bare, person.identities, person.kinds);
  end loop;

  insert into pg_temp.lead_stage_verdicts (n, verdict, lead_id)
  select s.n, 'new', s.lead_id from pg_temp.lead_stage s
  where not exists (select from pg_temp.lead_stage_verdicts v where v.n = s.n);

  with wanted as materialized (
    -- Who has no email must win all of its identities, others their emails: what is lost was taken meanwhile.
    select distinct on (k.identity) k.identity, k.kind, k.lead_id, k.kind = 'email' or k.bare as must
    from pg_temp.lead_stage_keys k join pg_temp.lead_stage_verdicts v on v.n = k.n and v.verdict = 'new'
    order by k.identity, k.n
  ), taken as (
    insert into lead_identities (workspace_id, identity, kind, lead_id)
    select ws, w.identity, w.kind, w.lead_id from wanted w order by w.identity
    on conflict do nothing
    returning identity
  )
  select count(*) filter (where w.must), count(t.identity) filter (where w.must) into expected, done
  from wanted w left join taken t using (identity);
  if done < expected then
    raise exception 'a person of this batch was stored meanwhile' using errcode = 'serialization_failure';
  end if;

  insert into leads (
    workspace_id, id, dedup_hash, source, source_detail, import_id,
    email, email_status, email_flags, second_email, second_email_status, phone, phone_status, mobile, mobile_status,
    verifications, first_name, last_name, full_name, name_key, job_title, title_words, seniority, department,
    company_name, company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url,
    website, notes, tags, custom, consent_source, consent_at, consent_text, consent_ip, original,
    points_email, points_phone, points_completeness, points_fit, points_recency, scored_on)
  select
    ws, s.lead_id, first.identity, p_source, p_source_detail, p_import_id,
    s.email, s.email_status, s.email_flags, s.second_email, s.second_email_status, s.phone, s.phone_status, s.mobile, s.mobile_status,
    s.verifications, s.first_name, s.last_name, s.full_name, s.name_key, s.job_title, s.title_words, s.seniority, s.department,
    s.company_name, s.company_domain, s.industry, s.company_size, s.revenue, s.city, s.state, s.postal_code, s.country, s.linkedin_url,
    s.website, s.notes, s.tags, s.custom, s.consent_source, s.consent_at, s.consent_text, s.consent_ip, s.original,
    p.points_email, p.points_phone, p.points_completeness, p.points_fit, p.points_recency, today
  from pg_temp.lead_stage s
  join pg_temp.lead_stage_verdicts v on v.n = s.n and v.verdict = 'new'
  join (select distinct on (k.n) k.n, k.identity from pg_temp.lead_stage_keys k order by k.n, k.rank) first on first.n = s.n
  cross join lateral lead_points(
    s.email, s.email_status, s.phone, s.phone_status, s.mobile, s.mobile_status, s.company_name, s.job_title,
    s.linkedin_url, s.industry, s.company_size, 0, now(), priority, today) p;
  get diagnostics imported = row_count;

  updated := 0;
  updated_ids := '{}';
  if p_on_duplicate in ('fill', 'overwrite') then
    -- A person twice in the batch is merged in rounds. The last row overwrites, earlier ones then only fill; a
    -- person more than twenty times in one batch is not looked at any further.
    insert into pg_temp.lead_stage_merges (n, lead_id, round, email_identity, second_email_identity)
    select v.n, v.lead_id,
      row_number() over (partition by v.lead_id order by case when p_on_duplicate = 'fill' then v.n else -v.n end),
      k1.identity, k2.identity
    from pg_temp.lead_stage_verdicts v
    left join pg_temp.lead_stage_keys k1 on k1.n = v.n and k1.rank = 1
    left join pg_temp.lead_stage_keys k2 on k2.n = v.n and k2.rank = 2
    where v.verdict = 'same';
    select least(20, max(m.round)) into rounds from pg_temp.lead_stage_merges m;
    for this_round in 1 .. coalesce(rounds, 0) loop
      changed := merge_staged_leads(
        this_round, p_on_duplicate = 'overwrite' and this_round = 1, p_import_id, p_actor_id, priority, today);
      updated := updated + cardinality(changed);
      updated_ids := updated_ids || changed;
      update pg_temp.lead_stage_verdicts v set verdict = 'updated'
      from pg_temp.lead_stage_merges m where m.n = v.n and m.round = this_round and m.lead_id = any (changed);
    end loop;
    updated_ids := array(select distinct u from unnest(updated_ids) u);
    if updated_ids <> '{}' then perform refresh_listings(updated_ids); end if;
  end if;

  select count(*) filter (where v.verdict = 'same'), count(*) filter (where v.verdict = 'same' and v.in_file),
    coalesce(array_agg(v.n order by v.n) filter (where v.verdict = 'suppressed'), '{}'),
    coalesce(array_agg(v.lead_id order by v.n) filter (where v.verdict = 'new'), '{}')
  into duplicates, duplicates_in_file, suppressed, lead_ids
  from pg_temp.lead_stage_verdicts v;
  select count(*) into known from pg_temp.lead_stage;
  if imported + updated + duplicates + cardinality(suppressed) <> known then
    raise exception 'store_leads lost count: % rows became % new, % updated, % duplicate, % suppressed',
      known, imported, updated, duplicates, cardinality(suppressed);
  end if;
  return next;
end $$;

grant execute on function match_staged_row(int, uuid, boolean, bytea[], text[]), plan_merges(bigint, boolean),
  merge_staged_leads(bigint, boolean, uuid, uuid, text[], date), prefer(boolean, anyelement, anyelement),
  prefer_status(boolean, text, text), store_leads(uuid, text, text, text, uuid) to assay_app, assay_system;

-- While leads come in by the thousand the planner has to hear how many there are, or it reads all of a workspace
-- where an index would do. Belongs to the owner of the tables, as these commands ask.
create function measure_leads() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  analyze (skip_locked) leads (workspace_id), lead_identities (workspace_id);
end $$;

-- After a large import: what the search index put off is done now instead of by the next reader. Autovacuum looks
-- at the other columns within a minute; waiting for that here would cost a third of the import.
create function tidy_leads() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform gin_clean_pending_list('leads_filter');
  perform measure_leads();
end $$;
grant execute on function measure_leads(), tidy_leads() to assay_app;

-- When anything last happened to an import: a running one that is quiet lost its worker.
alter table imports add column touched_at timestamptz not null default now();
create index imports_unfinished on imports (touched_at) where status in ('queued', 'running');

-- An import's optional Idempotency-Key: takes it, or gives the answer it already led to.
create function claim_import_key(p_key text, p_request_hash bytea) returns jsonb
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$ select claim_idempotency_key(current_workspace(), 'import', p_key, p_request_hash) $$;
alter function claim_import_key(text, bytea) owner to assay_exchange;

create function answer_import_key(p_key text, p_answer jsonb) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  update idempotency_keys set answer = p_answer
  where workspace_id = current_workspace() and operation = 'import' and key = p_key
$$;
alter function answer_import_key(text, jsonb) owner to assay_exchange;
grant execute on function claim_import_key(text, bytea), answer_import_key(text, jsonb) to assay_app;
