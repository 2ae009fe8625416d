import { formatEvent } from '../../platform/http/index.ts'
import { type EventRow, eventId } from '../../platform/live/index.ts'

const encoded = new WeakMap<readonly EventRow[], Buffer>()

/** Events as the stream carries them, made once for each array however many readers it goes to. */
export function encodeEvents(events: readonly EventRow[]): Buffer {
  const known = encoded.get(events)
  if (known !== undefined) return known
  const bytes = Buffer.from(events.map(eventText).join(''))
  encoded.set(events, bytes)
  return bytes
}

function eventText(event: EventRow): string {
  const data = { type: event.type, at: event.created_at.toISOString(), ...event.payload }
  return formatEvent({ id: eventId(event), event: event.type, data })
}
