-- Figures of pixels: page views, events, sessions, visitors and identified visitors, by when they happened. They stay when
-- the events behind them are removed after the days a workspace keeps them, so they are not among counted_kinds().

-- Changes a piece of a function that is there, and fails when that piece is another by now.
create function pg_temp.amend(p_function text, p_piece text, p_instead text) returns void
language plpgsql
as $$
declare definition text := pg_get_functiondef(p_function::regproc);
begin
  if (length(definition) - length(replace(definition, p_piece, ''))) / length(p_piece) <> 1 then
    raise exception '% has no such piece: %', p_function, p_piece;
  end if;
  execute replace(definition, p_piece, p_instead);
end $$;

select pg_temp.amend('follow_visitor_links',
  'is distinct from (m.lead_id, m.at)
  )',
  'is distinct from (m.lead_id, m.at)
    returning v.pixel_id, m.was_at, m.at
  ), counted as (
    insert into figure_deltas (workspace_id, kind, at, key, counts)
    select ws, ''pixel'', f.quarter, f.pixel_id::text, array[0, 0, 0, 0, f.identified]
    from (
      select pixel_id, figure_time(at) as quarter, sum(n) as identified
      from (
        select pixel_id, at, 1 as n from changed where at is not null
        union all select pixel_id, was_at, -1 from changed where was_at is not null) c
      group by 1, 2) f
    where f.identified <> 0
  )');

-- Leads are stored twice in a transaction when visitors of two pixels become leads at once: the stage is empty each time.
select pg_temp.amend('open_lead_stage',
  'if to_regclass(''pg_temp.lead_stage'') is not null then return; end if;',
  'if to_regclass(''pg_temp.lead_stage'') is not null then
    if exists (select from pg_temp.lead_stage) then
      delete from pg_temp.lead_stage;
      delete from pg_temp.lead_stage_keys;
      delete from pg_temp.lead_stage_holders;
      delete from pg_temp.lead_stage_verdicts;
      delete from pg_temp.lead_stage_merges;
      delete from pg_temp.lead_stage_merged;
    end if;
    return;
  end if;');

-- What the pixels counted, each in all and all by time; with the leads their visitors became.
create function pixel_performance(p_from date, p_to date) returns jsonb
language sql stable
as $$
  with moved as materialized (
    select case when p_to - p_from < 93 then f.starts else greatest(date_trunc('month', f.starts)::date, p_from) end as starts,
      f.key, f.counts
    from read_figures('pixel', p_from, p_to, p_to - p_from < 93) f
  ), rows as (
    select key, sum(counts[1])::bigint as page_views, sum(counts[3])::bigint as sessions, sum(counts[4])::bigint as visitors,
      sum(counts[5])::bigint as identified, 0::bigint as leads
    from moved group by key
    union all
    select origin, 0, 0, 0, 0, leads from origin_sums(p_from, p_to, 'pixel') where origin <> ''
  )
  select jsonb_build_object(
    'pixels', (
      select coalesce(jsonb_agg(jsonb_build_object('pixel_id', r.key, 'name', p.name, 'page_views', r.page_views,
        'sessions', r.sessions, 'visitors', r.visitors, 'identified', r.identified, 'leads', r.leads)
        order by r.page_views desc, p.name), '[]')
      from (
        select key, sum(page_views)::bigint as page_views, sum(sessions)::bigint as sessions, sum(visitors)::bigint as visitors,
          sum(identified)::bigint as identified, sum(leads)::bigint as leads
        from rows group by key) r
      left join pixels p on p.workspace_id = current_workspace() and p.id::text = r.key),
    'times', (
      select coalesce(jsonb_agg(jsonb_build_object('starts', t.starts, 'page_views', t.page_views, 'sessions', t.sessions,
        'visitors', t.visitors, 'identified', t.identified) order by t.starts), '[]')
      from (
        select starts, sum(counts[1])::bigint as page_views, sum(counts[3])::bigint as sessions,
          sum(counts[4])::bigint as visitors, sum(counts[5])::bigint as identified
        from moved group by starts) t))
$$;
grant execute on function pixel_performance(date, date) to assay_app, assay_system;

-- What was counted before is counted once from what is still kept.
create function pg_temp.fill_in_pixels() returns void
language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  insert into figure_deltas (workspace_id, kind, at, key, counts)
  select f.workspace_id, 'pixel', figure_time(f.at), f.pixel_id::text,
    array[sum(f.page_views), sum(f.events), sum(f.sessions), sum(f.visitors), sum(f.identified)]
  from (
    select workspace_id, pixel_id, uuidv7_time(id) as at,
      (type = 'page_view')::int as page_views, 1 as events, 0 as sessions, 0 as visitors, 0 as identified
    from pixel_events
    union all select workspace_id, pixel_id, started_at, 0, 0, 1, 0, 0 from visitor_sessions
    union all select workspace_id, pixel_id, first_seen_at, 0, 0, 0, 1, 0 from visitors where first_seen_at < 'infinity'
    union all select workspace_id, pixel_id, identified_at, 0, 0, 0, 0, 1 from visitors where identified_at is not null) f
  group by 1, 3, 4
$$;
alter function pg_temp.fill_in_pixels() owner to assay_exchange;
select pg_temp.fill_in_pixels();
