-- What browsers did is taken in by groups: one call stores the events of many requests, or none of them.
--
-- p_hits    one browser's events of one request: workspace w, pixel p, visitor v, the browser's own session s, country c,
--           region g, device d, browser b, os o, address a, company cn with domain cd and size cz
-- p_events  h the number of its hit (from 1), id i, at its time in ms since 1970, type n, url u, title l,
--           referring host r, utm us um uc, detail d; of somebody named: kind k, hash of the email x (hex), given y
-- p_drops   what was not taken: w, p, reason, events
--
-- Answers how many events of each hit are new; the others were here before.
--
-- Rows are locked in one order (pixels, visitors by id, then what belongs to them), so that processes that take in
-- events of the same visitors wait for each other and never in a circle.
create function ingest_pixel_events(p_hits jsonb, p_events jsonb, p_drops jsonb) returns int[]
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_taken int[];
  v_linked uuid[];
  v_seen jsonb;
  v_workspace uuid;
begin
  -- Taken means kept, also on a server that is set up to say so too early.
  if current_setting('synchronous_commit') = 'off' then perform set_config('synchronous_commit', 'on', true); end if;

  -- A pixel that is deleted meanwhile waits for us, one that is gone is passed over.
  perform from pixels p
  where (p.workspace_id, p.id) in (
    select h.w, h.p from jsonb_to_recordset(p_hits) as h(w uuid, p uuid)
    union select d.w, d.p from jsonb_to_recordset(p_drops) as d(w uuid, p uuid))
  order by p.workspace_id, p.id for key share;

  insert into visitors (workspace_id, id, pixel_id, first_seen_at, last_seen_at, last_session_id)
  select distinct on (h.w, h.v) h.w, h.v, h.p, 'infinity', '-infinity', h.v
  from jsonb_to_recordset(p_hits) as h(w uuid, p uuid, v uuid)
    join pixels p on p.workspace_id = h.w and p.id = h.p
  order by h.w, h.v
  on conflict (workspace_id, id) do nothing;

  perform from visitors v
  where (v.workspace_id, v.id) in (select h.w, h.v from jsonb_to_recordset(p_hits) as h(w uuid, v uuid))
  order by v.workspace_id, v.id for no key update;

  with hit as materialized (
    select h.* from rows from (jsonb_to_recordset(p_hits) as (
        w uuid, p uuid, v uuid, s uuid, c text, g text, d text, b text, o text, a text, cn text, cd text, cz text
      )) with ordinality as h(w, p, v, s, c, g, d, b, o, a, cn, cd, cz, n)
      join pixels p on p.workspace_id = h.w and p.id = h.p
  ), event as materialized (
    -- an id that came twice in this group counts once
    select distinct on (h.w, e.i) h.w, h.p, h.v, h.s, e.h, e.i, to_timestamp(e.at / 1000.0) as at, e.n, e.u, e.l, e.r,
      e.us, e.um, e.uc, e.d, e.k, e.x, e.y
    from jsonb_to_recordset(p_events) as e(h int, i uuid, at bigint, n text, u text, l text, r text, us text, um text,
        uc text, d jsonb, k text, x text, y jsonb)
      join hit h on h.n = e.h
    order by h.w, e.i, e.h
  ), point as (
    -- The visits these visitors had around then, and the new events. A visit is not taken up again a day after it began.
    select s.workspace_id as w, s.visitor_id as v, s.started_at as at, s.last_at as until, s.id as session_id,
      null::uuid as i, null::uuid as s
    from (select w, v, min(at) as since, max(at) as until from event group by w, v) e
      join visitor_sessions s on s.workspace_id = e.w and s.visitor_id = e.v
        and s.started_at between e.since - interval '1 day' and e.until + interval '30 minutes'
    union all
    select w, v, at, at, null, i, s from event
  ), marked as (
    select *, case when at <= interval '30 minutes' + max(until) over (
      partition by w, v order by at, until, i rows between unbounded preceding and 1 preceding) then 0 else 1 end as begins
    from point
  ), island as materialized (
    select *, sum(begins) over (partition by w, v order by at, until, i) as number from marked
  ), visit as (
    -- It goes on with the visit that is there, else it begins one, under the browser's own id where that is free.
    select w, v, number,
      (array_agg(session_id order by at desc) filter (where session_id is not null))[1] as known,
      (array_agg(s order by at, i) filter (where i is not null))[1] as asked,
      md5(v::text || (array_agg(i order by at, i) filter (where i is not null))[1])::uuid as own
    from island group by w, v, number having count(i) > 0
  ), numbered as (
    select *, row_number() over (partition by w, asked, known is null order by v, number) as turn from visit
  ), named as (
    select n.w, n.v, n.number, coalesce(n.known, case when n.turn = 1 and not exists (
        select from visitor_sessions s where s.workspace_id = n.w and s.id = n.asked) then n.asked end, n.own) as session_id
    from numbered n
  ), placed as materialized (
    select e.*, n.session_id
    from event e
      join island i on i.w = e.w and i.v = e.v and i.i = e.i
      join named n on n.w = i.w and n.v = i.v and n.number = i.number
  ), stored as (
    insert into pixel_events (workspace_id, id, pixel_id, visitor_id, session_id, type, url, title, detail)
    select w, i, p, v, session_id, n, u, l, d from placed order by w, i
    on conflict (workspace_id, id) do nothing
    returning workspace_id, id
  ), fresh as materialized (
    select p.* from placed p join stored s on s.workspace_id = p.w and s.id = p.i
  ), session as (
    insert into visitor_sessions as s (workspace_id, id, visitor_id, pixel_id, started_at, last_at, entry_url, exit_url,
      referrer_host, utm_source, utm_medium, utm_campaign, page_views, events, engaged_ms, scroll_percent,
      device, browser, os, country, region, address)
    select f.w, f.session_id, f.v, h.p, f.since, f.until, f.entry_url, f.exit_url, f.r, f.us, f.um, f.uc,
      f.page_views, f.events, f.engaged_ms, f.scroll_percent, h.d, h.b, h.o, h.c, h.g, h.a
    from (
      select w, session_id, v, min(h) as h, min(at) as since, max(at) as until,
        (array_agg(u order by at, i) filter (where u is not null))[1] as entry_url,
        (array_agg(u order by at desc, i desc) filter (where u is not null))[1] as exit_url,
        (array_agg(r order by at, i) filter (where r is not null))[1] as r,
        (array_agg(us order by at, i) filter (where us is not null))[1] as us,
        (array_agg(um order by at, i) filter (where um is not null))[1] as um,
        (array_agg(uc order by at, i) filter (where uc is not null))[1] as uc,
        count(*) filter (where n = 'page_view') as page_views, count(*) as events,
        coalesce(sum((d ->> 'seconds')::numeric * 1000) filter (where n = 'page_leave'), 0)::bigint as engaged_ms,
        coalesce(max((d ->> 'percent')::numeric) filter (where n = 'page_leave'), 0)::smallint as scroll_percent
      from fresh group by w, session_id, v
    ) f join hit h on h.n = f.h
    order by f.w, f.session_id
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
    returning s.workspace_id, s.visitor_id, s.id, (s.xmax = 0) as is_new
  ), visitor as (
    update visitors v set
      first_seen_at = least(v.first_seen_at, f.since),
      last_seen_at = greatest(v.last_seen_at, f.until),
      last_session_id = case when f.until >= v.last_seen_at then f.session_id else v.last_session_id end,
      sessions = v.sessions + f.sessions,
      page_views = v.page_views + f.page_views,
      events = v.events + f.events,
      country = coalesce(h.c, v.country),
      region = coalesce(h.g, v.region),
      company_name = coalesce(h.cn, v.company_name),
      company_domain = coalesce(h.cd, v.company_domain),
      company_size = coalesce(h.cz, v.company_size)
    from (
      select w, v, max(h) as h, min(at) as since, max(at) as until, count(*) as events,
        count(*) filter (where n = 'page_view') as page_views,
        (array_agg(session_id order by at desc, i desc))[1] as session_id,
        (select count(*) from session s where s.workspace_id = w and s.visitor_id = v and s.is_new) as sessions
      from fresh group by w, v
    ) f join hit h on h.n = f.h
    where v.workspace_id = f.w and v.id = f.v
  ), link as (
    -- Named again in the same words, also after that was undone, says nothing new.
    insert into visitor_links (workspace_id, visitor_id, kind, email_hash, given, event_id)
    select distinct on (f.w, f.v, f.x, case when f.x is null then f.y end)
      f.w, f.v, f.k, decode(f.x, 'hex'), f.y, f.i
    from fresh f
    where f.k is not null and not exists (
      select from visitor_links l where l.workspace_id = f.w and l.visitor_id = f.v
        and case when f.x is null then l.given = f.y else l.email_hash = decode(f.x, 'hex') end)
    order by f.w, f.v, f.x, case when f.x is null then f.y end, f.i
    returning workspace_id
  ), announced as (
    insert into events (workspace_id, type, payload)
    select w, 'visitors.seen', jsonb_build_object('pixel_ids', jsonb_agg(distinct p),
      'session_ids', to_jsonb((array_agg(distinct session_id))[1:50]), 'count', count(*))
    from fresh group by w order by w
  ), taken as (
    select h.n, h.w, h.p, (select count(*) from fresh f where f.h = h.n)::int as events from hit h
  ), lost as (
    -- A hit of a pixel that is gone has no row in taken: none of it counts anywhere.
    select d.w, d.p, d.reason, d.events
    from jsonb_to_recordset(p_drops) as d(w uuid, p uuid, reason text, events bigint)
    union all
    select t.w, t.p, 'repeated', count(*) - t.events
    from taken t join jsonb_to_recordset(p_events) as e(h int) on e.h = t.n
    group by t.n, t.w, t.p, t.events having count(*) > t.events
  ), dropped as (
    insert into pixel_drops as d (workspace_id, pixel_id, hour, reason, events)
    select l.w, l.p, date_trunc('hour', now(), 'UTC'), l.reason, sum(l.events)
    from lost l join pixels p on p.workspace_id = l.w and p.id = l.p
    group by l.w, l.p, l.reason order by l.w, l.p, l.reason
    on conflict (workspace_id, pixel_id, hour, reason) do update set events = d.events + excluded.events
  )
  select array(select coalesce(t.events, 0) from generate_series(1, jsonb_array_length(p_hits)) n left join taken t using (n)
      order by n),
    array(select distinct workspace_id from link),
    (select jsonb_agg(distinct jsonb_build_object('w', w, 'p', p)) from fresh)
  into v_taken, v_linked, v_seen;

  -- Not at every group: the pixel of a busy site would be written hundreds of times a second.
  with due as (
    select p.workspace_id, p.id, p.first_event_at is null as is_first
    from pixels p join jsonb_to_recordset(coalesce(v_seen, '[]')) as s(w uuid, p uuid) on p.workspace_id = s.w and p.id = s.p
    where p.first_event_at is null or p.silent_since is not null or p.last_event_at < now() - interval '1 second'
    order by p.workspace_id, p.id for no key update of p
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
  delete from visitors v using jsonb_to_recordset(p_hits) as h(w uuid, v uuid)
  where v.workspace_id = h.w and v.id = h.v and v.events = 0;
  return v_taken;
end $$;
alter function ingest_pixel_events(jsonb, jsonb, jsonb) owner to assay_exchange;
revoke execute on function ingest_pixel_events(jsonb, jsonb, jsonb) from public;
grant execute on function ingest_pixel_events(jsonb, jsonb, jsonb) to assay_system;

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
