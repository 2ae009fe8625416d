-- Lists, counts and scores of leads.

-- The words of a search as prefixes, folded as the column leads.search folds them; empty when none is left. The
-- longest count, because each one more costs.
create function lead_words(p_q text) returns tsquery[]
language sql immutable parallel safe
as $$
  select array(
    select format('%L:*', word)::tsquery
    from (select distinct word from unnest(string_to_array(translate(lower(left(p_q, 200)),
      '@.,;:/\()[]{}<>|"''`&+*!?#-_' || chr(9) || chr(10) || chr(13) || chr(160), repeat(' ', 31)), ' ')) word) words
    where word <> ''
    order by length(word) desc, word limit 8)
$$;

-- A filter of leads is { q, source[], status[], tag[], has[], score_min, score_max, created_from, created_to,
-- import_id }, each member optional. A list means any of its values, but has[] means all of them.

create function json_texts(p_list jsonb) returns text[]
language sql immutable parallel safe
as $$ select case when p_list is not null then array(select jsonb_array_elements_text(p_list)) end $$;

-- The lanes (see the table) of a filter.
create function lead_lanes(p_filter jsonb) returns smallint[]
language sql immutable parallel safe
as $$
  select coalesce(array_agg(((s.n - 1) * 6 + c.n - 1)::smallint order by s.n, c.n), '{}')
  from unnest(array['new', 'contacted', 'qualified', 'won', 'lost']) with ordinality s (name, n)
  cross join unnest(array['upload', 'marketplace', 'audience', 'pixel', 'api', 'enrichment']) with ordinality c (name, n)
  where (p_filter -> 'status' is null or p_filter -> 'status' ? s.name)
    and (p_filter -> 'source' is null or p_filter -> 'source' ? c.name)
$$;

-- The conditions of a filter that the search index can find, one by one.
create function lead_wide_conditions(p_filter jsonb) returns text[]
language sql immutable parallel safe
as $$
  select array_remove(
    case when not p_filter ? 'q' then '{}'
      when lead_words(p_filter ->> 'q') = '{}' then array['false']
      else array(select format('search @@ %L::tsquery', w) from unnest(lead_words(p_filter ->> 'q')) w) end
    || ('tags && ' || quote_literal(json_texts(p_filter -> 'tag')) || '::text[]')
    || ('facets @> ' || quote_literal('{import:' || (p_filter ->> 'import_id')::uuid || '}') || '::text[]'), null)
$$;

-- A filter as SQL conditions on leads, null where it has none: `owned` its workspace, `lanes`, `scores`,
-- `dates` (a range of ids), `bits` (has_bits), and `wide`: what only the search index or the row itself knows.
create function lead_conditions(
  p_filter jsonb, out owned text, out lanes text, out scores text, out dates text, out bits text, out wide text
)
language plpgsql stable
as $$
declare
  has jsonb := coalesce(p_filter -> 'has', '[]');
  wanted int := (has ? 'email')::int + (has ? 'phone')::int * 2 + (has ? 'linkedin')::int * 4 + (has ? 'company')::int * 8;
  began timestamptz;
  ended timestamptz;
begin
  owned := format('workspace_id = %L::uuid', current_workspace());
  if p_filter ?| array['status', 'source'] then
    lanes := format('lane = any (%L::smallint[])', lead_lanes(p_filter));
  end if;
  scores := nullif(concat_ws(' and ',
    'score >= ' || (p_filter ->> 'score_min')::smallint || '::smallint',
    'score <= ' || (p_filter ->> 'score_max')::smallint || '::smallint'), '');
  -- The leads of an import came while it ran; an hour more, because ids and its times are taken apart.
  select i.created_at - interval '1 hour', i.finished_at + interval '1 hour' into began, ended
  from imports i where i.workspace_id = current_workspace() and i.id = (p_filter ->> 'import_id')::uuid;
  dates := nullif(concat_ws(' and ',
    'id >= ' || quote_literal(uuidv7_floor(began)) || '::uuid',
    'id < ' || quote_literal(uuidv7_floor(ended)) || '::uuid',
    'id >= ' || quote_literal(uuidv7_floor((p_filter ->> 'created_from')::timestamptz)) || '::uuid',
    'id < ' || quote_literal(uuidv7_floor((p_filter ->> 'created_to')::timestamptz)) || '::uuid'), '');
  if wanted > 0 then
    -- listed rather than masked, so that the planner knows how many they are
    bits := format('has_bits = any (%L::smallint[])', array(select b from generate_series(0, 15) b where b & wanted = wanted));
  end if;
  wide := nullif(array_to_string(lead_wide_conditions(p_filter), ' and '), '');
