export { operationCron, operationTasks } from './jobs.ts'
export { operationRoutes } from './routes.ts'
