import type { Logger } from '../log.ts'

export interface TaskHelpers {
  /** Aborts when the process stops and the job has had its time. */
  signal: AbortSignal
  log: Logger
  jobId: string
  /** 1 on the first try. */
  attempt: number
}

/** A job: restores its workspace from the payload and calls one verb. It may run more than once. */
export type Task = (payload: unknown, helpers: TaskHelpers) => Promise<void>

/** A task that runs by the clock (UTC): `match` is a cron pattern such as `0 3 * * *`. */
export interface CronLine {
  task: string
  match: string
}
