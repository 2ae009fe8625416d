import { listPage } from '../http/list-page.ts'
import { need } from '../http/read.ts'
import { PAGING, type Route } from '../http/route.ts'
import { missing } from '../http/stripe-error.ts'

const PATH = '/v1/events'

/** The platform sees its own events; those of a connected account when it asks in its name. */
export const events: Route[] = [
  {
    method: 'get',
    path: `${PATH}/:id`,
    run(world, { id, account }) {
      const event = need(world, 'event', id)
      if ((event.account ?? null) !== account) throw missing('event', id)
      return event
    },
  },
  {
    method: 'get',
    path: PATH,
    takes: [...PAGING, 'type', 'types', 'delivery_success'],
    run(world, { params, account }) {
      const type = params.text('type')
      const types = params.texts('types')
      const delivered = params.has('delivery_success') ? params.flag('delivery_success') : null
      const wanted = world.store
        .list('event')
        .filter((event) => (event.account ?? null) === account)
        .filter((event) => !type || matches(type, event.type))
        .filter((event) => types.length === 0 || types.includes(event.type))
        .filter((event) => delivered === null || delivered === (event.pending_webhooks === 0))
      return listPage(PATH, wanted, params)
    },
  },
]

/** `charge.*` is every event of charges. */
function matches(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type
}
