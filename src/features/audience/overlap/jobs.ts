import { sql } from 'kysely'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'

const EXPIRE_TESTS = 'audience.expire_overlap_tests'

export const overlapCron: CronLine[] = [{ task: EXPIRE_TESTS, match: '*/5 * * * *' }]

export function overlapTasks({ db }: Platform): Record<string, Task> {
  return { [EXPIRE_TESTS]: () => expireTests(db) }
}

/** Forgets keys whose time is over, and tests whose process died. */
export async function expireTests(db: Databases): Promise<void> {
  await withSystem(db, (tx) =>
    sql`
      update overlap_tests set status = 'failed', key = null
      where (key is not null and expires_at < now())
        or (status = 'running' and expires_at < now() - interval '1 hour' and created_at > now() - interval '1 day')`.execute(
      tx,
    ),
  )
}
