import { z } from 'zod'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { checkFigures } from './check-figures.ts'
import { foldFigures } from './fold-figures.ts'
import { FOLD } from './hurry-fold.ts'
import { RECOUNT, recountFigures } from './recount-figures.ts'
import { CHECK } from './request-check.ts'

/** After folding so many there are new ones already. */
const BUSY = 1000

const workspacePayload = z.object({ workspace_id: z.uuid() })
const checkPayload = z.object({ workspace_id: z.uuid().optional(), repair: z.boolean().default(false) })

export function analyticsTasks({ db, log }: Platform): Record<string, Task> {
  return {
    [FOLD]: async (_payload, { signal }) => {
      while (!signal.aborted && (await foldFigures(db, signal)) > BUSY);
    },
    [RECOUNT]: (payload) => recountFigures(db, workspacePayload.parse(payload).workspace_id),
    [CHECK]: async (payload, { signal }) => {
      const { workspace_id, repair } = checkPayload.parse(payload ?? {})
      await checkFigures({ db, log }, { workspaceId: workspace_id, repair }, signal)
    },
  }
}

export const analyticsCron: CronLine[] = [
  { task: FOLD, match: '* * * * *' },
  { task: CHECK, match: '37 2 * * *' },
]
