export { appendEvent, type NewEvent } from './append-event.ts'
export { eventCron, eventTasks } from './jobs.ts'
export { eventRoutes } from './routes.ts'
