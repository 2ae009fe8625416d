-- Segments: saved filters over the audience or over one's own leads, who is in them, and their standing orders.

create table segments (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  name text not null check (char_length(name) between 1 and 120),
  description text check (char_length(description) <= 2000),
  target text not null check (target in ('audience', 'leads')),
  filters jsonb not null check (jsonb_typeof(filters) = 'object'),
  status text not null default 'active' check (status in ('active', 'paused', 'archived')),
  folder text check (char_length(folder) between 1 and 80),
  owner_id uuid,
  -- what the last look said; the filter may have matched others since
  last_count bigint,
  last_net_new bigint,
  last_counted_at timestamptz,
  -- when it last pulled
  last_run_at timestamptz,
  -- since when who is in it counts as the same question: other filters, or being active again, begin anew
  watched_from timestamptz not null default now(),
  created_at timestamptz not null default now(),
  -- when somebody changed it; looking and pulling do not
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create index segments_active on segments (workspace_id, target) where status = 'active';

create table segment_favourites (
  workspace_id uuid not null,
  user_id uuid not null,
  segment_id uuid not null,
  primary key (workspace_id, user_id, segment_id),
  foreign key (workspace_id, segment_id) references segments (workspace_id, id) on delete cascade
);
create index segment_favourites_segment on segment_favourites (workspace_id, segment_id);

-- Pulls again and again. A run and the time of the next one commit together, see run-standing-order.ts.
create table standing_orders (
  workspace_id uuid not null,
  segment_id uuid not null,
  -- `new`: when there are people that were not there at the last look
  cadence text not null check (cadence in ('daily', 'weekly', 'new')),
  -- of one run
  max_leads int not null check (max_leads between 1 and 10000),
  max_credits_hundredths bigint check (max_credits_hundredths >= 0),
  tags text[] not null default '{}',
  status text not null default 'active' check (status in ('active', 'paused')),
  -- null when a person paused it
  paused_reason text,
  next_at timestamptz not null,
  -- for whom it spends: whose caps count
  actor_id uuid,
  -- what the audience was at the last look
  seen_version text,
  seen_count bigint,
  last_pull_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace_id, segment_id),
  foreign key (workspace_id, segment_id) references segments (workspace_id, id) on delete cascade,
  check (paused_reason is null or status = 'paused')
);
create index standing_orders_due on standing_orders (next_at) where status = 'active';

-- The count of a segment on a day, and for the audience by which version of it.
create table segment_counts (
  workspace_id uuid not null,
  segment_id uuid not null,
  day date not null,
  count bigint not null,
  net_new bigint,
  version text,
  primary key (workspace_id, segment_id, day),
  foreign key (workspace_id, segment_id) references segments (workspace_id, id) on delete cascade
);

-- Segments over own leads: what is known of segment_members.
create table segment_watches (
  workspace_id uuid not null,
  segment_id uuid not null,
  -- of which question they are the answer; null until the first look
  watched_from timestamptz,
  members bigint not null default 0,
  refreshed_at timestamptz not null default now(),
  -- transactions of before this one were seen
  seen_xid xid8 not null default '0',
  -- after a look that took long or failed nobody looks before this
  rests_until timestamptz,
  -- the day (UTC) every lead was last looked at
  full_on date,
  primary key (workspace_id, segment_id),
  foreign key (workspace_id, segment_id) references segments (workspace_id, id) on delete cascade
);

create table segment_members (
  workspace_id uuid not null,
  segment_id uuid not null,
  lead_id uuid not null,
  primary key (workspace_id, segment_id, lead_id),
  foreign key (workspace_id, segment_id) references segments (workspace_id, id) on delete cascade
);

-- Who entered or left, and because of which fields of the lead; or `created`, `deleted`, `time`. Empty: nothing told.
create table segment_moves (
  workspace_id uuid not null,
  id uuid not null default uuidv7(),
  segment_id uuid not null,
  lead_id uuid not null,
  move text not null check (move in ('entered', 'left')),
  fields text[] not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, segment_id) references segments (workspace_id, id) on delete cascade
);
create index segment_moves_segment on segment_moves (workspace_id, segment_id, id);

do $$
declare t text;
begin
  foreach t in array array['segments', 'segment_favourites', 'standing_orders', 'segment_counts', 'segment_watches',
    'segment_members', 'segment_moves'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I to assay_app
      using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
      with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)$p$, t);
    execute format('create policy everything on %I to assay_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to assay_app, assay_system', t);
  end loop;
end $$;

-- A text as words for comparing: lower-case without accents and apostrophes, one blank between words and around them.
-- What parts words is listed rather than asked of the locale, so that it is the same in every database; fold-words.ts
-- says the same. Most texts are plain words, which is found out ten times as fast as others are taken apart; not strict,
-- because only then it is inlined.
create function fold_odd_words(given text) returns text
language plpgsql immutable strict parallel safe
as $$
declare words text := lower(given);
begin
  if octet_length(words) <> length(words) then
    words := regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]+', '', 'g');
    words := translate(words, 'øđðłıς’‘', 'oddliσ');
    words := replace(replace(replace(replace(words, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
  end if;
  words := translate(words, '''`', '');
  if octet_length(words) = length(words) then
    words := regexp_replace(words, '[^a-z0-9]+', ' ', 'g');
  else
    words := regexp_replace(words, '[\u0001-\u002f\u003a-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\u2190-\u2bff\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+', ' ', 'g');
  end if;
  return ' ' || btrim(words) || ' ';
end $$;
create function fold_words(given text) returns text
language sql immutable parallel safe
as $$
  select case when given ~ '^[A-Za-z0-9]+( [A-Za-z0-9]+)*$' then ' ' || lower(given) || ' ' else fold_odd_words(given) end
$$;
grant execute on function fold_words(text), fold_odd_words(text) to assay_app, assay_system;
