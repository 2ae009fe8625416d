-- People, their sessions, workspaces, members, invitations, API keys and the operator.

-- better-auth's tables, as its getMigrations() writes them for src/features/accounts/auth-options.ts.
-- Only assay_system touches them; requests reach a session through resolve_session() below.
create schema auth;
grant usage on schema auth to assay_system, assay_exchange;

create table auth."user" (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.session (
  id uuid primary key default gen_random_uuid(),
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id uuid not null references auth."user" (id) on delete cascade
);
create index session_user_id_idx on auth.session (user_id);
create index session_expires_at_idx on auth.session (expires_at);

create table auth.account (
  id uuid primary key default gen_random_uuid(),
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references auth."user" (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index account_user_id_idx on auth.account (user_id);

create table auth.verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier_idx on auth.verification (identifier);
create index verification_expires_at_idx on auth.verification (expires_at);

create table auth.rate_limit (
  id uuid primary key default gen_random_uuid(),
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

grant select, insert, update, delete on all tables in schema auth to assay_system;

-- Workspaces and their people.

create table workspaces (
  id uuid primary key default uuidv7(),
  name text not null check (char_length(name) between 1 and 100),
  priority_industries text[] not null default '{}' check (cardinality(priority_industries) <= 20),
  created_at timestamptz not null default now()
);
alter table workspaces enable row level security;
alter table workspaces force row level security;
create policy tenant on workspaces to assay_app
  using (id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy everything on workspaces to assay_system using (true) with check (true);
create policy definer on workspaces to assay_exchange using (true) with check (true);
grant select, update (name, priority_industries) on workspaces to assay_app;
grant select, insert, update, delete on workspaces to assay_system;
grant select, insert, update on workspaces to assay_exchange;

-- The workspace this browser last switched to. Not named workspace_id: a session belongs to a person.
alter table auth.session add column selected_workspace_id uuid references workspaces (id) on delete set null;
create index session_selected_workspace_id_idx on auth.session (selected_workspace_id);
grant select on auth."user", auth.session to assay_exchange;
grant update (email_verified, updated_at) on auth."user" to assay_exchange;
grant update (expires_at, updated_at, selected_workspace_id) on auth.session to assay_exchange;

create table members (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  user_id uuid not null references auth."user" (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  selected_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index members_user_id_idx on members (user_id);
alter table members enable row level security;
alter table members force row level security;
create policy tenant on members to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy everything on members to assay_system using (true) with check (true);
create policy definer on members to assay_exchange using (true) with check (true);
-- No insert for requests: people come in by create_workspace() and accept_invitation() alone.
grant select, update (role), delete on members to assay_app;
grant select, insert, update, delete on members to assay_system;
grant select, insert, update on members to assay_exchange;

-- A workspace always has an owner. The lock on the workspace's row makes two owners who leave at once take
-- turns, and the second one sees that the first is gone.
create function keep_an_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  target uuid := case when tg_table_name = 'workspaces' then (to_jsonb(new) ->> 'id')::uuid
    else (to_jsonb(old) ->> 'workspace_id')::uuid end;
begin
  perform from workspaces where id = target for no key update;
  if found and not exists (select from members where workspace_id = target and role = 'owner') then
    perform raise_problem(409, 'conflict', 'A workspace needs an owner: make someone else owner first.');
  end if;
  return null;
end $$;
alter function keep_an_owner() owner to assay_exchange;

create constraint trigger keep_an_owner after insert on workspaces
  deferrable initially deferred for each row execute function keep_an_owner();
create constraint trigger keep_an_owner after update or delete on members
  deferrable initially immediate for each row when (old.role = 'owner') execute function keep_an_owner();

create table invitations (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces (id) on delete cascade,
  email text not null check (email = lower(email) and char_length(email) <= 254),
  role text not null check (role in ('owner', 'admin', 'member')),
  token_hash bytea not null unique,
  invited_by uuid references auth."user" (id) on delete set null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references auth."user" (id) on delete set null,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index invitations_one_pending on invitations (workspace_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_workspace_id_idx on invitations (workspace_id, id);
create index invitations_invited_by_idx on invitations (invited_by);
create index invitations_accepted_by_idx on invitations (accepted_by);
alter table invitations enable row level security;
alter table invitations force row level security;
create policy tenant on invitations to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy everything on invitations to assay_system using (true) with check (true);
create policy definer on invitations to assay_exchange using (true) with check (true);
grant select, insert, update (revoked_at) on invitations to assay_app;
grant select, insert, update, delete on invitations to assay_system;
grant select, update on invitations to assay_exchange;

create table api_keys (
  id uuid primary key default uuidv7(),
  workspace_id uuid not null references workspaces (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 100),
  prefix text not null,
  key_hash bytea not null unique,
  scopes text[] not null
    check (scopes <@ array['read', 'write', 'billing'] and cardinality(scopes) between 1 and 3),
  created_by uuid references auth."user" (id) on delete set null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index api_keys_workspace_id_idx on api_keys (workspace_id, id);
create index api_keys_created_by_idx on api_keys (created_by);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy tenant on api_keys to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy everything on api_keys to assay_system using (true) with check (true);
create policy definer on api_keys to assay_exchange using (true) with check (true);
grant select, insert, update (name, revoked_at) on api_keys to assay_app;
grant select, insert, update, delete on api_keys to assay_system;
grant select, update (last_used_at) on api_keys to assay_exchange;

-- The operator runs the platform: a fact about a person, never a workspace role.
create table operators (
  user_id uuid primary key references auth."user" (id) on delete cascade,
  created_at timestamptz not null default now()
);
-- At most one claim exists: the token a fresh install printed for its first operator.
create table operator_claims (
  only_one boolean primary key default true check (only_one),
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  claimed_at timestamptz,
  claimed_by uuid references auth."user" (id) on delete set null
);
create index operator_claims_claimed_by_idx on operator_claims (claimed_by);
grant select, insert, update, delete on operators, operator_claims to assay_system;
grant select, insert on operators to assay_exchange;
grant select, update on operator_claims to assay_exchange;

-- What a request may learn or do before its workspace is known: one narrow function each.

-- A session token to who it is and where they work. With a wanted workspace the person is no member of, the
-- workspace columns are null. Runs on every request, hence plpgsql: its plan is kept per connection. That plan
-- is made while the tables are small, when reading them whole looks cheap, and must hold when they are large.
create function resolve_session(wanted_token text, wanted_workspace_id uuid)
returns table (
  session_id uuid, user_id uuid, email text, name text, email_verified boolean, operator boolean,
  workspace_id uuid, workspace_name text, role text, renewal_due boolean
)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
set enable_seqscan = off set enable_hashjoin = off
as $$
begin
  return query
  select s.id, u.id, u.email, u.name, u.email_verified, o.user_id is not null, w.id, w.name, m.role,
    -- "Remember me" off gives a day and no more; every other session slides while it is used.
    s.expires_at < now() + interval '6 days' and s.expires_at - s.created_at > interval '2 days'
  from auth.session s
  join auth."user" u on u.id = s.user_id
  left join operators o on o.user_id = u.id
  left join lateral (
    select mine.workspace_id, mine.role from members mine
    where mine.user_id = u.id and (wanted_workspace_id is null or mine.workspace_id = wanted_workspace_id)
    order by mine.workspace_id = s.selected_workspace_id desc nulls last,
      mine.selected_at desc nulls last, mine.created_at, mine.workspace_id
    limit 1
  ) m on true
  left join workspaces w on w.id = m.workspace_id
  where s.token = wanted_token and s.expires_at > now();
end $$;
alter function resolve_session(text, uuid) owner to assay_exchange;
grant execute on function resolve_session(text, uuid) to assay_app;

create function renew_session(which_session uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  update auth.session set expires_at = now() + interval '7 days', updated_at = now()
  where id = which_session and expires_at > now()
$$;
alter function renew_session(uuid) owner to assay_exchange;
grant execute on function renew_session(uuid) to assay_app;

-- A key's hash to its workspace and scopes; nothing once it is revoked. Its last use is written at most once
-- a minute, and by one of many simultaneous callers.
create function resolve_api_key(wanted_hash bytea)
returns table (key_id uuid, workspace_id uuid, workspace_name text, scopes text[])
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare used_at timestamptz;
begin
  select k.id, k.workspace_id, w.name, k.scopes, k.last_used_at
  into key_id, workspace_id, workspace_name, scopes, used_at
  from api_keys k join workspaces w on w.id = k.workspace_id
  where k.key_hash = wanted_hash and k.revoked_at is null;
  if not found then return; end if;
  if used_at is null or used_at < now() - interval '1 minute' then
    perform from api_keys k where k.id = key_id and k.last_used_at is not distinct from used_at
      for no key update skip locked;
    if found then update api_keys k set last_used_at = now() where k.id = key_id; end if;
  end if;
  return next;
end $$;
alter function resolve_api_key(bytea) owner to assay_exchange;
grant execute on function resolve_api_key(bytea) to assay_app;

create function list_my_workspaces(person uuid) returns table (id uuid, name text, role text)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select w.id, w.name, m.role from members m join workspaces w on w.id = m.workspace_id
  where m.user_id = person order by lower(w.name), w.id
$$;
alter function list_my_workspaces(uuid) owner to assay_exchange;
grant execute on function list_my_workspaces(uuid) to assay_app;

create function create_workspace(person uuid, workspace_name text) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare created uuid;
begin
  if (select count(*) from members where user_id = person and role = 'owner') >= 50 then
    perform raise_problem(409, 'conflict', 'You own 50 workspaces, which is the most one person can own.');
  end if;
  insert into workspaces (name) values (workspace_name) returning id into created;
  insert into members (workspace_id, user_id, role) values (created, person, 'owner');
  return created;
end $$;
alter function create_workspace(uuid, text) owner to assay_exchange;
grant execute on function create_workspace(uuid, text) to assay_app, assay_system;

-- False when the person is no member: the caller answers 404, as for a workspace that does not exist.
create function select_workspace(which_session uuid, person uuid, wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update members set selected_at = now() where workspace_id = wanted and user_id = person;
  if not found then return false; end if;
  update auth.session set selected_workspace_id = wanted where id = which_session and user_id = person;
  return true;
end $$;
alter function select_workspace(uuid, uuid, uuid) owner to assay_exchange;
grant execute on function select_workspace(uuid, uuid, uuid) to assay_app;

-- The names and addresses of this workspace's people, and of nobody else.
create function list_members()
returns table (user_id uuid, email text, name text, role text, created_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select m.user_id, u.email, u.name, m.role, m.created_at
  from members m join auth."user" u on u.id = m.user_id
  where m.workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid
  order by m.created_at, m.user_id
$$;
alter function list_members() owner to assay_exchange;
grant execute on function list_members() to assay_app;

-- What the holder of an invitation link sees before accepting.
create function preview_invitation(wanted_hash bytea)
returns table (workspace_name text, email text, role text, expires_at timestamptz, invited_by text, has_account boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  select w.name, i.email, i.role, i.expires_at, inviter.name,
    exists (select from auth."user" u where u.email = i.email)
  from invitations i
  join workspaces w on w.id = i.workspace_id
  left join auth."user" inviter on inviter.id = i.invited_by
  where i.token_hash = wanted_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
$$;
alter function preview_invitation(bytea) owner to assay_exchange;
grant execute on function preview_invitation(bytea) to assay_app;

-- Makes the person a member and answers the workspace. The same person may ask again: nothing changes.
create function accept_invitation(wanted_hash bytea, person uuid) returns uuid
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  invitation invitations;
  address text;
begin
  select * into invitation from invitations where token_hash = wanted_hash for update;
  if found and invitation.accepted_by = person
    and exists (select from members where workspace_id = invitation.workspace_id and user_id = person) then
    return invitation.workspace_id;
  end if;
  if invitation.id is null or invitation.accepted_at is not null or invitation.revoked_at is not null
    or invitation.expires_at <= now() then
    perform raise_problem(404, 'not_found', 'This invitation is no longer valid. Ask for a new one.');
  end if;
  select u.email into address from auth."user" u where u.id = person;
  if address is distinct from invitation.email then
    perform raise_problem(403, 'forbidden',
      format('This invitation is for %s. Sign in with that address to accept it.', invitation.email));
  end if;
  insert into members (workspace_id, user_id, role)
  values (invitation.workspace_id, person, invitation.role)
  on conflict (workspace_id, user_id) do nothing;
  update invitations set accepted_at = now(), accepted_by = person where id = invitation.id;
  -- The link came by mail to this address, which is what a verification mail would prove.
  update auth."user" set email_verified = true, updated_at = now() where id = person and not email_verified;
  return invitation.workspace_id;
end $$;
alter function accept_invitation(bytea, uuid) owner to assay_exchange;
grant execute on function accept_invitation(bytea, uuid) to assay_app, assay_system;

-- Works once: the second of two simultaneous claims waits for the row and finds it claimed.
create function claim_operator(wanted_hash bytea, person uuid) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update operator_claims set claimed_at = now(), claimed_by = person
  where token_hash = wanted_hash and claimed_at is null and created_at > now() - interval '7 days'
    and not exists (select from operators);
  if not found then
    perform raise_problem(404, 'not_found', 'This token is wrong, was used already, or is too old.');
  end if;
  insert into operators (user_id) values (person);
end $$;
alter function claim_operator(bytea, uuid) owner to assay_exchange;
grant execute on function claim_operator(bytea, uuid) to assay_app;
