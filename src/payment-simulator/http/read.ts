import type { Kind, Kinds } from '../store/kinds.ts'
import type { World } from '../world.ts'
import { listPage } from './list-page.ts'
import { type Call, PAGING, type Route } from './route.ts'
import { missing } from './stripe-error.ts'

/** The one with this id, or Stripe's 404. */
export function need<K extends Kind>(world: World, kind: K, id: string, param?: string): Kinds[K] {
  const found = world.store.get(kind, id)
  if (!found) throw missing(kind, id, param)
  return found
}

/** `GET path/:id` */
export function retrieveRoute(kind: Kind, path: string): Route {
  return { method: 'get', path: `${path}/:id`, run: (world, call) => need(world, kind, call.id) }
}

/** `GET path`, filtered by fields that must be equal. */
export function listRoute<K extends Kind>(kind: K, path: string, filters: readonly string[] = []): Route {
  return {
    method: 'get',
    path,
    takes: [...PAGING, ...filters],
    run: (world, { params }) => listPage(path, filter(world.store.list(kind), filters, params), params),
  }
}

function filter<K extends Kind>(
  items: Kinds[K][],
  names: readonly string[],
  params: Call['params'],
): Kinds[K][] {
  const wanted = names.map((name) => [name, params.text(name)] as const).filter(([, value]) => value !== null)
  return items.filter((item) => wanted.every(([name, value]) => item[name] === value))
}
