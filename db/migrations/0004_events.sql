-- The event log: one append-only row for everything a page, a webhook or a trigger must know about.
-- Ids and what changed only, never a contact value.

create table events (
  workspace_id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  type text not null,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (workspace_id, xid, id)
);
-- The tail of a process reads every workspace in commit-safe order.
create index events_tail on events (xid, id);

alter table events enable row level security;
alter table events force row level security;
create policy tenant on events to assay_app
  using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
  with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
create policy everything on events to assay_system using (true) with check (true);
create policy definer on events to assay_exchange using (true) with check (true);

grant select, insert on events to assay_app, assay_system, assay_exchange;
grant delete on events to assay_system;
