import { z } from 'zod'
import { withSystem } from '../../platform/db/index.ts'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { sumUpDays } from './money/sum-up-days.ts'
import { listDueDays } from './reconciliation/list-due-days.ts'
import { reconcileDay } from './reconciliation/reconcile-day.ts'
import { RECONCILE_DAY } from './reconciliation/request-run.ts'

const RECONCILE = 'operations.reconcile'
const SUM_UP = 'operations.sum_up_days'

const dayPayload = z.object({ day: z.iso.date() })

export function operationTasks(platform: Platform): Record<string, Task> {
  const { db, log } = platform
  return {
    [SUM_UP]: () => withSystem(db, sumUpDays),
    // platform.stripe is read when it runs: a demo's payments are connected after the tasks are made
    [RECONCILE]: async (_payload, { signal }) => {
      const { stripe } = platform
      if (!stripe) return
      for (const day of await withSystem(db, listDueDays)) {
        if (signal.aborted) return
        // the next hour tries again; the other days would fail as well
        if (!(await reconcileDay({ db, stripe }, day)))
          return log.warn({ day }, 'Stripe could not be compared with')
      }
    },
    [RECONCILE_DAY]: async (payload) => {
      const { day } = dayPayload.parse(payload)
      const { stripe } = platform
      if (stripe) await reconcileDay({ db, stripe }, day)
    },
  }
}

/** Hourly, so that a day is compared soon after its end and again when Stripe could not be asked. */
export const operationCron: CronLine[] = [
  { task: SUM_UP, match: '12 * * * *' },
  { task: RECONCILE, match: '27 * * * *' },
]
