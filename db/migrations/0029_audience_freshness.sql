-- The local audience keeps in memory whom a workspace may not pull, and the snapshot it read that at. What was written
-- since is found by the transaction that wrote it, as in the event log.
alter table suppressions add column xid xid8 not null default pg_current_xact_id();
create index suppressions_since on suppressions (xid);
alter table audience_removals add column xid xid8 not null default pg_current_xact_id();
create index audience_removals_since on audience_removals (xid);
