import pg from 'pg'

/**
 * Gives back the jobs that a killed worker had taken; the queue itself waits four hours for that. Only for a
 * database that no other process can be working on: an embedded one that has just been started.
 */
export async function releaseJobs(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`
      select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
      from graphile_worker.jobs where locked_by is not null having count(*) > 0`)
  } finally {
    await client.end()
  }
}
