import { type Tx, withSystem } from '../../platform/db/index.ts'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { expireListings } from './listings/expire-listings.ts'
import { purgeQuotes } from './quotes/purge-quotes.ts'
import { releaseQuotes } from './quotes/release-quotes.ts'
import { returnCron, returnTasks } from './returns/jobs.ts'

const EXPIRE = 'marketplace.expire_listings'
/** Also what quote_listings() puts on the clock for the moment a quote expires. */
const RELEASE_QUOTES = 'marketplace.release_quotes'
const PURGE_QUOTES = 'marketplace.purge_quotes'

export function marketplaceTasks(platform: Platform): Record<string, Task> {
  const untilDone =
    (batch: (tx: Tx) => Promise<number | boolean>): Task =>
    async (_payload, { signal }) => {
      while (!signal.aborted && (await withSystem(platform.db, batch)));
    }
  return {
    ...returnTasks(platform),
    [EXPIRE]: untilDone(expireListings),
    [RELEASE_QUOTES]: untilDone(releaseQuotes),
    [PURGE_QUOTES]: untilDone(purgeQuotes),
  }
}

export const marketplaceCron: CronLine[] = [
  { task: EXPIRE, match: '* * * * *' },
  { task: RELEASE_QUOTES, match: '* * * * *' },
  { task: PURGE_QUOTES, match: '52 3 * * *' },
  ...returnCron,
]
