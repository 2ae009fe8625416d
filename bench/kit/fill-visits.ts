/*
 * Two months of visits to twenty sites, made in the database: eight events each, a visitor in twenty identified. The
 * figures are told by the statement that makes what they count, as the ingest does.
 */

/** $1 workspace. */
export const PIXELS = `
insert into pixels (workspace_id, id, key, name, website_url, domains, consent)
select $1::uuid, md5('pixel' || n)::uuid, substr(md5('key' || n), 1, 16), 'Shop ' || n, 'https://shop.example.com',
  '{shop.example.com}', 'full'
from generate_series(0, 19) n`

/** $1 workspace, $2 now, $3 sessions in all, $4 visitors, who come in turn: the first by session 1. */
export const VISITORS = `
with made as (
  insert into visitors (workspace_id, id, pixel_id, first_seen_at, last_seen_at, last_session_id, sessions, page_views, events,
    identified_at)
  select $1::uuid, md5('visitor' || v)::uuid, md5('pixel' || v % 20)::uuid, first, last, md5('session' || n)::uuid, visits,
    4 * visits, 8 * visits, case when v % 20 = 7 then first + interval '1 minute' end
  from (
    select *, $2::timestamptz - (1 - v::float / $3::int) * interval '60 days' - interval '2 hours' as first,
      $2::timestamptz - (1 - n::float / $3::int) * interval '60 days' - interval '2 hours' + interval '160 seconds' as last
    from (
      select v, ($3::int - v) / $4::int + 1 as visits, v + ($3::int - v) / $4::int * $4::int as n
      from generate_series(1, least($3::int, $4::int)) v) s) t
  returning pixel_id, first_seen_at, identified_at
)
insert into figure_deltas (workspace_id, kind, at, key, counts)
select $1::uuid, 'pixel', figure_time(at), pixel_id::text, array[0, 0, 0, sum(visitors), sum(identified)]
from (
  select pixel_id, first_seen_at as at, 1 as visitors, 0 as identified from made
  union all select pixel_id, identified_at, 0, 1 from made where identified_at is not null) f
group by figure_time(at), pixel_id`

/** $1 workspace, $2 now, $3 sessions in all, $4 visitors; sessions $5 to $6 with their events. */
export const SESSIONS = `
with s as materialized (
  select n, md5('session' || n)::uuid as id, md5('visitor' || v)::uuid as visitor_id, md5('pixel' || v % 20)::uuid as pixel_id,
    $2::timestamptz - (1 - n::float / $3::int) * interval '60 days' - interval '2 hours' as at
  from generate_series($5::int, $6::int) n cross join lateral (select 1 + (n - 1) % $4::int as v) v
), events as (
  insert into pixel_events (workspace_id, id, pixel_id, visitor_id, session_id, type, url, received_at)
  select $1::uuid, (left(uuidv7_floor(at)::text, 19) || '8' || right(md5('event' || n), 3) || '-' || right(md5(n || '/' || k), 12))::uuid,
    pixel_id, visitor_id, id, case when k % 2 = 1 then 'page_view' when k % 4 = 0 then 'click' else 'page_leave' end,
    'https://shop.example.com/page/' || (n::bigint * k) % 500, at
  from (select s.n, s.id, s.visitor_id, s.pixel_id, k, s.at + (k - 1) * interval '20 seconds' as at from s cross join generate_series(1, 8) k) e
  returning pixel_id, uuidv7_time(id) as at, type
), sessions as (
  insert into visitor_sessions (workspace_id, id, visitor_id, pixel_id, started_at, last_at, page_views, events, device,
    browser, os, country)
  select $1::uuid, id, visitor_id, pixel_id, at, at + interval '140 seconds', 4, 8, 'desktop', 'Chrome', 'Windows', 'US' from s
)
insert into figure_deltas (workspace_id, kind, at, key, counts)
select $1::uuid, 'pixel', figure_time(at), pixel_id::text, array[sum(page_views), sum(events), sum(sessions), 0, 0]
from (
  select pixel_id, at, (type = 'page_view')::int as page_views, 1 as events, 0 as sessions from events
  union all select pixel_id, at, 0, 0, 1 from s) f
group by figure_time(at), pixel_id`
