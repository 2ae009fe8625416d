-- Pages of leads found faster: tags are known to the indexes that are walked, words are found without reading
-- every lead they begin, and the guess between walking and searching counts what each of them reads.

-- Which tags a lead may have, up to two of 15 bits for each: stands in the indexes of the sort orders, so that a walk
-- reads few leads without the tag. Zero without tags.
create function lead_tag_bits(tags text[]) returns smallint
language plpgsql immutable parallel safe
as $$
declare
  bits int := 0;
  tag text;
  hash bytea;
begin
  foreach tag in array tags loop
    hash := sha256(convert_to(tag, 'UTF8'));
    bits := bits | (1 << get_byte(hash, 0) % 15) | (1 << get_byte(hash, 1) % 15);
  end loop;
  return bits;
end $$;

-- What the search index finds a lead by, each beginning with its workspace: one list of leads for each, instead of
-- one of all the workspace's leads to compare with. `p` and a word's first four letters, `w` and a longer word,
-- `t` and a tag, `i` and an import. A word of four letters is thereby found as a whole: going through many leads
-- that a beginning has costs ten times as much as through those of a whole key. Cut, because a key of over 2 kB is
-- refused by tsvector; no filter asks for so long a tag.
create function lead_lookup(workspace_id uuid, import_id uuid, tags text[], search tsvector) returns tsvector
language plpgsql immutable parallel safe cost 100
as $$
declare
  place text := right(workspace_id::text, 8);
  keys text[] := '{}';
  word text;
begin
  -- loops, because a query within would cost more than all of this for each lead
  foreach word in array tsvector_to_array(search) loop
    keys := keys || (place || 'p' || left(word, 4));
    if length(word) > 4 then keys := keys || (place || 'w' || word); end if;
  end loop;
  if import_id is not null then keys := keys || (place || 'i' || import_id); end if;
  foreach word in array tags loop keys := keys || (place || 't' || left(word, 300)); end loop;
  return array_to_tsvector(keys);
end $$;
grant execute on function lead_tag_bits(text[]), lead_lookup(uuid, uuid, text[], tsvector)
  to assay_app, assay_system, assay_exchange;

drop index leads_by_age, leads_by_score, leads_by_name, leads_by_company, leads_filter;
alter table leads add column tag_bits smallint not null generated always as (lead_tag_bits(tags)) stored;
create index leads_by_age on leads (workspace_id, lane, id) include (score, has_bits, tag_bits);
create index leads_by_score on leads (workspace_id, lane, score, id) include (has_bits, tag_bits);
create index leads_by_name on leads (workspace_id, lane, name_sort, id) include (score, has_bits, tag_bits);
create index leads_by_company on leads (workspace_id, lane, company_sort, id) include (score, has_bits, tag_bits);
create index leads_filter on leads using gin (lead_lookup(workspace_id, import_id, tags, search))
  with (gin_pending_list_limit = 2048);

-- The words of a search, folded as the column leads.search folds them; empty when none is left. The longest count,
-- because each one more costs.
create function lead_search_words(p_q text) returns text[]
language sql immutable parallel safe
as $$
  select array(
    select word
    from (select distinct word from unnest(string_to_array(translate(lower(left(p_q, 200)),
      '@.,;:/\()[]{}<>|"''`&+*!?#-_' || chr(9) || chr(10) || chr(13) || chr(160), repeat(' ', 31)), ' ')) word) words
    where word <> ''
    order by length(word) desc, word limit 8)
$$;

create or replace function lead_words(p_q text) returns tsquery[]
language sql immutable parallel safe
as $$ select array(select format('%L:*', word)::tsquery from unnest(lead_search_words(p_q)) word) $$;

-- A filter's tags in the walked indexes, null where it has none: passes a few other leads, too.
create function lead_tag_condition(p_filter jsonb) returns text
language sql immutable parallel safe
as $$
  select '(' || string_agg(format('tag_bits & %1$s = %1$s', lead_tag_bits(array[tag])), ' or ') || ')'
  from jsonb_array_elements_text(p_filter -> 'tag') tag having count(*) > 0
$$;

