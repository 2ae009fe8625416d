import type { Logger } from '../../platform/log.ts'
import { settingsOf } from '../settings.ts'
import type { Delivery } from '../store/kinds.ts'
import { now, type World } from '../world.ts'
import { sign } from './sign.ts'

const AT_ONCE = 4
const TIMEOUT = 20_000
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 60_000

/** Sends what is due to the app until it says 2xx. */
export class Deliverer {
  readonly #world: World
  readonly #url: string
  readonly #log: Logger
  readonly #stopping = new AbortController()
  readonly #sending = new Map<string, Promise<void>>()
  #timer: NodeJS.Timeout | undefined

  constructor(world: World, url: string, log: Logger) {
    this.#world = world
    this.#url = url
    this.#log = log
    // Nobody waits out a pause that began before the restart.
    world.store.transaction(() => {
      for (const { id } of world.store.list('outbox'))
        world.store.patch('outbox', id, { next_at: Date.now() })
    })
    world.store.onCommit(() => this.#wake(0))
    this.#wake(0)
  }

  /** What was being sent stays pending and is sent again at the next start. */
  async stop() {
    this.#stopping.abort()
    clearTimeout(this.#timer)
    await Promise.all(this.#sending.values())
  }

  #wake(pause: number) {
    if (this.#stopping.signal.aborted) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#sendDue(), pause)
  }

  #sendDue() {
    const { hold, reorder } = settingsOf(this.#world.store)
    if (hold) return
    const waiting = this.#world.store.list('outbox').filter(({ id }) => !this.#sending.has(id))
    const due = waiting.filter(({ next_at }) => next_at <= Date.now())
    const later = waiting.filter(({ next_at }) => next_at > Date.now())
    // Out of order: once all that happened together is there, the newest first, each when the one before arrived.
    const isGathering = reorder && later.some(({ attempts }) => attempts === 0)
    const places = (reorder ? 1 : AT_ONCE) - this.#sending.size
    const next = (reorder ? due.reverse() : due).slice(0, isGathering ? 0 : Math.max(0, places))
    for (const delivery of next) this.#start(delivery)
    const soonest = Math.min(...later.map(({ next_at }) => next_at))
    if (Number.isFinite(soonest)) this.#wake(Math.max(1, soonest - Date.now()))
  }

  #start(delivery: Delivery) {
    const sending = this.#send(delivery)
      .catch((error) => this.#log.error({ err: error }, 'a simulated webhook could not be sent'))
      .finally(() => {
        this.#sending.delete(delivery.id)
        this.#wake(0)
      })
    this.#sending.set(delivery.id, sending)
  }

  async #send(delivery: Delivery) {
    const { store } = this.#world
    const event = store.get('event', delivery.event)
    const body = JSON.stringify(event, null, 2)
    const result = await this.#post(body, settingsOf(store).webhook_secret)
    if (this.#stopping.signal.aborted) return
    const attempts = delivery.attempts + 1
    const isTaken = result.status !== null && result.status >= 200 && result.status < 300
    const copiesLeft = delivery.copies_left - (isTaken ? 1 : 0)
    const next: Delivery = {
      ...delivery,
      state: copiesLeft > 0 ? 'pending' : 'delivered',
      attempts,
      copies_left: copiesLeft,
      next_at: Date.now() + (isTaken ? 0 : Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1))),
      last_status: result.status,
      last_error: result.error,
    }
    store.transaction(() => {
      if (copiesLeft > 0) return store.put('outbox', next)
      store.remove('outbox', delivery.id)
      if (event) store.put('event', { ...event, pending_webhooks: 0 })
      return store.put('delivery', next)
    })
  }

  async #post(body: string, secret: string): Promise<{ status: number | null; error: string | null }> {
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': sign(body, secret, now()),
          'user-agent': 'Stripe/1.0 (payment simulator)',
        },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(TIMEOUT)]),
      })
      await response.body?.cancel()
      return { status: response.status, error: null }
    } catch (error) {
      return { status: null, error: reasonOf(error) }
    }
  }
}

/** `fetch` says why only in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (cause instanceof Error) return cause.message || ('code' in cause ? String(cause.code) : cause.name)
  return String(cause)
}