end $$;

-- A whole filter as one SQL condition.
create function lead_where(p_filter jsonb) returns text
language sql stable
as $$
  select concat_ws(' and ', c.owned, c.lanes, c.scores, c.dates, c.bits, c.wide) from lead_conditions(p_filter) c
$$;

-- How many leads the planner expects: learnt from samples, so good for choosing a way and nothing else.
create function expected_leads(p_where text) returns bigint
language plpgsql volatile
as $$
declare plan jsonb;
begin
  execute 'explain (format json) select from leads where ' || p_where into plan;
  return greatest(1, (plan -> 0 -> 'Plan' ->> 'Plan Rows')::numeric);
end $$;

-- The order of a list, and the conditions that are a range of its index: where the page begins, and the
-- filter's own range of the value sorted by.
create function lead_order(
  p_filter jsonb, p_sort text, p_after_key text, p_after_id uuid, out keys text, out ordering text, out bounds text
)
language plpgsql stable
as $$
declare
  key text := case ltrim(p_sort, '-') when 'score' then 'score' when 'name' then 'name_sort' when 'company' then 'company_sort' end;
  direction text := case when p_sort like '-%' then 'desc' else 'asc' end;
  beyond text := case when p_sort like '-%' then '<' else '>' end;
  c record := lead_conditions(p_filter);
begin
  keys := concat_ws(', ', 'id', key);
  ordering := concat_ws(', ', key || ' ' || direction, 'id ' || direction);
  bounds := concat_ws(' and ', 'true',
    case
      when p_after_id is null then null
      when key is null then format('id %s %L::uuid', beyond, p_after_id)
      when key = 'score' then format('(score, id) %s (%s::smallint, %L::uuid)', beyond, p_after_key::smallint, p_after_id)
      else format('(%s, id) %s (%L, %L::uuid)', key, beyond, p_after_key, p_after_id) end,
    case when key is null then c.dates when key = 'score' then c.scores
      when key = 'company_sort' and p_filter -> 'has' ? 'company' then 'company_sort < U&''\+10FFFF''' end);
end $$;

-- A page by walking the index of the order, lanes merged, past at most p_max_entries entries, and by reading at
-- most p_max_rows rows. Fewer ids than p_limit mean nothing.
create function walk_leads(
  p_filter jsonb, p_keys text, p_ordering text, p_bounds text, p_limit int, p_max_entries bigint, p_max_rows bigint
)
returns uuid[]
language plpgsql stable
-- the planner has no say here: it would rather read everything and sort than merge
set enable_sort = off set enable_seqscan = off set enable_bitmapscan = off set max_parallel_workers_per_gather = 0
as $$
declare
  c record := lead_conditions(p_filter);
  columns text := 'score, has_bits, ' || replace(p_keys, ', score', '');
  walk text;
  page uuid[];
begin
  if p_keys = 'id' and coalesce(c.lanes, c.scores, c.bits) is null then
    walk := format('select id from leads where %s and %s', c.owned, p_bounds);
  else
    -- jumps from lane to lane in the index, because each one costs planning, also an empty one
    execute format('with recursive present (lane) as (
        select min(lane) from leads where %1$s
        union all
        select (select min(lane) from leads where %1$s and lane > present.lane) from present where present.lane is not null)
      select string_agg(format(%2$L, lane), '' union all '') from present where lane = any (%3$L::smallint[])',
      c.owned,
      format('(select %s from leads where %s and lane = %%s and %s order by %s)',
        columns, c.owned, replace(p_bounds, '%', '%%'), p_ordering),
      lead_lanes(p_filter)) into walk;
    if walk is null then return '{}'; end if;
  end if;
  walk := format('select %s from (select * from (%s) merged order by %s limit %s) walked where %s order by %3$s',
    p_keys, walk, p_ordering, p_max_entries, concat_ws(' and ', 'true', c.scores, c.dates, c.bits));
  if c.wide is not null then
    walk := format('select id from (%s limit %s) fits where (select %s from leads l where %s and l.id = fits.id) order by %s',
      walk, p_max_rows, c.wide, c.owned, p_ordering);
  end if;
  execute format('select array(select id from (%s) page limit %s)', walk, p_limit) into page;
  return page;
