export { ingestBodyLimits as pixelBodyLimits } from './ingest/routes.ts'
export { pixelCron, pixelTasks } from './jobs.ts'
export { makePixelPartitions } from './keep/make-partitions.ts'
export { pixelIngestRoutes, pixelRoutes } from './routes.ts'
