import { formatEvent } from '../../platform/http/index.ts'
import { type EventRow, eventId } from '../../platform/live/index.ts'

const texts = new WeakMap<EventRow, string>()

/** An event as the stream carries it, made once however many listen. */
export function eventText(event: EventRow): string {
  const known = texts.get(event)
  if (known !== undefined) return known
  const data = { type: event.type, at: event.created_at.toISOString(), ...event.payload }
  const text = formatEvent({ id: eventId(event), event: event.type, data })
  texts.set(event, text)
  return text
}
