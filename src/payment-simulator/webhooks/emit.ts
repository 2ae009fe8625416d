import { settingsOf } from '../settings.ts'
import type { Event, StripeObject } from '../store/kinds.ts'
import { API_VERSION, newId, now, publicView, type World } from '../world.ts'

/** In what span events change places when they are sent out of order. */
const REORDER_WITHIN = 400

interface Extra {
  previous?: Record<string, unknown>
  /** The connected account it happened on. */
  account?: string
}

/** Writes down that something happened and that the app is to hear of it. */
export function emit(
  world: World,
  type: string,
  object: StripeObject,
  { previous, account }: Extra = {},
): Event {
  const { store } = world
  const event = store.put('event', {
    id: newId('evt'),
    object: 'event',
    ...(account ? { account } : {}),
    api_version: API_VERSION,
    created: now(),
    data: { object: publicView(object), ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 1,
    request: { ...world.request },
    type,
  })
  deliver(world, event.id)
  return event
}

/** Puts an event on its way, again if it was there. */
export function deliver(world: World, event: string) {
  const settings = settingsOf(world.store)
  world.store.put(settings.drop ? 'delivery' : 'outbox', {
    id: newId('dlv'),
    object: 'delivery',
    created: now(),
    event,
    state: settings.drop ? 'dropped' : 'pending',
    attempts: 0,
    copies_left: settings.copies,
    next_at: Date.now() + settings.delay_ms + (settings.reorder ? REORDER_WITHIN : 0),
    last_status: null,
    last_error: null,
  })
}
