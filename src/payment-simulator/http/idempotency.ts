import { createHash } from 'node:crypto'
import { newId, now, type World } from '../world.ts'
import { StripeError } from './stripe-error.ts'

const DAY = 86_400

interface Request {
  key: string | null
  account: string | null
  /** All that must be the same for the same key. */
  request: string
}

interface Done {
  status: number
  body: string
  isReplay: boolean
}

/** Does the work, or repeats the answer that the key has already. Work and answer are kept together. */
export function answerOnce(world: World, { key, account, request }: Request, work: () => string): Done {
  const id = hash(`${account ?? ''} ${key}`)
  const known = key ? world.store.get('answer', id) : undefined
  if (key && key.length > 255) throw problem('Idempotency keys have at most 255 characters.')
  if (known && known.request !== hash(request)) {
    throw problem(
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    )
  }
  if (known) return { status: known.status, body: known.body, isReplay: true }
  world.request = { id: newId('req', 14), idempotency_key: key }
  try {
    return world.store.transaction(() => {
      const done = attempt(work)
      const answer = { id, object: 'answer', created: now(), request: hash(request), ...done }
      if (key) world.store.put('answer', answer)
      return { ...done, isReplay: false }
    })
  } finally {
    world.request = { id: null, idempotency_key: null }
  }
}

/** A key is good for a day, as with Stripe. */
export function forgetOldAnswers({ store }: World) {
  store.transaction(() => {
    for (const { id, created } of store.list('answer')) if (created < now() - DAY) store.remove('answer', id)
  })
}

/**
 * A refusal after the work began is an answer like any other and what it wrote stays (a declined payment is a
 * payment); one before leaves no trace and the key unused.
 */
function attempt(work: () => string): { status: number; body: string } {
  try {
    return { status: 200, body: work() }
  } catch (error) {
    if (!(error instanceof StripeError) || !error.isFinal) throw error
    return { status: error.status, body: JSON.stringify({ error: error.fields }) }
  }
}

function problem(message: string): StripeError {
  return new StripeError(400, { type: 'idempotency_error', message })
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
