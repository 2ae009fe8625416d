import { sql } from 'kysely'
import { z } from 'zod'
import { type Databases, withSystem } from '../../platform/db/index.ts'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { CHANGE_MATCHING, goOnChangeMatching } from './changing/change-matching.ts'
import { leadFilterSchema } from './schema.ts'
import { ageLeads, RESCORE_WORKSPACE, rescoreWorkspace } from './scoring/rescore-leads.ts'

const AGE_LEADS = 'leads.rescore'
const PURGE_DELETED = 'leads.purge_deleted'

const workspacePayload = z.object({ workspace_id: z.uuid() })
const matchingPayload = z.object({
  workspaceId: z.uuid(),
  filter: leadFilterSchema,
  change: z.object({
    status: z.string().nullable(),
    addTags: z.array(z.string()),
    removeTags: z.array(z.string()),
    actorId: z.uuid().nullable(),
  }),
  after: z.uuid().nullable(),
})

/** Ageing is due just after midnight; every hour again, so that a night when nothing ran is made up for. */
export const leadCron: CronLine[] = [
  { task: AGE_LEADS, match: '1 * * * *' },
  { task: PURGE_DELETED, match: '41 3 * * *' },
]

export function leadTasks({ db }: Platform): Record<string, Task> {
  return {
    [AGE_LEADS]: async (_payload, { signal }) => {
      await ageLeads(db, signal)
    },
    [RESCORE_WORKSPACE]: async (payload, { signal }) => {
      await rescoreWorkspace(db, workspacePayload.parse(payload).workspace_id, signal)
    },
    [CHANGE_MATCHING]: (payload, { signal }) =>
      goOnChangeMatching(db, matchingPayload.parse(payload), signal),
    [PURGE_DELETED]: () => purgeDeletedLeads(db),
  }
}

/** Forgets what was deleted more than a day ago. */
export async function purgeDeletedLeads(db: Databases): Promise<void> {
  await withSystem(db, (tx) =>
    sql`delete from deleted_leads where deleted_at < now() - interval '1 day'`.execute(tx),
  )
}
