import { sql } from 'kysely'
import { z } from 'zod'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { ageEngagement } from './engage-leads.ts'
import { IDENTIFY, identifyVisitors } from './identify-visitors.ts'
import { forgetHashes } from './own-lead-hashes.ts'

const IDENTIFY_DUE = 'pixels.identify_due'
const AGE_ENGAGEMENT = 'pixels.age_engagement'
const FORGET_HASHES = 'pixels.forget_hashes'

const workspacePayload = z.object({ workspace_id: z.uuid() })

export const identityCron: CronLine[] = [
  { task: IDENTIFY_DUE, match: '* * * * *' },
  { task: AGE_ENGAGEMENT, match: '7 * * * *' },
  { task: FORGET_HASHES, match: '53 3 * * *' },
]

export function identityTasks({ db }: Platform): Record<string, Task> {
  return {
    [IDENTIFY]: (payload, { signal }) =>
      identifyVisitors(db, workspacePayload.parse(payload).workspace_id, signal),
    [IDENTIFY_DUE]: () => queueDue(db),
    [AGE_ENGAGEMENT]: (_payload, { signal }) => ageEngagement(db, signal),
    [FORGET_HASHES]: () => forgetHashes(db),
  }
}

/**
 * An identification is queued as it comes in; here also those whose visitors went on looking around: their pages count
 * for the score, and one of them may be the page that makes somebody a lead.
 */
async function queueDue(db: Databases): Promise<void> {
  await withSystem(db, (tx) =>
    sql`
      select enqueue_job(${IDENTIFY}, jsonb_build_object('workspace_id', w.id), ${IDENTIFY} || ':' || w.id)
      from (select distinct workspace_id as id from pixels where last_event_at > now() - interval '2 minutes') w
      where exists (select from visitor_links k where k.workspace_id = w.id)`.execute(tx),
  )
}