-- What the search index knows of a filter, as one SQL condition. Going through a whole key is cheap, because it jumps
-- to where the other conditions hold; a beginning is read to its end, worth it when it is rare: p_is_rare says of each
-- word of the filter whether it is. Otherwise a word is found by its first letters, if it has four, and checked.
create function lead_lookups(p_filter jsonb, p_is_rare boolean[]) returns text
language sql stable
as $$
  with place as (select right(current_workspace()::text, 8) as place),
  conditions (lookup, row_condition) as (
    select case
        when length(word) = 4 then format('''%sp%s''', place, word)
        when is_rare then format('''%s%s%s'':*', place, case when length(word) < 4 then 'p' else 'w' end, word)
        when length(word) > 4 then format('''%sp%s''', place, left(word, 4)) end,
      case when length(word) <> 4 and not is_rare then format('(search @@ %L::tsquery) is true', format('''%s'':*', word)) end
    from place, unnest(lead_search_words(p_filter ->> 'q'), p_is_rare) words (word, is_rare)
    union all
    select string_agg(format('''%st%s''', place, replace(replace(tag, '\', '\\'), '''', '''''')), ' | '), null
    from place, jsonb_array_elements_text(p_filter -> 'tag') tag having count(*) > 0
    union all
    select format('''%si%s''', place, (p_filter ->> 'import_id')::uuid), null from place where p_filter ? 'import_id'
  )
  select string_agg(concat_ws(' and ',
    'lead_lookup(workspace_id, import_id, tags, search) @@ ' || quote_literal(lookup) || '::tsquery', row_condition), ' and ')
  from conditions
$$;

-- The whole filter, best for finding every match through an index. What is more than twice as rare by lane, score and
-- date is found by them, and the rest is checked on the rows.
create or replace function lead_findable(p_filter jsonb) returns text
language plpgsql volatile
as $$
declare
  c record := lead_conditions(p_filter);
  wide text[] := lead_wide_conditions(p_filter);
  words int := coalesce(cardinality(lead_search_words(p_filter ->> 'q')), 0);
  narrow text := concat_ws(' and ', c.lanes, c.scores, c.dates);
  counts bigint[];
  is_rare boolean[] := array_fill(true, array[words]);
begin
  if cardinality(wide) = 0 or 'false' = any (wide) or p_filter -> 'tag' = '[]' then return lead_where(p_filter); end if;
  if cardinality(wide) > 1 or narrow <> '' then
    counts := array(select expected_leads(c.owned || ' and ' || w) from unnest(wide) w);
    if narrow <> '' and expected_leads(c.owned || ' and ' || narrow) * 2 < (select min(n) from unnest(counts) n) then
      return lead_where(p_filter);
    end if;
    -- Reading a beginning's entry in the index costs a sixth of reading a lead.
    is_rare := array(select n <= case when length(word) > 4 then 3000 else 6 * min(n) over () end
      from unnest(counts, lead_search_words(p_filter ->> 'q')) with ordinality counted (n, word, i) order by i);
  end if;
  return concat_ws(' and ', c.owned, c.lanes, c.scores, c.dates, c.bits, lead_lookups(p_filter, is_rare[:words]));
end $$;

-- How many leads the planner expects. What belongs to an import was found in its time, so that counts once.
create function expected_matches(p_filter jsonb, p_bounds text) returns bigint
language sql volatile
as $$
  select expected_leads(concat_ws(' and ', lead_where(p_filter - 'import_id'), c.dates, p_bounds)) from lead_conditions(p_filter) c
$$;

-- A page by walking the index of the order, lanes merged. What the index knows is checked first and the row is then
-- looked up, past at most p_max_entries entries and p_max_rows rows; or, when p_max_entries is null, each row is read
-- on the way, which for one row costs a quarter. Fewer ids than p_limit mean nothing.
create or replace function walk_leads(
  p_filter jsonb, p_keys text, p_ordering text, p_bounds text, p_limit int, p_max_entries bigint, p_max_rows bigint
)
returns uuid[]
language plpgsql stable
-- the planner has no say here: it would rather read everything and sort than merge
set enable_sort = off set enable_seqscan = off set enable_bitmapscan = off set max_parallel_workers_per_gather = 0
as $$
declare
  c record := lead_conditions(p_filter);
  tagged text := lead_tag_condition(p_filter);
  columns text := 'score, has_bits, tag_bits, ' || replace(p_keys, ', score', '')
    || case when p_max_entries is null then format(', (%s) as is_match', c.wide) else '' end;
  walk text;
  page uuid[];
begin
  if p_keys = 'id' and coalesce(c.lanes, c.scores, c.bits, c.wide) is null then
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
        replace(columns, '%', '%%'), c.owned, replace(p_bounds, '%', '%%'), p_ordering),
      lead_lanes(p_filter)) into walk;
    if walk is null then return '{}'; end if;
  end if;
  walk := format('select %s from (select * from (%s) merged order by %s limit %s) walked where %s order by %3$s',
    p_keys, walk, p_ordering, coalesce(p_max_entries, p_max_rows),
    concat_ws(' and ', 'true', c.scores, c.dates, c.bits, tagged, case when p_max_entries is null then 'is_match' end));
  if c.wide is not null and p_max_entries is not null then
    walk := format('select id from (%s limit %s) fits where (select %s from leads l where %s and l.id = fits.id) order by %s',
      walk, p_max_rows, c.wide, c.owned, p_ordering);
  end if;
  execute format('select array(select id from (%s) page limit %s)', walk, p_limit) into page;
  return page;
end $$;

-- A page by finding every match through the best index and sorting them; null when they are more than p_max.
-- Rows are read in the order they lie, or not at all where an index has all that the filter and the order ask for.
drop function search_leads(text, text, text, int, bigint);
create function search_leads(
  p_where text, p_is_indexed boolean, p_keys text, p_ordering text, p_limit int, p_max bigint default null
)
returns uuid[]
language plpgsql stable
set enable_indexscan = off set max_parallel_workers_per_gather = 0
as $$
declare page uuid[];
begin
  perform set_config('enable_indexscan', p_is_indexed::text, true);
  -- every lane named, so that an index by lane is read only where it has to be
  if p_is_indexed and p_where not like '%lane = any%' then
    p_where := p_where || format(' and lane = any (%L::smallint[])', lead_lanes('{}'));
  end if;
  execute format(
    -- counting is what they are kept for
    'with matches as %s materialized (select %s from leads where %s limit %s)
    select array(select id from matches order by %s limit %s) where %s',
    case when p_max is null then 'not' end, p_keys, p_where, coalesce((p_max + 1)::text, 'null'), p_ordering, p_limit,
    coalesce('(select count(*) from matches) <= ' || p_max, 'true')) into page;
  return page;
end $$;

-- A page of leads: ids in the order of p_sort (created_at, score, name, company; '-' before it turns it), past
-- the lead whose sort value and id are given. What is frequent in that order fills the page while walking; what
-- is rare is found and sorted. Neither alone will do: walking never ends for a rare word, sorting never ends for
-- a frequent one. Which it is is a guess, so a walk gives up before it costs more than the search would, and a
-- search that seemed cheap when it finds too many.
--
-- It acts as assay_exchange, because under row-level security Postgres does not let the operators of arrays
-- and of text search use an index; the workspace is in every statement instead, and the caller reads the rows
-- of the ids as itself.
create or replace function find_leads(p_filter jsonb, p_sort text, p_after_key text, p_after_id uuid, p_limit int)
returns uuid[]
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  o record := lead_order(p_filter, p_sort, p_after_key, p_after_id);
  c record := lead_conditions(p_filter);
  is_indexed boolean := c.wide is null and o.keys in ('id', 'id, score');
  few constant int := 2000;
  -- How many leads are expected in the order; to fit as far as its index knows; to match; to be read by a search.
  entries numeric;
  fitting numeric;
  matches numeric;
  found numeric;
  -- What a walk passes and reads; without steps it reads each row on the way.
  steps numeric;
  reads numeric;
  -- In the time a search takes to read a lead. Passing an entry is a fifth of that, reading a row by its id four.
  walk_cost numeric;
  search_cost numeric;
  page uuid[];
begin
  if o.keys = 'id' and coalesce(c.lanes, c.scores, c.dates, c.bits, c.wide) is null then
    return walk_leads(p_filter, o.keys, o.ordering, o.bounds, p_limit, p_limit, 0);
  end if;
  matches := expected_matches(p_filter, o.bounds);
  entries := expected_leads(concat_ws(' and ', c.owned, c.lanes, o.bounds));
  fitting := matches;
  found := expected_leads(concat_ws(' and ', c.owned, c.lanes, c.scores, c.dates));
  if is_indexed then
    found := found / 5;
  elsif c.wide is null then
    found := least(found, 4 * matches);
  else
    fitting := expected_leads(concat_ws(' and ', c.owned, c.lanes, c.scores, c.dates, c.bits, o.bounds));
    found := least(found,
      expected_matches(p_filter - '{status,source,score_min,score_max,created_from,created_to,has}'::text[], null));
    -- of a hundred leads without the tag a few seem to have it
    if p_filter ? 'tag' then fitting := least(fitting, expected_matches(p_filter - 'q', o.bounds) + fitting / 40); end if;
  end if;
  steps := p_limit * entries / matches;
  reads := p_limit * fitting / matches;
  if c.wide is null then
    reads := 0;
  elsif steps * 2 < steps / 5 + reads * 4 then
    reads := steps;
    steps := null;
  end if;
  walk_cost := coalesce(steps / 5 + reads * 4, reads);
  search_cost := found + 500;
  if search_cost <= 1.5 * walk_cost or search_cost <= few then
    page := search_leads(
      concat_ws(' and ', lead_findable(p_filter), o.bounds), is_indexed, o.keys, o.ordering, p_limit,
      greatest(2 * few, 2 * matches)::bigint);
    if page is not null then return page; end if;
    search_cost := greatest(search_cost, 4 * few);
  end if;
  page := walk_leads(p_filter, o.keys, o.ordering, o.bounds, p_limit,
    case when steps is not null then ceil(greatest(2000, 2 * steps, 1.5 * search_cost)) end::bigint,
    ceil(case when steps is null then greatest(1000, search_cost / 2)
      else greatest(500, 2 * reads, search_cost / 8) end)::bigint);
  if cardinality(page) = p_limit then return page; end if;
  return search_leads(concat_ws(' and ', lead_findable(p_filter), o.bounds), is_indexed, o.keys, o.ordering, p_limit);
end $$;

grant execute on function lead_search_words(text), lead_lookups(jsonb, boolean[]) to assay_app, assay_system, assay_exchange;
grant execute on function lead_tag_condition(jsonb), expected_matches(jsonb, text),
  search_leads(text, boolean, text, text, int, bigint) to assay_exchange;
