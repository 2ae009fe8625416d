export { type EventRow, eventId, isAfter, type Position, parseEventId } from './event-row.ts'
export type { Listener } from './hub.ts'
export { type Live, startLive } from './start-live.ts'
