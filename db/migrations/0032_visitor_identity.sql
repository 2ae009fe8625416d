-- Whose browser a visitor is: what its links say, how visits count for a lead's score, and AudienceLab's pixels.

-- What signs the links of our own emails.
insert into platform_secrets (name, value) values ('visitor', random_secret());

alter table visitor_links
  -- Whom it was found to be. It stays when that lead is deleted, so that the visits are its own again when it is restored.
  add column lead_id uuid,
  -- how many events the visitor had when it was last asked whether it becomes a lead; null: never
  add column judged_events bigint;
create index visitor_links_waiting on visitor_links (workspace_id, id) where lead_id is null and undone_at is null;
create index visitor_links_lead on visitor_links (workspace_id, lead_id) where lead_id is not null;
create index visitors_known_seen on visitors (workspace_id, last_seen_at) where lead_id is not null;

-- What visits count for in a lead's score, beside what the lead brought from where it was obtained.
create table lead_engagement (
  workspace_id uuid not null,
  lead_id uuid not null,
  brought smallint not null,
  visit_points smallint not null,
  counted_on date not null,
  primary key (workspace_id, lead_id)
);
create index lead_engagement_due on lead_engagement (workspace_id, counted_on) where visit_points > 0;

-- Addresses of leads as others hash them (SHA-256 of the lower-case address), hashed again with the installation's key
-- like every identity. Only for workspaces that are sent hashes, and as far as `email_hash_places` says.
create table lead_email_hashes (
  workspace_id uuid not null,
  hash bytea not null check (length(hash) = 16),
  lead_id uuid not null,
  primary key (workspace_id, hash, lead_id)
);
create index lead_email_hashes_lead on lead_email_hashes (workspace_id, lead_id);

create table email_hash_places (
  workspace_id uuid primary key,
  lead_id uuid not null default '00000000-0000-0000-0000-000000000000',
  history_id uuid not null default '00000000-0000-0000-0000-000000000000'
);

do $$
declare t text;
begin
  foreach t in array array['lead_engagement', 'lead_email_hashes', 'email_hash_places'] loop
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

-- Pixels of AudienceLab that sent something and are nobody's here; for the operator.
create table superpixel_strays (
  superpixel_id text primary key check (char_length(superpixel_id) between 1 and 200),
  events bigint not null,
  -- the host of the last page it told of
  host text,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now()
);
alter table superpixel_strays enable row level security;
alter table superpixel_strays force row level security;
create policy everything on superpixel_strays to assay_system using (true) with check (true);
grant select, insert, update, delete on superpixel_strays to assay_system;

-- Makes these visitors whose their newest link in force says they are. Answers those that are somebody else now.
create function follow_visitor_links(p_visitor_ids uuid[])
returns table (visitor_id uuid, was_lead_id uuid, lead_id uuid)
language plpgsql volatile
as $$
#variable_conflict use_column
declare ws uuid := current_workspace();
begin
  return query
  with held as materialized (
    select v.id, v.lead_id, v.identified_at from visitors v
    where v.workspace_id = ws and v.id = any (p_visitor_ids) order by v.id for no key update
  ), meant as materialized (
    select h.id, h.lead_id as was_lead_id, h.identified_at as was_at, who.lead_id, since.at
    from held h
    left join lateral (
      select k.lead_id from visitor_links k
      where k.workspace_id = ws and k.visitor_id = h.id and k.undone_at is null
        and exists (select from leads l where l.workspace_id = ws and l.id = k.lead_id)
      order by k.created_at desc, k.id desc limit 1) who on true
    cross join lateral (
      select min(k.created_at) as at from visitor_links k
      where k.workspace_id = ws and k.visitor_id = h.id and k.undone_at is null) since
  ), changed as (
    update visitors v set lead_id = m.lead_id, identified_at = m.at
    from meant m
    where v.workspace_id = ws and v.id = m.id and (m.was_lead_id, m.was_at) is distinct from (m.lead_id, m.at)
  )
  select m.id, m.was_lead_id, m.lead_id from meant m where m.was_lead_id is distinct from m.lead_id;
end $$;

-- Counts the visits of the last 90 days for the score of these leads: up to 3 points for how many, 4 for their pages, 3
-- for how lately. Answers the leads whose points changed.
create function engage_leads(p_lead_ids uuid[]) returns uuid[]
language plpgsql volatile
as $$
declare
  ws uuid := current_workspace();
  today date := (now() at time zone 'UTC')::date;
  changed uuid[];
  noted text;
