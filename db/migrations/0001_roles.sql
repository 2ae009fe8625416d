-- Roles, secrets and the few helpers every later migration leans on.
--
-- assay_app       what a request or a job may do for one workspace; row-level security always applies
-- assay_system    operator verbs, sweeps and the event tail; sees every workspace by explicit policies
-- assay_exchange  owns the SECURITY DEFINER functions; nobody logs in as it
-- Login roles that inherit the first two are made at start, see src/platform/db/roles.ts.

do $$
declare role_name text;
begin
  foreach role_name in array array['assay_app', 'assay_system', 'assay_exchange'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      begin
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', role_name);
      exception when duplicate_object or unique_violation then
        null; -- another database of this cluster made it a moment ago
      end;
    end if;
  end loop;
  -- Handing a function to assay_exchange takes membership in it, which a managed server's owner lacks.
  -- From Postgres 16 on, whoever creates a role is its member but may not set it without a grant.
  if not pg_has_role(current_user, 'assay_exchange',
    case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
    execute format('grant assay_exchange to %I', current_user);
  end if;
end $$;

grant usage on schema public to assay_app, assay_system;
grant usage, create on schema public to assay_exchange;
revoke create on schema public from public;

create extension if not exists btree_gin;

-- From here on a function is callable by those it is granted to, and by nobody else.
alter default privileges revoke execute on functions from public;

-- Random keys of this installation. Only the owner and the definer role read them.
create table platform_secrets (
  name text primary key,
  value bytea not null
);
grant select on platform_secrets to assay_exchange;

-- What this installation is and how far it has come; written by the system, never by a request.
create table platform_state (
  name text primary key,
  value jsonb not null
);
grant select, insert, update on platform_state to assay_system;

-- gen_random_uuid() is the strong random source that every supported Postgres has built in.
create function random_secret() returns bytea
language sql volatile
as $$ select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) $$;

insert into platform_secrets (name, value) values
  ('login', random_secret()),
  ('auth', random_secret()),
  ('identity', random_secret());

-- Postgres 18 has uuidv7() built in; older ones get the same function here.
do $$
begin
  if not exists (select from pg_proc where proname = 'uuidv7' and pronamespace = 'pg_catalog'::regnamespace) then
    execute $create$
      create function public.uuidv7() returns uuid
      language sql volatile parallel safe
      as $body$
        select encode(
          set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
              placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
              from 1 for 6),
            52, 1), 53, 1), 'hex')::uuid
      $body$
    $create$;
    execute 'grant execute on function public.uuidv7() to public';
  end if;
end $$;

-- The lowest UUIDv7 of an instant: ids sort by creation, so a date range is a range of ids.
create function uuidv7_floor(at timestamptz) returns uuid
language sql immutable strict parallel safe
as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid
$$;
grant execute on function uuidv7_floor(timestamptz) to assay_app, assay_system, assay_exchange;

-- The one way SQL refuses a request: SQLSTATE 'AS' + HTTP status, a sentence for people, and the members
-- of the problem document as JSON in DETAIL.
create function raise_problem(status int, code text, message text, extra jsonb default '{}') returns void
language plpgsql
as $$
begin
  raise exception using
    errcode = 'AS' || status,
    message = message,
    detail = (jsonb_build_object('code', code) || extra)::text;
end $$;
grant execute on function raise_problem(int, text, text, jsonb) to assay_app, assay_system, assay_exchange;
