-- A visit's row changes with every request of its visitor, its beginning hardly ever: an index of the end was written each
-- time, and every other one of the row with it.
drop index visitor_sessions_last;
create index visitor_sessions_started on visitor_sessions (workspace_id, started_at desc);

-- What browsers did is taken in by groups: one call stores the events of many requests, or none of them.
--
-- p_workspaces, p_pixels, p_visitors  who sent them, each once
-- p_hits    what one browser did in one request without half an hour's rest: workspace w, pixel p, visitor v, the browser's
--           own session s, first event i, from f to t in ms since 1970, first and last page eu xu, referring host r,
--           utm us um uc, device d, browser b, os o, country c, region g, address a, company cn with domain cd and size cz
-- p_hit_of, p_ids, p_types, p_urls, p_titles, p_details  of each event: the number of its hit (from 1), and what it is
-- p_quarters  the quarters of an hour that their ids lie in, ms since 1970
-- p_named   of an event that names somebody: h, i, kind k, hash of the email x (hex), what it said y
-- p_drops   what was not taken: w, p, reason, events
--
-- Answers the numbers (from 1) of the events that are not new here, or whose pixel is gone. An id stands once in p_ids
-- for a workspace.
--
-- Rows are locked in one order (pixels, visitors by id, then what belongs to them), so that processes that take in
-- events of the same visitors wait for each other and never in a circle.
create function ingest_pixel_events(
  p_workspaces uuid[], p_pixels uuid[], p_visitors uuid[], p_hits jsonb,
  p_hit_of int[], p_ids uuid[], p_types text[], p_urls text[], p_titles text[], p_details jsonb[],
  p_quarters bigint[], p_named jsonb, p_drops jsonb) returns int[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
-- Planning takes longer than most groups do, so it is done once. What was planned is kept while the tables grow: never a
-- plan that reads a whole table because that is small today.
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
declare
  v_pixels uuid[];
  v_missing int;
  v_stored_of uuid[];
  v_stored uuid[];
  v_repeated int[] := '{}';
  v_linked uuid[] := '{}';
  v_seen uuid[];
  v_workspace uuid;
begin
  -- Taken means kept, also on a server that is set up to say so too early.
  if current_setting('synchronous_commit') = 'off' then perform set_config('synchronous_commit', 'on', true); end if;

  -- A pixel that is deleted meanwhile waits for us, one that is gone is passed over.
  v_pixels := array(
    select p.id
    from (
        select h.w, h.p from unnest(p_workspaces, p_pixels) as h(w, p)
        union select d.w, d.p from jsonb_to_recordset(p_drops) as d(w uuid, p uuid)
        order by 1, 2
      ) h cross join lateral (
        select p.id from pixels p where p.workspace_id = h.w and p.id = h.p for key share) p);

  -- Who is here is locked, who is not is made, and locked as well if somebody else just made it.
  select count(*) filter (where id is null) into v_missing
  from (
    select v.id from (select distinct h.w, h.v from unnest(p_workspaces, p_visitors) as h(w, v) order by h.w, h.v) h
      left join lateral (
        select v.id from visitors v where v.workspace_id = h.w and v.id = h.v for no key update) v on true) l;
  if v_missing > 0 then
    insert into visitors (workspace_id, id, pixel_id, first_seen_at, last_seen_at, last_session_id)
    select distinct on (h.w, h.v) h.w, h.v, h.p, 'infinity', '-infinity', h.v
    from unnest(p_workspaces, p_pixels, p_visitors) as h(w, p, v)
    where h.p = any (v_pixels)
    order by h.w, h.v
    on conflict (workspace_id, id) do nothing;
    perform from (select distinct h.w, h.v from unnest(p_workspaces, p_visitors) as h(w, v) order by h.w, h.v) h
      cross join lateral (
        select from visitors v where v.workspace_id = h.w and v.id = h.v for no key update) v;
  end if;

  -- How many rows a list of JSON has is not known when the statement is planned: taken for few they would be compared each
  -- with each. So every join is by hash; the one that needs an index stands in a subquery of its own, which has no other way.
  perform set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true);
  with hit as materialized (
    select h.*, to_timestamp(h.f / 1000e0) as since, to_timestamp(h.t / 1000e0) as until
    from rows from (jsonb_to_recordset(p_hits) as (
        w uuid, p uuid, v uuid, s uuid, i uuid, f bigint, t bigint, eu text, xu text, r text, us text, um text, uc text,
        d text, b text, o text, c text, g text, a text, cn text, cd text, cz text
      )) with ordinality as h(w, p, v, s, i, f, t, eu, xu, r, us, um, uc, d, b, o, c, g, a, cn, cd, cz, n)
    where h.p = any (v_pixels)
  ), point as (
    -- The visits these visitors had around then, and the hits. A visit is not taken up again a day after it began.
    select e.w, e.v, s.started_at as since, s.last_at as until, s.id as session_id, null::uuid as i, null::uuid as s,
      null::bigint as n
    from (select w, v, min(since) as since, max(until) as until from hit group by w, v) e
      cross join lateral (
        select s.id, s.started_at, s.last_at from visitor_sessions s
        where s.workspace_id = e.w and s.visitor_id = e.v
          and s.started_at between e.since - interval '1 day' and e.until + interval '30 minutes'
        order by s.started_at offset 0) s
    union all
    select w, v, since, until, null, i, s, n from hit
  ), marked as (
    select *, case when since <= interval '30 minutes' + max(until) over (
      partition by w, v order by since, until, i rows between unbounded preceding and 1 preceding) then 0 else 1 end as begins
    from point
  ), island as (
    select *, sum(begins) over (partition by w, v order by since, until, i) as visit from marked
  ), visit as (
    select *,
      first_value(session_id) over (partition by w, v, visit order by session_id is null, since desc) as known,
      first_value(s) over hits as asked,
      first_value(i) over hits as first
    from island
    window hits as (partition by w, v, visit order by i is null, since, i)
  ), named as (
    -- It goes on with the visit that is there, else it begins one, under the browser's own id where that is free.
    select n, coalesce(known, case when asked is not null
        and dense_rank() over (partition by w, asked order by known is not null, v, visit) = 1
        and (select s.id from visitor_sessions s where s.workspace_id = w and s.id = asked limit 1) is null then asked end,
      md5(v::text || first)::uuid) as session_id
    from visit
  ), placed as materialized (
    select h.*, n.session_id from hit h join named n on n.n = h.n
  ), stored as (
    insert into pixel_events (workspace_id, id, pixel_id, visitor_id, session_id, type, url, title, detail)
    select h.w, e.i, h.p, h.v, h.session_id, e.n, e.u, e.l, e.d
    from unnest(p_hit_of, p_ids, p_types, p_urls, p_titles, p_details) as e(h, i, n, u, l, d) join placed h on h.n = e.h
    on conflict (workspace_id, id) do nothing
    returning workspace_id, id, pixel_id, visitor_id, session_id, type, detail
  ), fresh as materialized (
    select workspace_id, visitor_id, session_id, count(*) as events,
      count(*) filter (where type = 'page_view') as page_views,
      coalesce(sum(round((detail ->> 'seconds')::float8 * 1000)) filter (where type = 'page_leave'), 0)::bigint as engaged_ms,
      coalesce(max((detail ->> 'percent')::smallint) filter (where type = 'page_leave'), 0) as scroll_percent
    from stored group by workspace_id, visitor_id, session_id
  ), session as (
    insert into visitor_sessions as s (workspace_id, id, visitor_id, pixel_id, started_at, last_at, entry_url, exit_url,
      referrer_host, utm_source, utm_medium, utm_campaign, page_views, events, engaged_ms, scroll_percent,
      device, browser, os, country, region, address)
    select h.w, h.session_id, h.v, h.p, g.since, g.until, h.eu, g.exit_url, h.r, h.us, h.um, h.uc,
      f.page_views, f.events, f.engaged_ms, f.scroll_percent, h.d, h.b, h.o, h.c, h.g, h.a
    from (
        select (array_agg(n order by since, n))[1] as n, min(since) as since, max(until) as until,
          (array_agg(xu order by until desc, n desc) filter (where xu is not null))[1] as exit_url
        from placed group by w, session_id
      ) g join placed h on h.n = g.n
      join fresh f on f.workspace_id = h.w and f.visitor_id = h.v and f.session_id = h.session_id
    order by h.w, h.session_id
    on conflict (workspace_id, id) do update set
      started_at = least(s.started_at, excluded.started_at),
      last_at = greatest(s.last_at, excluded.last_at),
      entry_url = case when excluded.started_at < s.started_at then coalesce(excluded.entry_url, s.entry_url)
        else coalesce(s.entry_url, excluded.entry_url) end,
      exit_url = case when excluded.last_at >= s.last_at then coalesce(excluded.exit_url, s.exit_url)
        else coalesce(s.exit_url, excluded.exit_url) end,
      referrer_host = case when excluded.started_at < s.started_at then coalesce(excluded.referrer_host, s.referrer_host)
        else coalesce(s.referrer_host, excluded.referrer_host) end,
      utm_source = case when excluded.started_at < s.started_at then coalesce(excluded.utm_source, s.utm_source)
        else coalesce(s.utm_source, excluded.utm_source) end,
      utm_medium = case when excluded.started_at < s.started_at then coalesce(excluded.utm_medium, s.utm_medium)
        else coalesce(s.utm_medium, excluded.utm_medium) end,
      utm_campaign = case when excluded.started_at < s.started_at then coalesce(excluded.utm_campaign, s.utm_campaign)
        else coalesce(s.utm_campaign, excluded.utm_campaign) end,
      page_views = s.page_views + excluded.page_views,
      events = s.events + excluded.events,
      engaged_ms = s.engaged_ms + excluded.engaged_ms,
      scroll_percent = greatest(s.scroll_percent, excluded.scroll_percent)
    returning s.workspace_id, s.visitor_id, s.id, (s.xmax = 0) as is_new, s.pixel_id, s.started_at as at
  ), visitor as (
    insert into visitors as v (workspace_id, id, pixel_id, first_seen_at, last_seen_at, last_session_id, sessions, page_views,
      events, country, region, company_name, company_domain, company_size)
    select h.w, h.v, h.p, g.since, g.until, h.session_id, coalesce(s.sessions, 0), f.page_views, f.events, h.c, h.g,
      h.cn, h.cd, h.cz
    from (
        select (array_agg(n order by until desc, n desc))[1] as n, min(since) as since, max(until) as until
        from placed group by w, v
      ) g join placed h on h.n = g.n
      join (
        select workspace_id, visitor_id, sum(events) as events, sum(page_views) as page_views
        from fresh group by workspace_id, visitor_id
      ) f on f.workspace_id = h.w and f.visitor_id = h.v
      left join (
        select workspace_id, visitor_id, count(*) as sessions from session where is_new group by workspace_id, visitor_id
      ) s on s.workspace_id = h.w and s.visitor_id = h.v
    order by h.w, h.v
    on conflict (workspace_id, id) do update set
      first_seen_at = least(v.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(v.last_seen_at, excluded.last_seen_at),
      last_session_id = case when excluded.last_seen_at >= v.last_seen_at then excluded.last_session_id
        else v.last_session_id end,
      sessions = v.sessions + excluded.sessions,
      page_views = v.page_views + excluded.page_views,
      events = v.events + excluded.events,
      country = coalesce(excluded.country, v.country),
      region = coalesce(excluded.region, v.region),
      company_name = coalesce(excluded.company_name, v.company_name),
      company_domain = coalesce(excluded.company_domain, v.company_domain),
      company_size = coalesce(excluded.company_size, v.company_size)
    returning v.workspace_id, v.pixel_id, v.id, v.first_seen_at as at
  ), early as materialized (
    select min(since) as since from hit
  ), quarter as materialized (
    -- by the ids at their ends: a time is much slower to read from an id than an id to compare
    select to_timestamp(q / 1000e0) as at, (lpad(to_hex(q), 12, '0') || repeat('0', 20))::uuid as low,
      (lpad(to_hex(q + 900000), 12, '0') || repeat('0', 20))::uuid as high
    from unnest(p_quarters) q
  ), figure as (
    select s.workspace_id, s.pixel_id, q.at, count(*) filter (where s.type = 'page_view') as page_views,
      count(*) as events, 0 as sessions, 0 as visitors
    from stored s join quarter q on s.id >= q.low and s.id < q.high
    group by 1, 2, 3
    -- An event that comes late may begin a visit earlier than it began so far; tables are seen as they were before. What
    -- began before all that came now is where it was.
    union all select workspace_id, pixel_id, figure_time(at), 0, 0, 1, 0 from session, early where at >= early.since
    union all select s.workspace_id, s.pixel_id, figure_time(o.started_at), 0, 0, -1, 0
    from session s cross join early cross join lateral (
        select o.started_at from visitor_sessions o where o.workspace_id = s.workspace_id and o.id = s.id offset 0) o
    where not s.is_new and s.at >= early.since
    union all select workspace_id, pixel_id, figure_time(at), 0, 0, 0, 1 from visitor, early where at >= early.since
    union all select v.workspace_id, v.pixel_id, figure_time(o.first_seen_at), 0, 0, 0, -1
    from visitor v cross join early cross join lateral (
        select o.first_seen_at from visitors o where o.workspace_id = v.workspace_id and o.id = v.id offset 0) o
    where v.at >= early.since and o.first_seen_at < 'infinity'
  ), counted as (
    insert into figure_deltas (workspace_id, kind, at, key, counts)
    select f.workspace_id, 'pixel', f.at, f.pixel_id::text, f.counts
    from (
      select workspace_id, pixel_id, at, array[sum(page_views), sum(events), sum(sessions), sum(visitors), 0] as counts
      from figure group by 1, 2, 3) f
    where 0 <> any (f.counts)
  ), announced as (
    insert into events (workspace_id, type, payload)
    select f.workspace_id, 'visitors.seen', jsonb_build_object('pixel_ids', jsonb_agg(distinct h.p),
      'session_ids', to_jsonb((array_agg(distinct f.session_id))[1:50]), 'count', sum(f.events))
    from fresh f join (select distinct w, p, session_id from placed) h
      on h.w = f.workspace_id and h.session_id = f.session_id
    group by f.workspace_id order by f.workspace_id
  )
  select coalesce(array_agg(workspace_id), '{}'), coalesce(array_agg(id), '{}'), coalesce(array_agg(distinct pixel_id), '{}')
  into v_stored_of, v_stored, v_seen from stored;

  -- What few groups have stands in statements of its own.
  if p_named <> '[]' then
    -- Named again in the same words, also after that was undone, says nothing new.
    with link as (
      insert into visitor_links (workspace_id, visitor_id, kind, email_hash, given, event_id)
      select distinct on (h.w, h.v, e.x, case when e.x is null then e.y end) h.w, h.v, e.k, decode(e.x, 'hex'), e.y, e.i
      from jsonb_to_recordset(p_named) as e(h int, i uuid, k text, x text, y jsonb)
        join rows from (jsonb_to_recordset(p_hits) as (w uuid, v uuid)) with ordinality as h(w, v, n) on h.n = e.h
        join unnest(v_stored_of, v_stored) as s(w, i) on s.w = h.w and s.i = e.i
      where (
        select l.id from visitor_links l where l.workspace_id = h.w and l.visitor_id = h.v
          and case when e.x is null then l.given = e.y else l.email_hash = decode(e.x, 'hex') end limit 1) is null
      order by h.w, h.v, e.x, case when e.x is null then e.y end, e.i
      returning workspace_id)
    select array(select distinct workspace_id from link) into v_linked;
  end if;

  if cardinality(v_stored) < cardinality(p_ids) then
    v_repeated := array(
      select e.number
      from unnest(p_hit_of, p_ids) with ordinality as e(h, i, number)
        join rows from (jsonb_to_recordset(p_hits) as (w uuid)) with ordinality as h(w, n) on h.n = e.h
        left join unnest(v_stored_of, v_stored) as s(w, i) on s.w = h.w and s.i = e.i
      where s.i is null order by e.number);
  end if;

  if p_drops <> '[]' or v_repeated <> '{}' then
    insert into pixel_drops as d (workspace_id, pixel_id, hour, reason, events)
    select w, p, date_trunc('hour', now(), 'UTC'), reason, sum(events)
    from (
      select d.w, d.p, d.reason, d.events
      from jsonb_to_recordset(p_drops) as d(w uuid, p uuid, reason text, events bigint)
      union all
      select h.w, h.p, 'repeated', 1
      from unnest(v_repeated) as r(number)
        join rows from (jsonb_to_recordset(p_hits) as (w uuid, p uuid)) with ordinality as h(w, p, n) on h.n = p_hit_of[r.number]
    ) l
    where p = any (v_pixels)
    group by w, p, reason order by w, p, reason
    on conflict (workspace_id, pixel_id, hour, reason) do update set events = d.events + excluded.events;
  end if;
  perform set_config('enable_nestloop', 'on', true), set_config('enable_mergejoin', 'on', true);

  -- Not at every group: the pixel of a busy site would be written hundreds of times a second.
  with due as (
    select p.*
    from (select distinct h.w, h.p from unnest(p_workspaces, p_pixels) as h(w, p) order by h.w, h.p) h
      cross join lateral (
        select p.workspace_id, p.id, p.first_event_at is null as is_first from pixels p
        where p.workspace_id = h.w and p.id = h.p and p.id = any (v_seen)
          and (p.first_event_at is null or p.silent_since is not null or p.last_event_at < now() - interval '1 second')
        for no key update) p
  ), touched as (
    update pixels p set first_event_at = coalesce(p.first_event_at, now()), last_event_at = now(), silent_since = null
    from due d where p.workspace_id = d.workspace_id and p.id = d.id
  )
  insert into events (workspace_id, type, payload)
  select workspace_id, 'pixel.first_event', jsonb_build_object('pixel_id', id) from due where is_first;

  foreach v_workspace in array v_linked loop
    perform enqueue_job('pixels.identify', jsonb_build_object('workspace_id', v_workspace),
      'pixels.identify:' || v_workspace);
  end loop;

  -- Whose events had all been taken before, under another visitor, was not here.
  if v_repeated <> '{}' then
    delete from visitors v
    where (v.workspace_id, v.id) in (select h.w, h.v from unnest(p_workspaces, p_visitors) as h(w, v)) and v.events = 0;
  end if;
  return v_repeated;
end $$;
alter function ingest_pixel_events(
  uuid[], uuid[], uuid[], jsonb, int[], uuid[], text[], text[], text[], jsonb[], bigint[], jsonb, jsonb) owner to assay_exchange;
revoke execute on function ingest_pixel_events(
  uuid[], uuid[], uuid[], jsonb, int[], uuid[], text[], text[], text[], jsonb[], bigint[], jsonb, jsonb) from public;
grant execute on function ingest_pixel_events(
  uuid[], uuid[], uuid[], jsonb, int[], uuid[], text[], text[], text[], jsonb[], bigint[], jsonb, jsonb) to assay_system;

-- Drops the partitions of the days before p_before; never one into which an event may still come. Waits a moment only for
-- who reads: it is tried again the next day.
create function drop_pixel_partitions(p_before date) returns int
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  name text;
  dropped int := 0;
begin
  perform set_config('lock_timeout', '3s', true);
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.pixel_events'::regclass
      and to_date(right(c.relname, 8), 'YYYYMMDD') < least(p_before, (now() at time zone 'UTC')::date - 8)
    order by c.relname
  loop
    execute format('drop table public.%I', name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;
revoke execute on function drop_pixel_partitions(date) from public;
grant execute on function drop_pixel_partitions(date) to assay_system;