begin
  perform from leads where workspace_id = ws and id = any (p_lead_ids) order by id for no key update;
  with visits as (
    select l.id, l.points_engagement, count(s.id) as visits, coalesce(sum(s.page_views), 0) as pages,
      today - (max(s.last_at) at time zone 'UTC')::date as days
    from leads l
    left join visitors v on v.workspace_id = ws and v.lead_id = l.id
    left join visitor_sessions s on s.workspace_id = ws and s.visitor_id = v.id and s.last_at > now() - interval '90 days'
    where l.workspace_id = ws and l.id = any (p_lead_ids)
    group by l.id, l.points_engagement
  ), counted as (
    insert into lead_engagement as e (workspace_id, lead_id, brought, visit_points, counted_on)
    select ws, id, points_engagement, least(3, visits) + least(4, pages / 2)
      + case when days <= 1 then 3 when days <= 7 then 2 when days <= 30 then 1 else 0 end, today
    from visits
    where visits > 0 or exists (select from lead_engagement x where x.workspace_id = ws and x.lead_id = visits.id)
    order by id
    on conflict (workspace_id, lead_id) do update set visit_points = excluded.visit_points, counted_on = excluded.counted_on
    returning e.lead_id, least(10, e.brought + e.visit_points)::smallint as points
  ), scored as (
    update leads l set points_engagement = c.points
    from counted c
    where l.workspace_id = ws and l.id = c.lead_id and l.points_engagement <> c.points
    returning l.id, lead_figure(l) as figure
  ), moved as (
    select array_agg(s.id order by s.id) as ids, array_agg(lead_figure(l) order by s.id) as was,
      array_agg(s.figure order by s.id) as figures
    -- as it was: of what this statement writes nothing is seen here
    from scored s join leads l on l.workspace_id = ws and l.id = s.id
  )
  select coalesce(m.ids, '{}'), case when m.ids is not null then note_leads(ws, m.was, m.figures)::text end
  into changed, noted from moved m;
  if changed <> '{}' then perform refresh_listing_scores(changed); end if;
  return changed;
end $$;

-- The hash of an address under which lead_email_hashes has it, from the hash as others make it.
create function email_hash_key(p_hash bytea) returns bytea
language sql stable
as $$ select identity_hash(identity_key(), 'sha256', encode(p_hash, 'hex')) $$;

-- Hashes addresses of leads that came or changed since it was last asked, up to p_limit of them. Answers whether there
-- may be more.
create function hash_lead_emails(p_limit int) returns boolean
language plpgsql volatile
as $$
declare
  ws uuid := current_workspace();
  place email_hash_places;
  -- Ids are made before their transaction commits: the last minutes are looked at again.
  settled uuid := uuidv7_floor(now() - interval '10 minutes');
  came uuid[];
  told uuid[];
  touched uuid[];
begin
  insert into email_hash_places (workspace_id) values (ws) on conflict do nothing;
  select * into place from email_hash_places where workspace_id = ws for update;
  came := array(select id from leads where workspace_id = ws and id > place.lead_id order by id limit p_limit);
  told := array(select id from lead_history where workspace_id = ws and id > place.history_id order by id limit p_limit);
  touched := came || array(
    select h.lead_id from lead_history h where h.workspace_id = ws and h.id = any (told)
      and (h.changes ?| array['email', 'second_email'] or h.changes -> 'fields' ?| array['email', 'second_email']));
  delete from lead_email_hashes where workspace_id = ws and lead_id = any (touched);
  insert into lead_email_hashes (workspace_id, hash, lead_id)
  select distinct ws, email_hash_key(sha256(convert_to(lower(address), 'UTF8'))), l.id
  from leads l cross join unnest(array[l.email, l.second_email]) address
  where l.workspace_id = ws and l.id = any (touched) and address is not null
  on conflict do nothing;
  update email_hash_places set
    lead_id = case when cardinality(came) = p_limit then came[p_limit]
      else greatest(place.lead_id, least(coalesce(came[cardinality(came)], place.lead_id), settled)) end,
    history_id = case when cardinality(told) = p_limit then told[p_limit]
      else greatest(place.history_id, least(coalesce(told[cardinality(told)], place.history_id), settled)) end
  where workspace_id = ws;
  return p_limit in (cardinality(came), cardinality(told));
end $$;

grant execute on function follow_visitor_links(uuid[]), engage_leads(uuid[]), email_hash_key(bytea), hash_lead_emails(int)
  to assay_app;
