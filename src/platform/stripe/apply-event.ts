import { sql } from 'kysely'
import type Stripe from 'stripe'
import { type Databases, type Tx, withSystem } from '../db/index.ts'
import type { StripeHandlers } from './handler.ts'

/** Tries before the operator is told; the event goes on being tried. */
const PATIENCE = 5
const RETRY_LIMIT_SECONDS = 3_600

interface StoredEvent {
  id: string
  payload: Stripe.Event
}

class Failed extends Error {
  readonly eventId: string

  constructor(eventId: string, cause: unknown) {
    super(`Stripe event ${eventId} could not be applied`, { cause })
    this.eventId = eventId
  }
}

/**
 * Applies the event that is due first, in one transaction with what came of it; false when none is due. Events that
 * another process is at are passed over. One that fails stays, is tried again later, and in the end shows in the
 * operator's list.
 */
export async function applyEvent(db: Databases, handlers: StripeHandlers): Promise<boolean> {
  try {
    return await withSystem(db, (tx) => applyNext(tx, handlers))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    await withSystem(db, (tx) => postpone(tx, error.eventId, messageOf(error.cause)))
    return true
  }
}

async function applyNext(tx: Tx, handlers: StripeHandlers): Promise<boolean> {
  const { rows } = await sql<StoredEvent>`
    select id, payload from stripe_events where applied_at is null and next_attempt_at <= now()
    order by next_attempt_at limit 1 for update skip locked`.execute(tx)
  const stored = rows[0]
  if (!stored) return false
  const outcome = await handle(tx, stored, handlers)
  await sql`update stripe_events set applied_at = now(), outcome = ${outcome}, error = null where id = ${stored.id}`.execute(
    tx,
  )
  return true
}

async function handle(tx: Tx, { id, payload }: StoredEvent, handlers: StripeHandlers): Promise<string> {
  try {
    return (await handlers[payload.type]?.(tx, payload)) ?? 'nobody takes it in'
  } catch (error) {
    throw new Failed(id, error)
  }
}

async function postpone(tx: Tx, eventId: string, message: string): Promise<void> {
  const { rows } = await sql<{ type: string; attempts: number }>`
    update stripe_events set attempts = attempts + 1, error = ${message},
      next_attempt_at = now() + make_interval(secs => least(${RETRY_LIMIT_SECONDS}, 2 ^ least(attempts, 20)))
    where id = ${eventId} and applied_at is null returning type, attempts`.execute(tx)
  const failed = rows[0]
  if (!failed || failed.attempts < PATIENCE) return
  const detail = JSON.stringify({ type: failed.type, error: message })
  await sql`select report_exception('event_failed', ${eventId}, null, ${detail}::jsonb)`.execute(tx)
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500)
}
