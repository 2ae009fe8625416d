import { setTimeout as sleep } from 'node:timers/promises'
import { type LogFunctionFactory, parseCronItems, run, Logger as WorkerLogger } from 'graphile-worker'
import type pg from 'pg'
import { createPool } from '../db/pool.ts'
import type { Logger } from '../log.ts'
import type { CronLine, Task } from './task.ts'

const CONCURRENCY = 8
const LOCAL_QUEUE_SIZE = 50
/** Connections: one per running job, the listener, the local queue, cron. */
const POOL_SIZE = CONCURRENCY + 4
/** How long running jobs may take to finish after `stop`; then they are aborted and run again elsewhere. */
const SHUTDOWN_LIMIT_MS = 20_000
const SETTLE_LIMIT_MS = 5_000

export interface WorkerOptions {
  ownerUrl: string
  tasks: Record<string, Task>
  cron: CronLine[]
  log: Logger
}

export interface Worker {
  isRunning(): boolean
  stop(): Promise<void>
}

/** Runs jobs until `stop`, which lets the running ones finish. */
export async function startWorker({ ownerUrl, tasks, cron, log }: WorkerOptions): Promise<Worker> {
  const pool = createPool({ url: ownerUrl, name: 'assay worker', max: POOL_SIZE, log, statementTimeoutMs: 0 })
  pool.on('connect', (client) => {
    client.on('error', (error) => log.warn({ err: error }, 'worker connection lost'))
  })
  const runner = await run({
    pgPool: pool,
    noHandleSignals: true,
    logger: new WorkerLogger(forward(log)),
    taskList: Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, wrap(name, task, log)])),
    parsedCronItems: parseCronItems(
      cron.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0 } })),
    ),
    preset: {
      worker: {
        concurrentJobs: CONCURRENCY,
        gracefulShutdownAbortTimeout: SHUTDOWN_LIMIT_MS,
        localQueue: { size: LOCAL_QUEUE_SIZE, ttl: 5_000 },
      },
    },
  })
  let running = true
  runner.promise
    .catch((error) => log.error({ err: error }, 'worker ended'))
    .finally(() => {
      running = false
    })
  return {
    isRunning: () => running,
    stop: async () => {
      if (running) await runner.stop()
      await runner.promise.catch(() => {})
      await settled(pool)
      await pool.end()
    },
  }
}

/**
 * What waits for a connection of a pool that ends never gets one: a job that finished last would not be noted as done
 * and would run again.
 */
async function settled(pool: pg.Pool): Promise<void> {
  const until = Date.now() + SETTLE_LIMIT_MS
  while ((pool.waitingCount > 0 || pool.idleCount < pool.totalCount) && Date.now() < until) await sleep(10)
}

function wrap(name: string, task: Task, log: Logger) {
  return async (payload: unknown, { job, abortSignal }: JobContext) => {
    const jobLog = log.child({ task: name, job_id: job.id })
    try {
      await task(payload, { signal: abortSignal, log: jobLog, jobId: job.id, attempt: job.attempts })
    } catch (error) {
      jobLog.error({ err: error, attempt: job.attempts }, 'job failed')
      throw error
    }
  }
}

interface JobContext {
  job: { id: string; attempts: number }
  abortSignal: AbortSignal
}

/** graphile-worker's own lines: only what a person needs to act on. Failed jobs are logged above, with their cause. */
function forward(log: Logger): LogFunctionFactory {
  return () => (level, message) => {
    if (level === 'warning') log.warn({ from: 'graphile-worker' }, message)
    else log.debug({ from: 'graphile-worker' }, message)
  }
}
