-- Figures: what the analytics answer from. A figure is counted by the transaction that changes it: every statement that
-- writes leads, listings, sales or credits adds what it changed to figure_deltas. A job folds those into days and months.
-- Who reads takes both in one snapshot, so that a figure is never stale and never wrong. See docs/decisions/0026-figures.md.

alter table workspaces add column time_zone text not null default 'UTC' check (char_length(time_zone) between 1 and 64);
grant update (time_zone) on workspaces to assay_app;

alter table leads
  -- who it came from where import_id does not say: the partner it was bought of, by the name this workspace knows (see
  -- partner_alias), or the pixel whose visitor it was
  add column origin_id uuid,
  -- with which it came; null for leads from before this was kept
  add column first_score smallint,
  -- every status it ever had, as bits, see reached_by()
  add column reached smallint not null default 1;

-- What the figures ask of a lead, and a figure that moved; by the quarter of an hour: no time zone has a finer offset, so it
-- falls into one day in each.
create type lead_figure as (
  at timestamptz, source text, origin uuid, score smallint, first_score smallint, industry text, facts bigint
);
create type figure as (kind text, at timestamptz, key text, counts bigint[]);

-- What transactions changed. A row is one figure, or all that one transaction changed: a few leads as they were and as they
-- are, which are added up when they are folded, and other figures.
create table figure_deltas (
  workspace_id uuid not null,
  id bigint generated always as identity,
  kind text,
  at timestamptz,
  key text,
  counts bigint[],
  was lead_figure[],
  now lead_figure[],
  figures figure[],
  -- of how much it consists
  size int not null default 1,
  primary key (workspace_id, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

-- The same, summed up by days and by months of the workspace's time zone, so that any range is few rows.
create table figures (
  workspace_id uuid not null,
  kind text not null,
  span text not null check (span in ('day', 'month')),
  starts date not null,
  key text not null,
  counts bigint[] not null,
  primary key (workspace_id, kind, span, starts, key)
) with (fillfactor = 80);

-- In which time zone the days above are; the workspace's own is another until they are counted again.
create table figure_states (
  workspace_id uuid primary key,
  time_zone text not null
);

do $$
declare t text;
begin
  foreach t in array array['figure_deltas', 'figures', 'figure_states'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
      with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('create policy definer on %I to assay_exchange using (true) with check (true)', t);
    execute format('grant select on %I to assay_app, assay_system', t);
    execute format('grant select, insert, update, delete on %I to assay_exchange', t);
  end loop;
end $$;
grant insert on figure_deltas to assay_app, assay_system;

-- What a figure is --

create function figure_time(moment timestamptz) returns timestamptz
language sql immutable parallel safe
as $$ select date_bin(interval '15 minutes', moment, timestamptz '2000-01-01 00:00:00+00') $$;

create function reached_by(status text) returns smallint
language sql immutable parallel safe
as $$ select case status when 'contacted' then 2 when 'qualified' then 4 when 'won' then 8 when 'lost' then 16 else 1 end::smallint $$;

-- Under which name a buyer knows a partner, see overlap_partner_name(): the same one, longer.
create function partner_alias(p_buyer uuid, p_partner uuid) returns uuid
language sql stable
as $$ select encode(substring(sha256(identity_key() || uuid_send(p_buyer) || uuid_send(p_partner)) for 16), 'hex')::uuid $$;

-- What is true of a lead, a bit each; their names in the same order. The one definition of every figure of leads.
create function lead_fact_names() returns text[]
language sql immutable parallel safe
as $$
  select array[
    'leads', 'usable', 'returned', 'bounced', 'engaged', 'status_new', 'status_contacted', 'status_qualified',
    'status_won', 'status_lost', 'reached_contacted', 'reached_qualified', 'reached_won', 'reached_lost',
    'email_valid', 'email_risky', 'email_invalid', 'email_unknown', 'email_unverified', 'phone_valid', 'phone_risky',
    'phone_invalid', 'phone_unknown', 'phone_unverified', 'has_name', 'has_email', 'has_phone', 'has_mobile',
    'has_job_title', 'has_seniority', 'has_department', 'has_company_name', 'has_company_domain', 'has_industry',
    'has_company_size', 'has_revenue', 'has_country', 'has_linkedin_url', 'has_website']
$$;

-- Every stage counts those that went further. Usable: not given back, and no email that is known to fail.
create function lead_facts(l leads) returns bigint
language sql immutable parallel safe
as $$
  select
    case when true then 1::bigint else 0 end
    | case when l.returned_at is null and (l.email is null or l.email_status <> 'invalid') then 2::bigint else 0 end
    | case when l.returned_at is not null then 4::bigint else 0 end
    | case when l.email is not null and l.email_status = 'invalid' then 8::bigint else 0 end
    | case when l.points_engagement > 0 then 16::bigint else 0 end
    | case when l.status = 'new' then 32::bigint else 0 end
    | case when l.status = 'contacted' then 64::bigint else 0 end
    | case when l.status = 'qualified' then 128::bigint else 0 end
    | case when l.status = 'won' then 256::bigint else 0 end
    | case when l.status = 'lost' then 512::bigint else 0 end
    | case when l.reached & 14 <> 0 or l.status in ('contacted', 'qualified', 'won') then 1024::bigint else 0 end
    | case when l.reached & 12 <> 0 or l.status in ('qualified', 'won') then 2048::bigint else 0 end
    | case when l.reached & 8 <> 0 or l.status = 'won' then 4096::bigint else 0 end
    | case when l.reached & 16 <> 0 or l.status = 'lost' then 8192::bigint else 0 end
    | case when l.email is not null and l.email_status = 'valid' then 16384::bigint else 0 end
    | case when l.email is not null and l.email_status = 'risky' then 32768::bigint else 0 end
    | case when l.email is not null and l.email_status = 'invalid' then 65536::bigint else 0 end
    | case when l.email is not null and l.email_status = 'unknown' then 131072::bigint else 0 end
    | case when l.email is not null and l.email_status = 'unverified' then 262144::bigint else 0 end
    | case when coalesce(l.phone, l.mobile) is not null and case when l.phone is null then l.mobile_status else l.phone_status end = 'valid' then 524288::bigint else 0 end
    | case when coalesce(l.phone, l.mobile) is not null and case when l.phone is null then l.mobile_status else l.phone_status end = 'risky' then 1048576::bigint else 0 end
    | case when coalesce(l.phone, l.mobile) is not null and case when l.phone is null then l.mobile_status else l.phone_status end = 'invalid' then 2097152::bigint else 0 end
    | case when coalesce(l.phone, l.mobile) is not null and case when l.phone is null then l.mobile_status else l.phone_status end = 'unknown' then 4194304::bigint else 0 end
    | case when coalesce(l.phone, l.mobile) is not null and case when l.phone is null then l.mobile_status else l.phone_status end = 'unverified' then 8388608::bigint else 0 end
    | case when coalesce(l.full_name, l.last_name, l.first_name) is not null then 16777216::bigint else 0 end
    | case when l.email is not null then 33554432::bigint else 0 end
    | case when l.phone is not null then 67108864::bigint else 0 end
    | case when l.mobile is not null then 134217728::bigint else 0 end
    | case when l.job_title is not null then 268435456::bigint else 0 end
    | case when l.seniority is not null then 536870912::bigint else 0 end
    | case when l.department is not null then 1073741824::bigint else 0 end
    | case when l.company_name is not null then 2147483648::bigint else 0 end
    | case when l.company_domain is not null then 4294967296::bigint else 0 end
    | case when l.industry is not null then 8589934592::bigint else 0 end
    | case when l.company_size is not null then 17179869184::bigint else 0 end
    | case when l.revenue is not null then 34359738368::bigint else 0 end
    | case when l.country is not null then 68719476736::bigint else 0 end
    | case when l.linkedin_url is not null then 137438953472::bigint else 0 end
    | case when l.website is not null then 274877906944::bigint else 0 end
$$;

create function lead_figure(l leads) returns lead_figure
language sql immutable parallel safe
as $$
  select row(figure_time(l.created_at), l.source, coalesce(l.origin_id, l.import_id), l.score,
    coalesce(l.first_score, l.score), l.industry, lead_facts(l))::lead_figure
$$;

-- The figures of leads as they are now, less those of what they were.
create function sum_lead_figures(p_was lead_figure[], p_now lead_figure[]) returns setof figure
language sql immutable parallel safe
as $$
  with moved as materialized (
    select -1 as n, f.* from unnest(p_was) f union all select 1, f.* from unnest(p_now) f
  ), summed as (
    select 'lead' as kind, at, source as key, array[
    sum(n), sum(n) filter (where facts & 2 <> 0), sum(n) filter (where facts & 4 <> 0),
    sum(n) filter (where facts & 8 <> 0), sum(n) filter (where facts & 16 <> 0),
    sum(n) filter (where facts & 32 <> 0), sum(n) filter (where facts & 64 <> 0),
    sum(n) filter (where facts & 128 <> 0), sum(n) filter (where facts & 256 <> 0),
    sum(n) filter (where facts & 512 <> 0), sum(n) filter (where facts & 1024 <> 0),
    sum(n) filter (where facts & 2048 <> 0), sum(n) filter (where facts & 4096 <> 0),
    sum(n) filter (where facts & 8192 <> 0), sum(n) filter (where facts & 16384 <> 0),
    sum(n) filter (where facts & 32768 <> 0), sum(n) filter (where facts & 65536 <> 0),
    sum(n) filter (where facts & 131072 <> 0), sum(n) filter (where facts & 262144 <> 0),
    sum(n) filter (where facts & 524288 <> 0), sum(n) filter (where facts & 1048576 <> 0),
    sum(n) filter (where facts & 2097152 <> 0), sum(n) filter (where facts & 4194304 <> 0),
    sum(n) filter (where facts & 8388608 <> 0), sum(n) filter (where facts & 16777216 <> 0),
    sum(n) filter (where facts & 33554432 <> 0), sum(n) filter (where facts & 67108864 <> 0),
    sum(n) filter (where facts & 134217728 <> 0), sum(n) filter (where facts & 268435456 <> 0),
    sum(n) filter (where facts & 536870912 <> 0), sum(n) filter (where facts & 1073741824 <> 0),
    sum(n) filter (where facts & 2147483648 <> 0), sum(n) filter (where facts & 4294967296 <> 0),
    sum(n) filter (where facts & 8589934592 <> 0), sum(n) filter (where facts & 17179869184 <> 0),
    sum(n) filter (where facts & 34359738368 <> 0), sum(n) filter (where facts & 68719476736 <> 0),
    sum(n) filter (where facts & 137438953472 <> 0), sum(n) filter (where facts & 274877906944 <> 0)]
    from moved group by at, source
    union all
    select 'origin', at, source || ':' || coalesce(origin::text, ''), array[
      sum(n), sum(n) filter (where facts & 2 <> 0), sum(n) filter (where facts & 8 <> 0),
      sum(n) filter (where facts & 4 <> 0), sum(n) filter (where facts & 1024 <> 0),
      sum(n) filter (where facts & 2048 <> 0), sum(n) filter (where facts & 4096 <> 0), sum(n * score)]
    from moved group by at, source, origin
    union all
    select 'score', at, score::text, array[sum(n)] from moved group by at, score
    union all
    select 'industry', at, industry, array[sum(n)] from moved where industry is not null group by at, industry
    union all
    select 'decile', at, least(first_score / 10, 9)::text, array[
      sum(n), sum(n) filter (where facts & 1024 <> 0), sum(n) filter (where facts & 8 <> 0),
      sum(n) filter (where facts & 4 <> 0), sum(n) filter (where facts & 16 <> 0),
      sum(n) filter (where facts & 2048 <> 0), sum(n) filter (where facts & 4096 <> 0)]
    from moved group by at, least(first_score / 10, 9)
  )
  select s.kind, s.at, s.key, array(select coalesce(c, 0) from unnest(s.array) with ordinality u (c, place) order by place)
  from summed s where 0 <> any (s.array)
$$;

-- Called by every statement that writes leads, in its transaction; with other figures it changed. Adding up costs more than
-- a few leads are worth to who reads: only many are added up here.
create function note_leads(p_workspace uuid, p_was lead_figure[], p_now lead_figure[], p_figures figure[] default '{}')
returns void
language plpgsql
as $$
declare leads int := coalesce(cardinality(p_was), 0) + coalesce(cardinality(p_now), 0);
begin
  if leads > 20 then
    p_figures := p_figures || array(select s::figure from sum_lead_figures(p_was, p_now) s);
    p_was := null; p_now := null; leads := 0;
  end if;
  if leads + cardinality(p_figures) > 0 then
    insert into figure_deltas (workspace_id, was, now, figures, size)
    values (p_workspace, p_was, p_now, p_figures, leads + cardinality(p_figures));
  end if;
end $$;

-- Deltas as figures, of one kind or of all. Its plans are kept: to plan the sums anew took longer than they do.
create function unpack_deltas(p_deltas figure_deltas[], p_kind text default null) returns setof figure
language plpgsql immutable parallel safe
set plan_cache_mode = force_generic_plan
as $$
declare
  v_was lead_figure[];
  v_now lead_figure[];
begin
  if cardinality(p_deltas) = 0 then return; end if;
  return query
  select d.kind, d.at, d.key, d.counts from unnest(p_deltas) d where d.kind = p_kind or p_kind is null and d.kind is not null
  union all
  select f.* from unnest(p_deltas) d cross join lateral unnest(d.figures) f where f.kind = p_kind or p_kind is null;
  if p_kind is null or p_kind in ('lead', 'origin', 'score', 'industry', 'decile') then
    v_was := array(select w from unnest(p_deltas) d cross join lateral unnest(d.was) w);
    v_now := array(select n from unnest(p_deltas) d cross join lateral unnest(d.now) n);
    if cardinality(v_was) + cardinality(v_now) > 0 then
      return query select s.* from sum_lead_figures(v_was, v_now) s where s.kind = p_kind or p_kind is null;
    end if;
  end if;
end $$;

-- A wallet's credits that moved. Counts: hundredths (negative: they left), transfers.
create function note_credits(p_workspace uuid, p_kind text, p_hundredths bigint) returns void
language sql
as $$
  insert into figure_deltas (workspace_id, kind, at, key, counts)
  values (p_workspace, 'credit', figure_time(now()), p_kind, array[p_hundredths, 1])
$$;

-- What leads of one origin cost. Counts: hundredths spent, hundredths given back; both when the leads came.
create function note_cost(p_workspace uuid, p_at timestamptz, p_key text, p_spent bigint, p_refunded bigint) returns void
language sql
as $$
  insert into figure_deltas (workspace_id, kind, at, key, counts)
  values (p_workspace, 'cost', figure_time(p_at), p_key, array[p_spent, p_refunded])
$$;

-- A partner's listings by when they were listed. Counts: listed, of those sold at least once.
-- Its sales by when they happened. Counts: sold, hundredths paid, hundredths earned, and by when they came back:
-- returned, hundredths of earnings returned.
create function note_listing(p_workspace uuid, p_at timestamptz, p_listed bigint, p_sold bigint) returns void
language sql
as $$
  insert into figure_deltas (workspace_id, kind, at, key, counts)
  values (p_workspace, 'listing', figure_time(p_at), '', array[p_listed, p_sold])
$$;

create function add_counts(a bigint[], b bigint[]) returns bigint[]
language sql immutable parallel safe
as $$ select array(select coalesce(x, 0) + coalesce(y, 0) from unnest(a, b) with ordinality u (x, y, place) order by place) $$;

-- Who writes --

drop function store_leads(uuid, text, text, text, uuid);
create function public.store_leads(p_import_id uuid, p_source text, p_source_detail text, p_on_duplicate text, p_actor_id uuid, p_origin_id uuid default null)
 RETURNS TABLE(imported integer, updated integer, duplicates integer, duplicates_in_file integer, suppressed integer[], lead_ids uuid[], updated_ids uuid[])
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
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
  figures lead_figure[];
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

  with stored as (
  insert into leads (
    workspace_id, id, dedup_hash, source, source_detail, import_id, origin_id, first_score,
    email, email_status, email_flags, second_email, second_email_status, phone, phone_status, mobile, mobile_status,
    verifications, first_name, last_name, full_name, name_key, job_title, title_words, seniority, department,
    company_name, company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url,
    website, notes, tags, custom, consent_source, consent_at, consent_text, consent_ip, original,
    points_email, points_phone, points_completeness, points_fit, points_recency, scored_on)
  select
    ws, s.lead_id, first.identity, p_source, p_source_detail, p_import_id, p_origin_id,
    least(100, p.points_email + p.points_phone + p.points_completeness + p.points_fit + p.points_recency),
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
    s.linkedin_url, s.industry, s.company_size, 0, now(), priority, today) p
  returning lead_figure(leads) as figure
  )
  select array_agg(figure), count(*) into figures, imported from stored;
  if imported > 0 then perform note_leads(ws, null, figures); end if;

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
end $function$
;
grant execute on function store_leads(uuid, text, text, text, uuid, uuid) to assay_app, assay_system;

CREATE OR REPLACE FUNCTION public.merge_staged_leads(p_round bigint, p_overwrite boolean, p_import_id uuid, p_actor_id uuid, p_priority text[], p_today date)
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  ws uuid := current_workspace();
  key bytea := identity_key();
  untrue bytea[];
  changed uuid[];
  was lead_figure[];
  figures lead_figure[];
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
    returning id, lead_figure(leads) as figure
  )
  select coalesce(array_agg(c.id), '{}'), array_agg(b.was), array_agg(c.figure) into changed, was, figures
  from changing c
  -- as they were: of what this statement writes nothing is seen here
  cross join lateral (select lead_figure(l) as was from leads l where l.workspace_id = ws and l.id = c.id offset 0) b;
  perform note_leads(ws, was, figures);

  insert into lead_history (workspace_id, lead_id, type, actor_id, changes)
  select ws, m.lead_id, 'import', p_actor_id, jsonb_build_object('import_id', p_import_id, 'fields', to_jsonb(m.fields))
  from pg_temp.lead_stage_merged m;
  return changed;
end $function$
;

CREATE OR REPLACE FUNCTION public.change_leads(p_ids uuid[], p_status text, p_add text[], p_remove text[], p_actor_id uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  changed uuid[];
  was lead_figure[];
  figures lead_figure[];
begin
  perform from leads where workspace_id = current_workspace() and id = any (p_ids) order by id for no key update;
  with wanted as materialized (
    select l.id, l.status, l.tags, coalesce(p_status, l.status) as new_status,
      array(select t from unnest(l.tags) t where t <> all (p_remove))
        || array(select distinct t from unnest(p_add) t where t <> all (l.tags)) as new_tags
    from leads l where l.workspace_id = current_workspace() and l.id = any (p_ids)
  ), written as (
    update leads l set status = w.new_status, tags = w.new_tags, updated_at = now(),
      reached = l.reached | reached_by(l.status) | reached_by(w.new_status)
    from wanted w
    where l.workspace_id = current_workspace() and l.id = w.id
      and (w.new_status <> w.status or w.new_tags <> w.tags) and cardinality(w.new_tags) <= 100
    returning l.id, lead_figure(l) as figure
  ), told as (
    insert into lead_history (workspace_id, lead_id, type, actor_id, changes)
    select current_workspace(), w.id, 'updated', p_actor_id,
      case when w.new_status <> w.status
        then jsonb_build_object('status', jsonb_build_object('from', w.status, 'to', w.new_status)) else '{}' end
      || case when w.new_tags <> w.tags
        then jsonb_build_object('tags', jsonb_build_object('from', to_jsonb(w.tags), 'to', to_jsonb(w.new_tags))) else '{}' end
    from wanted w join written using (id)
  )
  select coalesce(array_agg(w.id), '{}'), array_agg(b.was), array_agg(w.figure) into changed, was, figures
  from written w
  cross join lateral (
    select lead_figure(l) as was from leads l where l.workspace_id = current_workspace() and l.id = w.id offset 0) b;
  if p_status is not null then perform note_leads(current_workspace(), was, figures); end if;
  return changed;
end $function$
;

CREATE OR REPLACE FUNCTION public.rescore_leads(p_ids uuid[])
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  today date := (now() at time zone 'UTC')::date;
  priority text[];
  changed uuid[];
  was lead_figure[];
  figures lead_figure[];
begin
  select array(select lower(i) from unnest(w.priority_industries) i) into priority
  from workspaces w where w.id = current_workspace();
  perform from leads where workspace_id = current_workspace() and id = any (p_ids) order by id for no key update;
  with points as (
    select l.id, p.*,
      (p.points_email, p.points_phone, p.points_completeness, p.points_fit, p.points_recency) is distinct from
      (l.points_email, l.points_phone, l.points_completeness, l.points_fit, l.points_recency) as differ,
      l.scored_on < today and l.points_recency > 0 as due
    from leads l
    cross join lateral lead_points(
      l.email, l.email_status, l.phone, l.phone_status, l.mobile, l.mobile_status, l.company_name, l.job_title,
      l.linkedin_url, l.industry, l.company_size, l.points_engagement, l.sourced_at, priority, today) p
    where l.workspace_id = current_workspace() and l.id = any (p_ids)
  ), scored as (
    update leads l set
      points_email = p.points_email, points_phone = p.points_phone, points_completeness = p.points_completeness,
      points_fit = p.points_fit, points_recency = p.points_recency, scored_on = today
    from points p
    where l.workspace_id = current_workspace() and l.id = p.id and (p.differ or p.due)
    returning l.id, p.differ, lead_figure(l) as figure
  )
  select coalesce(array_agg(s.id), '{}'), array_agg(b.was), array_agg(s.figure) into changed, was, figures
  from scored s
  cross join lateral (
    select lead_figure(l) as was from leads l where l.workspace_id = current_workspace() and l.id = s.id offset 0) b
  where s.differ;
  if changed <> '{}' then
    perform note_leads(current_workspace(), was, figures);
    perform refresh_listing_scores(changed);
  end if;
  return changed;
end $function$
;

CREATE OR REPLACE FUNCTION public.delete_lead(p_lead_id uuid, p_actor_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  ws uuid := current_workspace();
  gone lead_figure[];
begin
  perform from leads where workspace_id = ws and id = p_lead_id for update;
  if not found then return false; end if;
  perform withdraw_listings_of(array[p_lead_id]);
  insert into deleted_leads (workspace_id, id, lead, identities, history, deleted_by)
  select ws, l.id, to_jsonb(l),
    (select coalesce(jsonb_agg(to_jsonb(i)), '[]') from lead_identities i where i.workspace_id = ws and i.lead_id = l.id),
    (select coalesce(jsonb_agg(to_jsonb(h)), '[]') from lead_history h where h.workspace_id = ws and h.lead_id = l.id),
    p_actor_id
  from leads l where l.workspace_id = ws and l.id = p_lead_id;
  delete from lead_identities where workspace_id = ws and lead_id = p_lead_id;
  delete from leads where workspace_id = ws and id = p_lead_id returning array[lead_figure(leads)] into gone;
  perform note_leads(ws, gone, null);
  return true;
end $function$
;

CREATE OR REPLACE FUNCTION public.restore_lead(p_lead_id uuid, p_actor_id uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  ws uuid := current_workspace();
  gone deleted_leads;
  columns text;
  identities bytea[];
  kinds text[];
  back lead_figure[];
begin
  delete from deleted_leads
  where workspace_id = ws and id = p_lead_id and deleted_at > now() - interval '1 day'
  returning * into gone;
  if not found then return false; end if;

  insert into lead_identities select i.* from jsonb_populate_recordset(null::lead_identities, gone.identities) i
  order by i.identity
  on conflict do nothing;
  select coalesce(array_agg(i.identity order by i.kind, i.identity), '{}'), coalesce(array_agg(i.kind order by i.kind, i.identity), '{}')
  into identities, kinds
  from jsonb_populate_recordset(null::lead_identities, gone.identities) i;
  perform refuse_same_person(p_lead_id, identities, kinds, coalesce(gone.lead ->> 'email', gone.lead ->> 'second_email') is null);

  -- every column but those that compute themselves
  select string_agg(quote_ident(attname), ', ') into columns
  from pg_attribute where attrelid = 'leads'::regclass and attnum > 0 and not attisdropped and attgenerated = '';
  execute format('insert into leads (%1$s) select %1$s from jsonb_populate_record(null::leads, $1) returning array[lead_figure(leads)]', columns)
    into back using jsonb '{"reached": 1}' || gone.lead;
  perform note_leads(ws, null, back);
  insert into lead_history select h.* from jsonb_populate_recordset(null::lead_history, gone.history) h;
  insert into lead_history (workspace_id, lead_id, type, actor_id) values (ws, p_lead_id, 'restored', p_actor_id);
  return true;
end $function$
;

CREATE OR REPLACE FUNCTION public.mark_lead_returned(p_return public.returns)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  was lead_figure[];
  figures lead_figure[];
begin
  select array[lead_figure(l)] into was from leads l
  where l.workspace_id = p_return.workspace_id and l.id = p_return.lead_id for no key update;
  if found then
    update leads set returned_at = now(), updated_at = now()
    where workspace_id = p_return.workspace_id and id = p_return.lead_id
    returning array[lead_figure(leads)] into figures;
    perform note_leads(p_return.workspace_id, was, figures);
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
end $function$
;

CREATE OR REPLACE FUNCTION public.post_transfer(p_transfer uuid, p_kind text, p_workspace uuid, p_lines public.ledger_line[], p_moves public.grant_line[] DEFAULT '{}'::public.grant_line[], p_undoes uuid DEFAULT NULL::uuid, p_subject uuid DEFAULT NULL::uuid, p_order uuid DEFAULT NULL::uuid, p_actor uuid DEFAULT NULL::uuid, p_reason text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  touches_wallet boolean := exists (select from unnest(p_lines) where account in ('wallet', 'held'));
  change bigint := (select sum(amount_hundredths) from unnest(p_lines) where account = 'wallet');
  balance bigint;
begin
  insert into ledger_transfers (id, workspace_id, kind, reason, actor_id, order_id, subject_id)
  values (p_transfer, p_workspace, p_kind, p_reason, p_actor, p_order, p_subject);
  perform open_account(l.workspace_id, l.account) from unnest(p_lines) l where l.account in ('earning', 'payout');
  if touches_wallet then
    balance := lock_wallet(p_workspace);
    if balance + change < 0 then
      perform raise_insufficient_credits(-change, balance);
    end if;
  end if;

  update credit_grants g set remaining_hundredths = g.remaining_hundredths + m.amount_hundredths
  from unnest(p_moves) m where g.id = m.grant_id and g.workspace_id = p_workspace;
  insert into grant_moves (transfer_id, grant_id, workspace_id, amount_hundredths, undoes)
  select p_transfer, m.grant_id, p_workspace, m.amount_hundredths, p_undoes from unnest(p_moves) m;

  with moved as (
    update ledger_accounts a set balance_hundredths = a.balance_hundredths + l.amount_hundredths
    from unnest(p_lines) l
    where a.workspace_id = p_workspace and l.workspace_id = p_workspace and a.kind = l.account
      and l.account in ('wallet', 'held') and l.amount_hundredths <> 0
    returning a.id, a.workspace_id, l.amount_hundredths, a.balance_hundredths
  )
  insert into ledger_entries
    (transfer_id, account_id, workspace_id, amount_hundredths, balance_before_hundredths, balance_after_hundredths)
  select p_transfer, id, workspace_id, amount_hundredths, balance_hundredths - amount_hundredths, balance_hundredths
  from moved
  union all
  select p_transfer, a.id, l.workspace_id, l.amount_hundredths, null, null
  from unnest(p_lines) l
  join ledger_accounts a on a.workspace_id is not distinct from l.workspace_id and a.kind = l.account
  where l.account not in ('wallet', 'held') and l.amount_hundredths <> 0;

  if change is not null then
    perform note_credits(p_workspace, p_kind, change);
    if p_kind = 'pull' then
      perform note_cost(p_workspace, now(), 'audience:' || p_subject, -change, 0);
    end if;
    insert into events (workspace_id, type, payload)
    values (p_workspace, 'credits.changed', jsonb_build_object('change', as_credits(change), 'transfer_id', p_transfer));
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.refund_item(p_return public.returns, p_item public.order_items)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
  perform note_cost(p_item.workspace_id, p_item.created_at,
    'marketplace:' || partner_alias(p_item.workspace_id, p_item.partner_id), 0, p_item.price_hundredths);
  insert into figure_deltas (workspace_id, kind, at, key, counts)
  values (p_item.partner_id, 'sale', figure_time(p_item.returned_at), '', array[0, 0, 0, 1, p_item.earning_hundredths]);
end $function$
;

CREATE OR REPLACE FUNCTION public.relist_returned(p_listing uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare it listings;
begin
  update listings l set times_sold = times_sold - 1, status = 'active'
  where l.id = p_listing and l.status in ('active', 'sold_out') and (l.expires_at is null or l.expires_at > now())
    and exists (select from partners p where p.workspace_id = l.workspace_id and p.status = 'approved')
    and exists (select from leads s where s.workspace_id = l.workspace_id and s.id = l.lead_id and s.source <> 'marketplace')
    and not exists (
      select from suppressions x
      where x.identity = any (l.email_identities || l.other_identities)
        and (x.workspace_id is null or x.workspace_id = l.workspace_id))
  returning l.* into it;
  if found and it.times_sold = 0 then perform note_listing(it.workspace_id, it.listed_at, 0, -1); end if;
  return it.id is not null;
end $function$
;

CREATE OR REPLACE FUNCTION public.list_leads(p_lead_ids uuid[], p_price_hundredths bigint, p_max_buyers integer, p_expires_at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
  with relisted as (
  update listings set
    status = 'active', price_hundredths = p_price_hundredths, expires_at = p_expires_at, max_buyers = p_max_buyers,
    listed_at = now()
  where workspace_id = partner and lead_id = any (sellable) and status in ('withdrawn', 'expired')
    and times_sold < p_max_buyers
  returning id, (times_sold > 0)::int as sold
  ), moved as (
    insert into figure_deltas (workspace_id, kind, at, key, counts)
    select partner, 'listing', figure_time(b.listed_at), '', array[-count(*), -sum(r.sold)]
    from relisted r cross join lateral (select l.listed_at from listings l where l.id = r.id offset 0) b
    group by figure_time(b.listed_at)
    union all
    select partner, 'listing', figure_time(now()), '', array[count(*), sum(sold)] from relisted having count(*) > 0
  )
  select count(*) into again from relisted;

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
  if done > 0 then perform note_listing(partner, now(), done, 0); end if;
  return again + done;
end $function$
;

CREATE OR REPLACE FUNCTION public.buy_listings(p_listings uuid[], p_on_unavailable text, p_key text, p_request_hash bytea, p_actor uuid, p_max_total_hundredths bigint DEFAULT NULL::bigint, p_confirmed_hundredths bigint DEFAULT NULL::bigint, p_quote uuid DEFAULT NULL::uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
declare
  buyer uuid := current_workspace();
  this_order uuid := uuidv7();
  transfer uuid := uuidv7();
  result jsonb;
  quote quotes;
  quoted bigint[];
  place int;
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
  is_guarded boolean;
  priorities text[];
  done int;
  figures lead_figure[];
  first_sales figure[];
begin
  if buyer is null then
    raise exception 'buy_listings needs app.workspace_id';
  end if;
  if p_quote is null and (p_listings is null or cardinality(p_listings) not between 1 and 1000) then
    perform raise_problem(422, 'invalid_input', 'An order takes 1 to 1,000 listings.');
  end if;
  result := find_answer(buyer, 'order', p_key, p_request_hash);
  if result is not null then return result; end if;
  if p_quote is not null then
    quote := lock_quote(buyer, p_quote);
    if quote.status <> 'open' or quote.expires_at <= clock_timestamp() then
      perform refuse_closed_quote(quote);
    end if;
    p_on_unavailable := quote.on_unavailable;
    p_listings := quote.listing_ids;
    quoted := array(
      select h.price_hundredths from unnest(p_listings) with ordinality a (id, n)
      join listing_holds h on h.listing_id = a.id and h.workspace_id = buyer and h.quote_id = p_quote order by a.n);
  end if;

  perform from listings where id = any (p_listings) order by id for no key update;
  get diagnostics done = row_count;
  if done < cardinality(p_listings) then
    perform refuse_unknown_listings(p_listings);
  end if;

  -- A second time only when one person is in the order twice.
  loop
    bought := '{}'; lines := '{}'; items := '{}'; skipped := '{}'; total := 0; earned := 0; identities := 0;
    place := 0;
    foreach listing in array p_listings loop
      place := place + 1;
      select
        (l.id, uuidv7(), l.workspace_id, l.lead_id, least(l.price_hundredths, quoted[place]), l.sourced_at,
          a.id, least(l.price_hundredths, quoted[place]) * c.percent / 100, c.percent, c.version, c.inputs, c.holdback_days)::order_line as line,
        cardinality(l.email_identities) + cardinality(l.other_identities) as identities,
        coalesce(w.reason, case when l.id = any (repeated) or l.id = any (bought) then 'same_person' end) as reason
      into judged
      from listings l
      cross join lateral why_not(
        buyer, l.id, l.workspace_id, l.lead_id, l.status, l.times_sold, l.max_buyers, l.expires_at, l.email_identities,
        l.other_identities) w
      left join lateral commission(l.workspace_id, l.sourced_at, now()) c on true
      left join ledger_accounts a on a.workspace_id = l.workspace_id and a.kind = 'earning'
      where l.id = listing;

      if judged.reason is not null then
        skipped := array_append(skipped, skipped_line(listing, judged.reason));
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
  if p_quote is not null then
    perform close_quote(quote, 'used', this_order, p_actor);
  end if;
  -- Refused here without waiting for the wallet's lock; the debit below is what decides.
  select a.id, coalesce(a.balance_hundredths, 0), a.guarded, r.id, w.priority_industries
  into wallet, balance, is_guarded, revenue, priorities
  from workspaces w
  join ledger_accounts r on r.workspace_id is null and r.kind = 'revenue'
  left join ledger_accounts a on a.workspace_id = w.id and a.kind = 'wallet'
  where w.id = buyer;
  if is_guarded then
    perform refuse_frozen(buyer, p_actor);
  end if;
  if balance < total then
    -- unless the clock has yet to bring back what a quote held
    if close_due_quotes(buyer, 100) > 0 then
      select balance_hundredths into balance from ledger_accounts where id = wallet;
    end if;
    if balance < total then
      perform raise_insufficient_credits(total, balance);
    end if;
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

    with sold as (
      update listings set
        times_sold = times_sold + 1,
        status = case when times_sold + 1 >= max_buyers then 'sold_out' else status end
      where id = any (bought)
      returning workspace_id, listed_at, times_sold
    )
    select array_agg(('listing', figure_time(listed_at), workspace_id::text, array[0, 1])::figure) into first_sales
    from sold where times_sold = 1;

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

    with stored as (
    insert into leads (
      workspace_id, id, dedup_hash, source, order_id, origin_id, first_score,
      email, email_status, email_flags, second_email, second_email_status, phone, phone_status, mobile, mobile_status,
      verifications, first_name, last_name, full_name, name_key, job_title, title_words, seniority, department,
      company_name, company_domain, industry, company_size, revenue, city, state, postal_code, country, linkedin_url,
      website, consent_source, consent_at, consent_text, consent_ip,
      points_email, points_phone, points_completeness, points_fit, points_recency, points_engagement, sourced_at)
    select
      buyer, b.lead_id, s.dedup_hash, 'marketplace', this_order, partner_alias(buyer, b.seller),
      least(100, p.points_email + p.points_phone + p.points_completeness + p.points_fit + p.points_recency + p.points_engagement),
      s.email, s.email_status, s.email_flags, s.second_email, s.second_email_status, s.phone, s.phone_status, s.mobile, s.mobile_status,
      s.verifications, s.first_name, s.last_name, s.full_name, s.name_key, s.job_title, s.title_words, s.seniority, s.department,
      s.company_name, s.company_domain, s.industry, s.company_size, s.revenue, s.city, s.state, s.postal_code, s.country, s.linkedin_url,
      s.website, s.consent_source, s.consent_at, s.consent_text, s.consent_ip,
      p.points_email, p.points_phone, p.points_completeness, p.points_fit, p.points_recency, p.points_engagement, s.sourced_at
    from unnest(lines) b
    join leads s on s.workspace_id = b.seller and s.id = b.source
    cross join lateral lead_points(
      s.email, s.email_status, s.phone, s.phone_status, s.mobile, s.mobile_status, s.company_name, s.job_title,
      s.linkedin_url, s.industry, s.company_size, 0, s.sourced_at, priorities, (now() at time zone 'UTC')::date) p
    returning lead_figure(leads) as figure
    )
    select array_agg(figure) into figures from stored;

    insert into order_items (
      workspace_id, order_id, listing_id, lead_id, partner_id, price_hundredths,
      earning_hundredths, rate_percent, rule_version, rule_inputs, released_at)
    select buyer, this_order, b.listing_id, b.lead_id, b.seller, b.price,
      b.earning, b.percent, b.rule_version, b.rule_inputs, now() + make_interval(days => b.holdback_days)
    from unnest(lines) b;

    perform note_leads(buyer, null, figures, ('credit', figure_time(now()), 'purchase', array[-total, 1])::figure || array(
      select ('cost', figure_time(now()), 'marketplace:' || partner_alias(buyer, b.seller), array[sum(b.price)::bigint, 0])::figure
      from unnest(lines) b group by b.seller));
    insert into figure_deltas (workspace_id, figures)
    select f.seller, array_agg(f.figure)
    from (
      select b.seller, ('sale', figure_time(now()), '',
        array[count(*), sum(b.price)::bigint, sum(b.earning)::bigint, 0, 0])::figure as figure
      from unnest(lines) b group by b.seller
      union all
      select f.key::uuid, (f.kind, f.at, '', array[0, count(*)])::figure from unnest(first_sales) f group by f.key, f.kind, f.at) f
    group by f.seller;

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
    returning balance_hundredths, guarded into balance, is_guarded;
    if not found then
      -- another order took the credits while this one waited for the wallet
      select balance_hundredths into balance from ledger_accounts where id = wallet;
      perform raise_insufficient_credits(total, balance);
    end if;
    if is_guarded then
      perform enforce_guards(buyer, p_actor, total, p_confirmed_hundredths, this_order);
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
end $function$
;

-- Folding, counting again, checking --

-- In which time zone the days of the current workspace are.
create function figure_zone() returns text
language sql stable
as $$
  select coalesce((select time_zone from figure_states where workspace_id = current_workspace()),
    (select time_zone from workspaces where id = current_workspace()), 'UTC')
$$;

-- Adds the oldest deltas of a workspace to its days and months; answers how many. Whoever comes second goes away.
-- They are a range of the key: named one by one they would be compared each with each where the table's size is not known yet.
create function fold_figures(p_workspace uuid, p_limit int) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
-- the plan is kept, so it must not be one for a table that happened to be empty
set enable_seqscan = off
as $$
declare
  zone text;
  last bigint;
  done int;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('figures:' || p_workspace, 0)) then return 0; end if;
  insert into figure_states (workspace_id, time_zone)
  select id, w.time_zone from workspaces w where id = p_workspace
  on conflict do nothing;
  select time_zone into zone from figure_states where workspace_id = p_workspace;
  select max(id) into last from (
    select id from figure_deltas where workspace_id = p_workspace order by workspace_id, id limit p_limit) due;
  with taken as (
    -- one that was committed meanwhile with a lower id comes with them
    delete from figure_deltas where workspace_id = p_workspace and id <= last
    returning figure_deltas as delta
  ), days as materialized (
    select f.kind, (f.at at time zone coalesce(zone, 'UTC'))::date as day, f.key, u.place, sum(u.c)::bigint as c
    from unpack_deltas(array(select delta from taken)) f cross join lateral unnest(f.counts) with ordinality u (c, place)
    group by 1, 2, 3, 4
  ), spans as (
    select kind, 'day' as span, day as starts, key, array_agg(c order by place) as counts from days group by 1, 2, 3, 4
    union all
    select kind, 'month', starts, key, array_agg(c order by place)
    from (
      select kind, date_trunc('month', day)::date as starts, key, place, sum(c)::bigint as c
      from days group by 1, 2, 3, 4) m
    group by 1, 2, 3, 4
  ), added as (
    insert into figures (workspace_id, kind, span, starts, key, counts)
    select p_workspace, s.kind, s.span, s.starts, s.key, s.counts from spans s
    on conflict (workspace_id, kind, span, starts, key) do update set counts = add_counts(figures.counts, excluded.counts)
  )
  select count(*) into done from taken;
  return done;
end $$;

-- Workspaces that have deltas; a step of the index for each.
create function workspaces_to_fold() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with recursive w as (
    (select workspace_id from figure_deltas order by workspace_id limit 1)
    union all
    select (select d.workspace_id from figure_deltas d where d.workspace_id > w.workspace_id order by d.workspace_id limit 1)
    from w where w.workspace_id is not null
  )
  select workspace_id from w where workspace_id is not null
$$;

-- Every figure that can be counted from the rows, counted from the rows by the same functions; by days of a time zone, of
-- which `at` is the beginning.
create function count_figures(p_workspace uuid, p_zone text) returns setof figure
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  figures lead_figure[];
  ids uuid[];
  last uuid := '00000000-0000-0000-0000-000000000000';
begin
  loop
    select array_agg(p.figure), array_agg(p.id) into figures, ids
    from (
      select row(date_trunc('day', f.at, p_zone), f.source, f.origin, f.score, f.first_score, f.industry, f.facts)::lead_figure
        as figure, l.id
      from (
        select l.id, lead_figure(l) as figure from leads l
        where l.workspace_id = p_workspace and l.id > last order by l.workspace_id, l.id limit 10000) l
      cross join lateral (select (l.figure).*) f) p;
    exit when ids is null;
    return query select * from sum_lead_figures(null, figures);
    last := ids[cardinality(ids)];
  end loop;

  return query
  select 'credit', date_trunc('day', t.created_at, p_zone), t.kind, array[sum(t.moved)::bigint, count(*)]
  from (
    select t.created_at, t.kind, sum(e.amount_hundredths) as moved
    from ledger_accounts a
    join ledger_entries e on e.account_id = a.id
    join ledger_transfers t on t.id = e.transfer_id
    where a.workspace_id = p_workspace and a.kind = 'wallet'
    group by t.id) t
  group by 2, 3;

  return query
  select 'cost', date_trunc('day', i.created_at, p_zone), 'marketplace:' || partner_alias(p_workspace, i.partner_id),
    array[sum(i.price_hundredths)::bigint, coalesce(sum(i.price_hundredths) filter (where i.returned_at is not null), 0)::bigint]
  from order_items i where i.workspace_id = p_workspace group by 2, i.partner_id
  union all
  select 'cost', date_trunc('day', t.created_at, p_zone), 'audience:' || t.subject_id, array[-sum(e.amount_hundredths)::bigint, 0]
  from ledger_transfers t
  join ledger_accounts a on a.workspace_id = p_workspace and a.kind = 'wallet'
  join ledger_entries e on e.transfer_id = t.id and e.account_id = a.id
  where t.workspace_id = p_workspace and t.kind = 'pull' group by 2, 3;

  return query
  select 'listing', date_trunc('day', l.listed_at, p_zone), '', array[count(*), count(*) filter (where l.times_sold > 0)]
  from listings l where l.workspace_id = p_workspace group by 2
  union all
  select 'sale', date_trunc('day', i.created_at, p_zone), '',
    array[count(*), sum(i.price_hundredths)::bigint, sum(i.earning_hundredths)::bigint, 0, 0]
  from order_items i where i.partner_id = p_workspace group by 2
  union all
  select 'sale', date_trunc('day', i.returned_at, p_zone), '', array[0, 0, 0, count(*), sum(i.earning_hundredths)::bigint]
  from order_items i where i.partner_id = p_workspace and i.returned_at is not null group by 2;
end $$;

-- Kinds that count_figures() knows: others count what is not kept for ever.
create function counted_kinds() returns text[]
language sql immutable parallel safe
as $$ select array['lead', 'origin', 'score', 'industry', 'decile', 'credit', 'cost', 'listing', 'sale'] $$;

-- Figures by days and months, of any mixture of deltas.
create function span_figures(p_figures figure[], p_zone text)
returns table (kind text, span text, starts date, key text, counts bigint[])
language sql stable
as $$
  with days as materialized (
    select f.kind, (f.at at time zone p_zone)::date as day, f.key, u.place, sum(u.c)::bigint as c
    from unnest(p_figures) f cross join lateral unnest(f.counts) with ordinality u (c, place) group by 1, 2, 3, 4
  )
  select kind, 'day', day, key, array_agg(c order by place) from days group by 1, 3, 4
  union all
  select kind, 'month', starts, key, array_agg(c order by place)
  from (select kind, date_trunc('month', day)::date as starts, key, place, sum(c)::bigint as c from days group by 1, 2, 3, 4) m
  group by 1, 3, 4
$$;

-- Counts a workspace again, into days of the time zone it has now. The caller's transaction is repeatable read: what is
-- written meanwhile leaves deltas that this one neither sees nor deletes. Fails with SQLSTATE 40001 beside a fold.
create function recount_figures(p_workspace uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare zone text := (select time_zone from workspaces where id = p_workspace);
begin
  if zone is null then return; end if;
  if not pg_try_advisory_xact_lock(hashtextextended('figures:' || p_workspace, 0)) then
    raise exception 'the figures are being folded' using errcode = 'serialization_failure';
  end if;
  insert into figure_states (workspace_id, time_zone) values (p_workspace, zone)
  on conflict (workspace_id) do update set time_zone = excluded.time_zone;
  with gone as (
    delete from figure_deltas where workspace_id = p_workspace and (kind is null or kind = any (counted_kinds()))
    returning figure_deltas as delta
  )
  insert into figure_deltas (workspace_id, kind, at, key, counts)
  select p_workspace, f.* from unpack_deltas(array(select delta from gone)) f where f.kind <> all (counted_kinds());
  delete from figures where workspace_id = p_workspace and kind = any (counted_kinds());
  insert into figures (workspace_id, kind, span, starts, key, counts)
  select p_workspace, s.* from span_figures(array(select f from count_figures(p_workspace, zone) f), zone) s;
end $$;

-- Where the figures kept and the rows counted differ, in one snapshot; nothing when all is well.
create function check_figures(p_workspace uuid)
returns table (kind text, span text, starts date, key text, kept bigint[], counted bigint[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  with state as materialized (
    select coalesce(s.time_zone, w.time_zone) as zone
    from workspaces w left join figure_states s on s.workspace_id = w.id where w.id = p_workspace
  ), parts as (
    select f.kind, f.span, f.starts, f.key, u.place, u.c
    from figures f cross join lateral unnest(f.counts) with ordinality u (c, place)
    where f.workspace_id = p_workspace and f.kind = any (counted_kinds())
    union all
    select s.kind, s.span, s.starts, s.key, u.place, u.c
    from state, span_figures(array(
      select f from unpack_deltas(array(select d from figure_deltas d where d.workspace_id = p_workspace)) f
      where f.kind = any (counted_kinds())), state.zone) s
    cross join lateral unnest(s.counts) with ordinality u (c, place)
  ), kept as (
    select kind, span, starts, key, array_agg(c order by place) as counts
    from (select kind, span, starts, key, place, sum(c)::bigint as c from parts group by 1, 2, 3, 4, 5) p
    group by 1, 2, 3, 4 having bool_or(c <> 0)
  ), counted as (
    select s.* from state, span_figures(array(select f from count_figures(p_workspace, state.zone) f), state.zone) s
    where 0 <> any (s.counts)
  )
  select coalesce(k.kind, c.kind), coalesce(k.span, c.span), coalesce(k.starts, c.starts), coalesce(k.key, c.key),
    k.counts, c.counts
  from kept k full join counted c
    on c.kind = k.kind and c.span = k.span and c.starts = k.starts and c.key = k.key
  where k.counts is distinct from c.counts
  order by 1, 2, 3, 4
$$;

-- Reading --

-- What is kept and what is not folded yet of the days from p_from to p_to, both included; months inside the range are one
-- row, unless days are asked for.
create function read_figures(p_kind text, p_from date, p_to date, p_by_day boolean default false)
returns table (starts date, key text, counts bigint[])
language sql stable
as $$
  with bounds as materialized (
    select z.zone, b.first, case when p_by_day then b.first else greatest(b.first, date_trunc('month', p_to + 1)::date) end as last
    from (select figure_zone() as zone) z
    cross join (select case when p_by_day then p_to + 1
      else least(date_trunc('month', p_from + interval '1 month' - interval '1 day')::date, p_to + 1) end as first) b
  )
  select f.starts, f.key, f.counts from bounds b, figures f
  where f.workspace_id = current_workspace() and f.kind = p_kind and f.span = 'day'
    and f.starts >= p_from and f.starts < b.first
  union all
  select f.starts, f.key, f.counts from bounds b, figures f
  where f.workspace_id = current_workspace() and f.kind = p_kind and f.span = 'month'
    and f.starts >= b.first and f.starts < b.last
  union all
  select f.starts, f.key, f.counts from bounds b, figures f
  where f.workspace_id = current_workspace() and f.kind = p_kind and f.span = 'day'
    and f.starts >= b.last and f.starts <= p_to
  union all
  select (d.at at time zone b.zone)::date, d.key, d.counts from bounds b
  cross join unpack_deltas(array(select d from figure_deltas d where d.workspace_id = current_workspace()), p_kind) d
  where (d.at at time zone b.zone)::date between p_from and p_to
$$;

-- Every fact of the leads that came in a stretch of days, by source, in the order of lead_fact_names().
create function lead_sums(p_from date, p_to date) returns table (source text, counts bigint[])
language sql stable
as $$
  select key, array[
    sum(counts[1])::bigint, sum(counts[2])::bigint, sum(counts[3])::bigint, sum(counts[4])::bigint,
    sum(counts[5])::bigint, sum(counts[6])::bigint, sum(counts[7])::bigint, sum(counts[8])::bigint,
    sum(counts[9])::bigint, sum(counts[10])::bigint, sum(counts[11])::bigint, sum(counts[12])::bigint,
    sum(counts[13])::bigint, sum(counts[14])::bigint, sum(counts[15])::bigint, sum(counts[16])::bigint,
    sum(counts[17])::bigint, sum(counts[18])::bigint, sum(counts[19])::bigint, sum(counts[20])::bigint,
    sum(counts[21])::bigint, sum(counts[22])::bigint, sum(counts[23])::bigint, sum(counts[24])::bigint,
    sum(counts[25])::bigint, sum(counts[26])::bigint, sum(counts[27])::bigint, sum(counts[28])::bigint,
    sum(counts[29])::bigint, sum(counts[30])::bigint, sum(counts[31])::bigint, sum(counts[32])::bigint,
    sum(counts[33])::bigint, sum(counts[34])::bigint, sum(counts[35])::bigint, sum(counts[36])::bigint,
    sum(counts[37])::bigint, sum(counts[38])::bigint, sum(counts[39])::bigint]
  from read_figures('lead', p_from, p_to) group by key having sum(counts[1]) <> 0
$$;

create function lead_facts_by_source(p_from date, p_to date) returns jsonb
language sql stable
as $$
  select coalesce(jsonb_agg(jsonb_build_object('source', s.source, 'facts', f.facts) order by s.counts[1] desc, s.source), '[]')
  from lead_sums(p_from, p_to) s
  cross join lateral (
    select jsonb_object_agg(n.name, s.counts[n.place]) as facts from unnest(lead_fact_names()) with ordinality n (name, place)) f
$$;

-- How many leads came on each day, or in each month of a long stretch.
create function leads_by_time(p_from date, p_to date, p_by_day boolean) returns jsonb
language sql stable
as $$
  select coalesce(jsonb_agg(jsonb_build_object('starts', t.starts, 'leads', t.leads, 'usable', t.usable) order by t.starts), '[]')
  from (
    select case when p_by_day then f.starts else greatest(date_trunc('month', f.starts)::date, p_from) end as starts,
      sum(f.counts[1])::bigint as leads, sum(f.counts[2])::bigint as usable
    from read_figures('lead', p_from, p_to, p_by_day) f group by 1) t
  where t.leads <> 0 or t.usable <> 0
$$;

create function wallet_now() returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'balance', as_credits(coalesce(sum(balance_hundredths) filter (where kind = 'wallet'), 0)::bigint),
    'held', as_credits(coalesce(sum(balance_hundredths) filter (where kind = 'held'), 0)::bigint))
  from ledger_accounts where workspace_id = current_workspace() and kind in ('wallet', 'held')
$$;

-- The leads of a stretch of days at a glance, and the credits there are.
create function workspace_stats(p_from date, p_to date) returns jsonb
language sql stable
as $$
  select jsonb_build_object('sources', lead_facts_by_source(p_from, p_to),
    'times', leads_by_time(p_from, p_to, p_to - p_from < 93), 'credits', wallet_now())
$$;

-- Credits that came and went, by kind of transfer, in all and by time. Held credits are neither.
create function credit_usage_summary(p_from date, p_to date) returns jsonb
language sql stable
as $$
  with moved as materialized (
    select case when p_to - p_from < 93 then f.starts else greatest(date_trunc('month', f.starts)::date, p_from) end as starts,
      f.key as kind, sum(f.counts[1])::bigint as hundredths, sum(f.counts[2])::bigint as transfers
    from read_figures('credit', p_from, p_to, p_to - p_from < 93) f
    where f.key not in ('hold', 'release') group by 1, 2
  )
  select jsonb_build_object(
    'credits', wallet_now(),
    'kinds', (
      select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'credits', as_credits(k.hundredths), 'transfers', k.transfers)
        order by k.kind), '[]')
      from (select kind, sum(hundredths)::bigint as hundredths, sum(transfers)::bigint as transfers from moved group by kind) k),
    'times', (
      select coalesce(jsonb_agg(jsonb_build_object('starts', starts, 'kind', kind, 'credits', as_credits(hundredths))
        order by starts, kind), '[]')
      from moved))
$$;

-- How good the leads of a stretch of days are: facts, how many have each score, the industries with most of them.
create function quality_report(p_from date, p_to date) returns jsonb
language sql stable
as $$
  select jsonb_build_object('sources', lead_facts_by_source(p_from, p_to),
    'scores', (
      select coalesce(jsonb_object_agg(s.key, s.leads), '{}')
      from (select key, sum(counts[1])::bigint as leads from read_figures('score', p_from, p_to) group by key) s
      where s.leads <> 0),
    'industries', (
      select coalesce(jsonb_agg(jsonb_build_object('industry', i.key, 'leads', i.leads) order by i.leads desc, i.key), '[]')
      from (
        select key, sum(counts[1])::bigint as leads from read_figures('industry', p_from, p_to)
        group by key having sum(counts[1]) <> 0 order by 2 desc, 1 limit 50) i))
$$;

-- Leads and what they cost by source and, within it, by where they came from; of one source or of all.
create function origin_sums(p_from date, p_to date, p_source text default null)
returns table (source text, origin text, leads bigint, usable bigint, bounced bigint, returned bigint, contacted bigint,
  qualified bigint, won bigint, score bigint, spent bigint, refunded bigint)
language sql stable
as $$
  select split_part(key, ':', 1), split_part(key, ':', 2), sum(counts[1])::bigint, sum(counts[2])::bigint,
    sum(counts[3])::bigint, sum(counts[4])::bigint, sum(counts[5])::bigint, sum(counts[6])::bigint, sum(counts[7])::bigint,
    sum(counts[8])::bigint, sum(spent)::bigint, sum(refunded)::bigint
  from (
    select key, counts, 0 as spent, 0 as refunded from read_figures('origin', p_from, p_to)
    where p_source is null or starts_with(key, p_source || ':')
    union all
    select key, '{0,0,0,0,0,0,0,0}', counts[1], counts[2] from read_figures('cost', p_from, p_to)
    where p_source is null or starts_with(key, p_source || ':')) o
  group by key
$$;

create function origin_json(leads bigint, usable bigint, bounced bigint, returned bigint, contacted bigint, qualified bigint,
  won bigint, score bigint, spent bigint, refunded bigint) returns jsonb
language sql immutable parallel safe
as $$
  select jsonb_build_object('leads', leads, 'usable', usable, 'bounced', bounced, 'returned', returned, 'contacted', contacted,
    'qualified', qualified, 'won', won, 'mean_score', round(score::numeric / nullif(leads, 0), 1),
    'spent', as_credits(spent), 'refunded', as_credits(refunded),
    'cost_per_lead', round((spent - refunded)::numeric / 100 / nullif(leads, 0), 2),
    'cost_per_usable_lead', round((spent - refunded)::numeric / 100 / nullif(usable, 0), 2))
$$;

-- Segments of the audience by what their pulls brought; pulls without a segment are one row of their own.
create function segment_performance(p_from date, p_to date) returns jsonb
language sql stable
as $$
  select coalesce(jsonb_agg(jsonb_build_object('segment_id', r.segment_id, 'name', s.name, 'pulls', r.pulls) || origin_json(
      r.leads, r.usable, r.bounced, r.returned, r.contacted, r.qualified, r.won, r.score, r.spent, r.refunded)
    order by r.leads desc, s.name), '[]')
  from (
    select p.segment_id, count(*) as pulls, sum(o.leads)::bigint as leads, sum(o.usable)::bigint as usable,
      sum(o.bounced)::bigint as bounced, sum(o.returned)::bigint as returned, sum(o.contacted)::bigint as contacted,
      sum(o.qualified)::bigint as qualified, sum(o.won)::bigint as won, sum(o.score)::bigint as score,
      sum(o.spent)::bigint as spent, sum(o.refunded)::bigint as refunded
    from origin_sums(p_from, p_to, 'audience') o
    left join pulls p on p.workspace_id = current_workspace() and p.id::text = o.origin
    where o.leads <> 0 or o.spent <> 0
    group by p.segment_id order by 3 desc limit 200) r
  left join segments s on s.workspace_id = current_workspace() and s.id = r.segment_id
$$;

-- What leads cost by source, and those bought by partner.
create function source_costs(p_from date, p_to date) returns jsonb
language sql stable
as $$
  with origins as materialized (select * from origin_sums(p_from, p_to)), rows as (
    select 'source' as by, source as name, sum(leads)::bigint as leads, sum(usable)::bigint as usable,
      sum(bounced)::bigint as bounced, sum(returned)::bigint as returned, sum(contacted)::bigint as contacted,
      sum(qualified)::bigint as qualified, sum(won)::bigint as won, sum(score)::bigint as score,
      sum(spent)::bigint as spent, sum(refunded)::bigint as refunded
    from origins group by source
    union all
    (select 'partner', left(replace(origin, '-', ''), 16), leads, usable, bounced, returned, contacted, qualified, won, score,
      spent, refunded
    from origins where source = 'marketplace' order by leads desc, origin limit 200)
  )
  select coalesce(jsonb_agg(jsonb_build_object('by', by, 'name', name) || origin_json(
    leads, usable, bounced, returned, contacted, qualified, won, score, spent, refunded) order by by desc, leads desc, name), '[]')
  from rows where leads <> 0 or spent <> 0
$$;

-- What became of leads, by the tenth of the score they came with.
create function score_calibration(p_from date, p_to date) returns jsonb
language sql stable
as $$
  select coalesce(jsonb_agg(jsonb_build_object('decile', d.decile, 'leads', d.leads, 'contacted', d.contacted,
    'bounced', d.bounced, 'returned', d.returned, 'engaged', d.engaged, 'qualified', d.qualified, 'won', d.won)
    order by d.decile), '[]')
  from (
    select key::int as decile, sum(counts[1])::bigint as leads, sum(counts[2])::bigint as contacted,
      sum(counts[3])::bigint as bounced, sum(counts[4])::bigint as returned, sum(counts[5])::bigint as engaged,
      sum(counts[6])::bigint as qualified, sum(counts[7])::bigint as won
    from read_figures('decile', p_from, p_to) group by key) d
  where d.leads <> 0
$$;

-- A partner's listings of a stretch of days, its sales and what came back, in all and by time.
create function market_performance(p_from date, p_to date) returns jsonb
language sql stable
as $$
  with moved as materialized (
    select case when p_to - p_from < 93 then starts else greatest(date_trunc('month', starts)::date, p_from) end as starts,
      sum(listed)::bigint as listed, sum(listed_sold)::bigint as listed_sold, sum(sold)::bigint as sold,
      sum(paid)::bigint as paid, sum(earned)::bigint as earned, sum(returned)::bigint as returned,
      sum(earned_returned)::bigint as earned_returned
    from (
      select starts, counts[1] as listed, counts[2] as listed_sold, 0 as sold, 0 as paid, 0 as earned, 0 as returned,
        0 as earned_returned
      from read_figures('listing', p_from, p_to, p_to - p_from < 93)
      union all
      select starts, 0, 0, counts[1], counts[2], counts[3], counts[4], counts[5]
      from read_figures('sale', p_from, p_to, p_to - p_from < 93)) f
    group by 1
  )
  select jsonb_build_object(
    'listed', coalesce(sum(listed), 0), 'listed_sold', coalesce(sum(listed_sold), 0), 'sold', coalesce(sum(sold), 0),
    'paid', as_credits(coalesce(sum(paid), 0)::bigint), 'earned', as_credits(coalesce(sum(earned), 0)::bigint),
    'returned', coalesce(sum(returned), 0), 'earned_returned', as_credits(coalesce(sum(earned_returned), 0)::bigint),
    'times', coalesce(jsonb_agg(jsonb_build_object('starts', starts, 'listed', listed, 'sold', sold, 'returned', returned,
      'paid', as_credits(paid), 'earned', as_credits(earned), 'earned_returned', as_credits(earned_returned)) order by starts), '[]'))
  from moved
$$;

-- Which lead of the workspace a person is, by what people are told apart by; null when it has none.
create function duplicate_check(p_email_key text, p_second_email_key text, p_phone text, p_mobile text, p_name_key text,
  p_linkedin_url text) returns uuid
language sql stable
as $$
  select i.lead_id
  from lead_identity_values(p_email_key, p_second_email_key, p_phone, p_mobile, p_name_key, p_linkedin_url) k
  join lead_identities i on i.workspace_id = current_workspace() and i.identity = identity_hash(identity_key(), k.kind, k.value)
  order by k.rank limit 1
$$;

do $$
declare f regprocedure;
begin
  for f in
    select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = any (array[
      'figure_time', 'reached_by', 'lead_fact_names', 'lead_facts', 'lead_figure', 'sum_lead_figures', 'note_leads',
      'unpack_deltas', 'figure_zone', 'read_figures', 'lead_sums', 'lead_facts_by_source', 'leads_by_time', 'wallet_now', 'workspace_stats',
      'credit_usage_summary', 'quality_report', 'origin_sums', 'origin_json', 'segment_performance', 'source_costs',
      'score_calibration', 'market_performance', 'duplicate_check', 'span_figures', 'counted_kinds', 'add_counts'])
  loop
    execute format('grant execute on function %s to assay_app, assay_system, assay_exchange', f);
  end loop;
  for f in
    select p.oid::regprocedure from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = any (array[
      'fold_figures', 'workspaces_to_fold', 'count_figures', 'recount_figures', 'check_figures', 'note_credits', 'note_cost',
      'note_listing', 'partner_alias'])
  loop
    execute format('alter function %s owner to assay_exchange', f);
  end loop;
  foreach f in array array['fold_figures(uuid,int)', 'workspaces_to_fold()', 'recount_figures(uuid)', 'check_figures(uuid)']::regprocedure[]
  loop
    execute format('grant execute on function %s to assay_system', f);
  end loop;
end $$;

-- Leads from before: by whom they came, what they reached as far as their history tells. Their figures are counted once.
create function pg_temp.fill_in() returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update leads l set origin_id = partner_alias(l.workspace_id, i.partner_id)
  from order_items i
  where l.source = 'marketplace' and i.workspace_id = l.workspace_id and i.order_id = l.order_id and i.lead_id = l.id;
  update leads l set reached = l.reached | reached_by(l.status) | h.reached
  from (
    select workspace_id, lead_id, bit_or(reached_by(changes #>> '{status,to}')) as reached
    from lead_history where changes ? 'status' group by 1, 2) h
  where l.workspace_id = h.workspace_id and l.id = h.lead_id;
  perform recount_figures(w.id) from workspaces w;
end $$;
alter function pg_temp.fill_in() owner to assay_exchange;
select pg_temp.fill_in();
