export { verifyFigures } from './check-figures.ts'
export { analyticsCron, analyticsTasks } from './jobs.ts'
export { queueRecount, recountFigures } from './recount-figures.ts'
export { analyticsRoutes } from './routes.ts'
