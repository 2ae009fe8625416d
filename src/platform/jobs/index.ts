export { type EnqueueOptions, enqueue } from './enqueue.ts'
export { releaseJobs } from './release-jobs.ts'
export { startWorker, type Worker } from './start-worker.ts'
export type { CronLine, Task, TaskHelpers } from './task.ts'
