import { withSystem } from '../../../platform/db/index.ts'
import type { CronLine, Task } from '../../../platform/jobs/index.ts'
import type { Platform } from '../../../platform/platform.ts'
import { refreshStandings } from './refresh-standings.ts'

export const REFRESH_STANDINGS = 'partners.refresh_standings'

export function dashboardTasks({ db }: Platform): Record<string, Task> {
  return { [REFRESH_STANDINGS]: () => withSystem(db, refreshStandings) }
}

export const dashboardCron: CronLine[] = [{ task: REFRESH_STANDINGS, match: '7 * * * *' }]
