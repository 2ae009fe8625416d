import { withSystem } from '../../platform/db/index.ts'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { expireListings } from './expire-listings.ts'

const EXPIRE = 'marketplace.expire_listings'

export function marketplaceTasks({ db }: Platform): Record<string, Task> {
  return {
    [EXPIRE]: async (_payload, { signal }) => {
      while (!signal.aborted && (await withSystem(db, expireListings)) > 0);
    },
  }
}

export const marketplaceCron: CronLine[] = [{ task: EXPIRE, match: '* * * * *' }]
