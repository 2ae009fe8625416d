import { invalid, missing } from '../http/stripe-error.ts'
import type { Session } from '../store/kinds.ts'
import { emit } from '../webhooks/emit.ts'
import type { World } from '../world.ts'

export function expireSession(world: World, id: string): Session {
  return world.store.transaction(() => {
    const session = world.store.get('checkout.session', id)
    if (!session) throw missing('checkout.session', id)
    if (session.status !== 'open')
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of "${session.status}".`,
      )
    const expired = world.store.patch('checkout.session', id, { status: 'expired', url: null })
    emit(world, 'checkout.session.expired', expired)
    return expired
  })
}