end $$;

-- The same condition, best for finding every match: what is frequent is not looked up in the search index but
-- checked on what the rare finds. Looking up a prefix costs as much as it has matches.
create function lead_findable(p_filter jsonb) returns text
language plpgsql volatile
as $$
declare
  c record := lead_conditions(p_filter);
  wide text[] := lead_wide_conditions(p_filter);
  counts bigint[];
begin
  if cardinality(wide) > 1 then
    counts := array(select expected_leads(c.owned || ' and ' || w) from unnest(wide) w);
    wide := array(
      select case when n <= 4 * min(n) over () then w else format('(%s) is true', w) end
      from unnest(wide, counts) as counted (w, n));
  end if;
  return concat_ws(' and ', c.owned, c.lanes, c.scores, c.dates, c.bits, nullif(array_to_string(wide, ' and '), ''));
end $$;

-- A page by finding every match through the best index and sorting them; null when they are more than p_max.
create function search_leads(p_where text, p_keys text, p_ordering text, p_limit int, p_max bigint default null)
returns uuid[]
language plpgsql stable
-- rows are read in the order they lie, or not at all
set enable_indexscan = off
as $$
declare page uuid[];
begin
  execute format(
    'with matches as materialized (select %s from leads where %s limit %s)
    select array(select id from matches order by %s limit %s) where %s',
    p_keys, p_where, coalesce((p_max + 1)::text, 'null'), p_ordering, p_limit,
    coalesce('(select count(*) from matches) <= ' || p_max, 'true')) into page;
  return page;
end $$;

-- A page of leads: ids in the order of p_sort (created_at, score, name, company; '-' before it turns it), past
-- the lead whose sort value and id are given. What is frequent in that order fills the page while walking; what
-- is rare is found and sorted. Neither alone will do: walking never ends for a rare word, sorting never ends for
-- a frequent one. Which it is is a guess, so a walk gives up before it costs more than the search would.
--
-- It acts as assay_exchange, because under row-level security Postgres does not let the operators of arrays
-- and of text search use an index; the workspace is in every statement instead, and the caller reads the rows
-- of the ids as itself.
create function find_leads(p_filter jsonb, p_sort text, p_after_key text, p_after_id uuid, p_limit int)
returns uuid[]
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  o record := lead_order(p_filter, p_sort, p_after_key, p_after_id);
  c record := lead_conditions(p_filter);
  everything text;
  few constant int := 2000;
  matches bigint;
  entries bigint;
  page uuid[];
begin
  if o.keys = 'id' and coalesce(c.lanes, c.scores, c.dates, c.bits, c.wide) is null then
    return walk_leads(p_filter, o.keys, o.ordering, o.bounds, p_limit, p_limit, 0);
  end if;
  everything := concat_ws(' and ', lead_findable(p_filter), o.bounds);
  matches := expected_leads(concat_ws(' and ', lead_where(p_filter), o.bounds));
  if matches <= few then
    page := search_leads(everything, o.keys, o.ordering, p_limit, 2 * few);
    if page is not null then return page; end if;
    matches := 2 * few;
  end if;
  -- entries to walk past when the matches are spread evenly
  entries := p_limit * expected_leads(concat_ws(' and ', c.owned, c.lanes, o.bounds)) / matches;
  -- Beside reading one match in a search, reading a row by its id costs four times, passing an entry a third.
  if (case when c.wide is null then entries / 3 else entries * 4 end) <= matches + 500 then
    page := walk_leads(p_filter, o.keys, o.ordering, o.bounds, p_limit,
      greatest(5000, 4 * entries, 3 * matches), greatest(500, least(5 * entries, matches / 4)));
    if cardinality(page) = p_limit then return page; end if;
  end if;
  return search_leads(everything, o.keys, o.ordering, p_limit);
