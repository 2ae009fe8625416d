-- Folds the oldest deltas as one range of the key. Named one by one they were compared each with each where the table's
-- size was not known yet, and a large fold never ended.
create or replace function fold_figures(p_workspace uuid, p_limit int) returns int
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
    returning kind, at, key, counts
  ), days as materialized (
    select t.kind, (t.at at time zone coalesce(zone, 'UTC'))::date as day, t.key, u.place, sum(u.c)::bigint as c
    from taken t cross join lateral unnest(t.counts) with ordinality u (c, place) group by 1, 2, 3, 4
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
