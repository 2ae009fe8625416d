import { z } from 'zod'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import type { AudienceProvider } from '../audience/index.ts'
import { keepCounts, purgeMoves } from './moves/keep-counts.ts'
import { KEEP_COUNTS } from './moves/queue-counts.ts'
import { REFRESH } from './moves/queue-refresh.ts'
import { sweepMoves } from './moves/sweep-moves.ts'
import { sweepOrders } from './orders/sweep-orders.ts'

const SWEEP_MOVES = 'segments.sweep_moves'
const SWEEP_ORDERS = 'segments.sweep_orders'
const PURGE_MOVES = 'segments.purge_moves'

const refreshPayload = z.object({ workspace_id: z.uuid() })

/** Counts are due just after midnight; every hour again, so that a night when nothing ran is made up for. */
export const segmentCron: CronLine[] = [
  { task: SWEEP_MOVES, match: '* * * * *' },
  { task: SWEEP_ORDERS, match: '* * * * *' },
  { task: KEEP_COUNTS, match: '4 * * * *' },
  { task: PURGE_MOVES, match: '47 3 * * *' },
]

export function segmentTasks({ db, config }: Platform, provider: AudienceProvider): Record<string, Task> {
  return {
    [REFRESH]: async (payload, { signal, log }) => {
      const { workspace_id: workspaceId } = refreshPayload.parse(payload)
      await sweepMoves(db, { workspaceId, signal, log })
    },
    [SWEEP_MOVES]: (_payload, { signal, log }) => sweepMoves(db, { signal, log }),
    [SWEEP_ORDERS]: (_payload, { signal, log }) =>
      sweepOrders(db, provider, { appUrl: config.appUrl, signal, log }),
    [KEEP_COUNTS]: (_payload, { signal, log }) => keepCounts(db, provider, { signal, log }),
    [PURGE_MOVES]: () => purgeMoves(db),
  }
}