end $$;
alter function find_leads(jsonb, text, text, uuid, int) owner to assay_exchange;

create function count_leads(p_filter jsonb) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare found bigint;
begin
  execute 'select count(*) from leads where ' || lead_findable(p_filter) into found;
  return found;
end $$;
alter function count_leads(jsonb) owner to assay_exchange;
grant execute on function lead_words(text), json_texts(jsonb), lead_lanes(jsonb), lead_wide_conditions(jsonb),
  lead_conditions(jsonb), lead_where(jsonb), find_leads(jsonb, text, text, uuid, int), count_leads(jsonb)
  to assay_app, assay_system, assay_exchange;
grant execute on function expected_leads(text), lead_order(jsonb, text, text, uuid),
  walk_leads(jsonb, text, text, text, int, bigint, bigint), lead_findable(jsonb), search_leads(text, text, text, int, bigint)
  to assay_exchange;

-- Scores.

-- Computes the points of these leads of the workspace anew as of today; answers those whose points changed.
create function rescore_leads(p_ids uuid[]) returns uuid[]
language plpgsql volatile
as $$
declare
  today date := (now() at time zone 'UTC')::date;
  priority text[];
  changed uuid[];
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
    returning l.id, p.differ
  )
  select coalesce(array_agg(id) filter (where differ), '{}') into changed from scored;
  if changed <> '{}' then perform refresh_listing_scores(changed); end if;
  return changed;
end $$;

