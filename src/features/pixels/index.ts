export { pixelCron, pixelTasks } from './jobs.ts'
export { pixelIngestRoutes, pixelRoutes } from './routes.ts'
