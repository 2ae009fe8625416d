export { segmentCron, segmentTasks } from './jobs.ts'
export { segmentRoutes } from './routes.ts'