-- Listings show the score of their lead.
create function refresh_listing_scores(p_lead_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from listings
  where workspace_id = current_workspace() and lead_id = any (p_lead_ids) and status <> 'withdrawn'
  order by id for no key update;
  update listings s set score = l.score
  from leads l
  where l.workspace_id = current_workspace() and l.id = s.lead_id
    and s.workspace_id = l.workspace_id and s.lead_id = any (p_lead_ids) and s.status <> 'withdrawn' and s.score <> l.score;
end $$;
alter function refresh_listing_scores(uuid[]) owner to assay_exchange;

-- Leads whose recency has not been counted today, oldest count first.
create function leads_due_for_rescore(p_limit int) returns uuid[]
language sql stable
as $$
  select array(
    select id from leads
    where workspace_id = current_workspace() and points_recency > 0 and scored_on < (now() at time zone 'UTC')::date
    order by scored_on limit p_limit)
$$;
grant execute on function rescore_leads(uuid[]), refresh_listing_scores(uuid[]), leads_due_for_rescore(int)
  to assay_app, assay_system;

-- Changes made to many leads at once.

-- Sets the status and adds and removes tags; null leaves the status. Answers the leads that changed, each with
-- a row of history.
create function change_leads(p_ids uuid[], p_status text, p_add text[], p_remove text[], p_actor_id uuid) returns uuid[]
language plpgsql volatile
as $$
declare changed uuid[];
begin
  perform from leads where workspace_id = current_workspace() and id = any (p_ids) order by id for no key update;
  with wanted as materialized (
    select l.id, l.status, l.tags, coalesce(p_status, l.status) as new_status,
      array(select t from unnest(l.tags) t where t <> all (p_remove))
        || array(select distinct t from unnest(p_add) t where t <> all (l.tags)) as new_tags
    from leads l where l.workspace_id = current_workspace() and l.id = any (p_ids)
  ), written as (
    update leads l set status = w.new_status, tags = w.new_tags, updated_at = now()
    from wanted w
    where l.workspace_id = current_workspace() and l.id = w.id
      and (w.new_status <> w.status or w.new_tags <> w.tags) and cardinality(w.new_tags) <= 100
    returning l.id
  ), told as (
    insert into lead_history (workspace_id, lead_id, type, actor_id, changes)
    select current_workspace(), w.id, 'updated', p_actor_id,
      case when w.new_status <> w.status
        then jsonb_build_object('status', jsonb_build_object('from', w.status, 'to', w.new_status)) else '{}' end
      || case when w.new_tags <> w.tags
        then jsonb_build_object('tags', jsonb_build_object('from', to_jsonb(w.tags), 'to', to_jsonb(w.new_tags))) else '{}' end
    from wanted w join written using (id)
  )
  select coalesce(array_agg(id), '{}') into changed from written;
  return changed;
end $$;
grant execute on function change_leads(uuid[], text, text[], text[], uuid) to assay_app;

-- One lead: who it is, deleting it, undoing that.

-- Refuses when another lead of the workspace is this person, or when the person must not be stored. As in
-- store_leads(): an email decides; a phone with its name or a LinkedIn URL only where a side has no email.
create function refuse_same_person(p_lead_id uuid, p_identities bytea[], p_kinds text[], p_bare boolean) returns void
language plpgsql stable
as $$
declare other uuid;
begin
  if exists (select from suppressions where identity = any (p_identities)) then
    perform raise_problem(409, 'conflict', 'This person asked not to be stored or contacted');
  end if;
  select i.lead_id into other
  from unnest(p_identities, p_kinds) with ordinality k (identity, kind, rank)
  join lead_identities i on i.workspace_id = current_workspace() and i.identity = k.identity
  join leads l on l.workspace_id = i.workspace_id and l.id = i.lead_id
  where i.lead_id <> p_lead_id
    and (k.kind = 'email' or p_bare or (l.email is null and l.second_email is null))
  order by k.rank limit 1;
  if found then
    perform raise_problem(409, 'conflict', 'Another of your leads is the same person', jsonb_build_object('lead_id', other));
  end if;
end $$;

-- Makes these the ways the lead is known and answers its dedup_hash.
create function replace_lead_identities(
  p_lead_id uuid, p_email_key text, p_second_email_key text, p_phone text, p_mobile text, p_name_key text, p_linkedin_url text
) returns bytea
language plpgsql volatile
as $$
declare
  ws uuid := current_workspace();
  bare boolean := coalesce(p_email_key, p_second_email_key) is null;
  hashes bytea[];
  kinds text[];
begin
  select array_agg(identity_hash(identity_key(), k.kind, k.value) order by k.rank), array_agg(k.kind order by k.rank)
  into hashes, kinds
  from lead_identity_values(p_email_key, p_second_email_key, p_phone, p_mobile, p_name_key, p_linkedin_url) k;

  delete from lead_identities where workspace_id = ws and lead_id = p_lead_id and identity <> all (hashes);
  insert into lead_identities (workspace_id, identity, kind, lead_id)
  select distinct on (h) ws, h, k, p_lead_id from unnest(hashes, kinds) t (h, k) order by h
  on conflict do nothing;
  -- Asked after the insert: who else wrote one of these has committed by now.
  perform refuse_same_person(p_lead_id, hashes, kinds, bare);
  return (
    select i.identity from unnest(hashes) with ordinality t (h, rank)
    join lead_identities i on i.workspace_id = ws and i.identity = t.h and i.lead_id = p_lead_id
    order by t.rank limit 1);
end $$;

-- What happened to a deleted lead is kept with it.
alter table deleted_leads add column history jsonb not null default '[]';

create function delete_lead(p_lead_id uuid, p_actor_id uuid) returns boolean
language plpgsql volatile
as $$
declare ws uuid := current_workspace();
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
  delete from leads where workspace_id = ws and id = p_lead_id;
  return true;
end $$;

create function restore_lead(p_lead_id uuid, p_actor_id uuid) returns boolean
language plpgsql volatile
as $$
declare
  ws uuid := current_workspace();
  gone deleted_leads;
  columns text;
  identities bytea[];
  kinds text[];
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
  execute format('insert into leads (%1$s) select %1$s from jsonb_populate_record(null::leads, $1)', columns) using gone.lead;
  insert into lead_history select h.* from jsonb_populate_recordset(null::lead_history, gone.history) h;
  insert into lead_history (workspace_id, lead_id, type, actor_id) values (ws, p_lead_id, 'restored', p_actor_id);
  return true;
end $$;
grant execute on function refuse_same_person(uuid, bytea[], text[], boolean),
  replace_lead_identities(uuid, text, text, text, text, text, text), delete_lead(uuid, uuid), restore_lead(uuid, uuid)
  to assay_app;

-- A prefix's matches are estimated only from a hundred words and more; the usual sample keeps fewer.
alter table leads alter column search set statistics 200;
