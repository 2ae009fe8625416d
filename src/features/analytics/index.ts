export { analyticsCron, analyticsTasks } from './jobs.ts'
export { queueRecount, recountFigures } from './recount-figures.ts'
export { analyticsRoutes } from './routes.ts'
