import { withSystem } from '../../../platform/db/index.ts'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { mailReturns, mailReturnsSchema } from './mail-returns.ts'
import { measureReturnRates } from './measure-return-rates.ts'
import { sweepReturns } from './sweep-returns.ts'

/** Asked for by open_returns() and sweep_returns(). */
const MAIL = 'marketplace.mail_returns'
const SWEEP = 'marketplace.sweep_returns'
const MEASURE = 'marketplace.measure_return_rates'

export function returnTasks({ db, config }: Platform): Record<string, Task> {
  return {
    [MAIL]: (payload) => {
      const wish = mailReturnsSchema.parse(payload)
      return withSystem(db, (tx) => mailReturns(tx, config.appUrl, wish))
    },
    [SWEEP]: async (_payload, { signal }) => {
      while (!signal.aborted && (await withSystem(db, sweepReturns)) > 0);
    },
    [MEASURE]: () => withSystem(db, measureReturnRates),
  }
}

export const returnCron: CronLine[] = [
  { task: SWEEP, match: '* * * * *' },
  { task: MEASURE, match: '41 * * * *' },
]
