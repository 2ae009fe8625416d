import type { StripeObject } from '../store/kinds.ts'
import { type List, listOf } from '../world.ts'
import type { Params } from './params.ts'
import { invalid, missing } from './stripe-error.ts'

/** One page of a list, newest first, as Stripe pages. `items` come oldest first. */
export function listPage(url: string, items: StripeObject[], params: Params): List {
  const limit = params.integer('limit') ?? 10
  if (limit < 1 || limit > 100) throw invalid('Invalid integer: limit must be 1 to 100', 'limit')
  const wanted = items.filter(inTime(params)).reverse()
  const before = params.text('ending_before')
  if (before) {
    const end = indexOf(wanted, before, 'ending_before')
    return listOf(url, wanted.slice(Math.max(0, end - limit), end), end > limit)
  }
  const after = params.text('starting_after')
  const start = after ? indexOf(wanted, after, 'starting_after') + 1 : 0
  return listOf(url, wanted.slice(start, start + limit), wanted.length > start + limit)
}

function indexOf(items: StripeObject[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id)
  if (index < 0) throw missing('object', id, param)
  return index
}

const BOUNDS = {
  gt: (value: number, bound: number) => value > bound,
  gte: (value: number, bound: number) => value >= bound,
  lt: (value: number, bound: number) => value < bound,
  lte: (value: number, bound: number) => value <= bound,
}

function inTime(params: Params): (item: StripeObject) => boolean {
  if (!params.has('created')) return () => true
  const exact = params.isText('created') ? params.integer('created') : null
  if (exact !== null) return (item) => item.created === exact
  const range = params.inner('created').only(Object.keys(BOUNDS))
  const tests = Object.entries(BOUNDS).flatMap(([name, test]) => {
    const bound = range.integer(name)
    return bound === null ? [] : [(item: StripeObject) => test(item.created, bound)]
  })
  return (item) => tests.every((test) => test(item))
}
