export { type EventRow, eventId, isAfter, type Position, parseEventId } from './event-row.ts'
export type { Listener } from './hub.ts'
export { readEnd } from './read-tail.ts'
export { type Live, startLive } from './start-live.ts'
