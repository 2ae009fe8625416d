-- Jobs enter graphile-worker's queue (installed before the first migration, see install-jobs.ts) only
-- through this function, so that neither role holds rights on its tables and a job becomes visible exactly
-- when the transaction that asked for it commits. Note that add_job wakes the worker by NOTIFY, which
-- serialises commits: enqueue for work that is worth a job, not for every purchase or event.
--
-- A job with a key replaces a waiting one of the same key.
create function enqueue_job(
  task text,
  payload jsonb,
  job_key text default null,
  run_at timestamptz default null,
  max_attempts int default null
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if octet_length(payload::text) > 1000000 then
    raise exception 'The payload of job % is larger than 1 MB', task;
  end if;
  perform graphile_worker.add_job(
    identifier => task,
    payload => payload::json,
    job_key => job_key,
    run_at => run_at,
    max_attempts => max_attempts
  );
end $$;
grant execute on function enqueue_job(text, jsonb, text, timestamptz, int)
  to assay_app, assay_system, assay_exchange;

-- /readyz compares the newest migration with the one this version needs.
grant select on schema_migrations to assay_app, assay_system;
