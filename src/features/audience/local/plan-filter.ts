import { Problem } from '../../../platform/errors/index.ts'
import type { AudienceFilter, FilterField, FlatFilter } from '../schema.ts'
import { FIELD_PLANS, type PlanContext } from './field-plans.ts'
import { EVERYBODY, type Plan, sharedBits, tableOf } from './scan/plan.ts'

/** A part of a filter that has to match with all others; `field` when it is one the filter names at its top. */
export interface TopPart {
  field: FilterField | null
  plan: Plan
}

/** A filter as plans of which all have to match. Throws a 422 problem for a field that people have not. */
export async function planFilter(filter: AudienceFilter, context: PlanContext): Promise<TopPart[]> {
  if ('all' in filter) {
    const parts = await Promise.all(filter.all.map((part) => planTop(part, context)))
    return parts.flat()
  }
  return planTop(filter, context)
}

export function together(plans: Plan[]): Plan {
  return { op: 'all', parts: joined(plans.filter((plan) => plan !== EVERYBODY)) }
}

async function planTop(filter: AudienceFilter, context: PlanContext): Promise<TopPart[]> {
  if (isFlat(filter)) return planFields(filter, context)
  return [{ field: null, plan: await planOf(filter, context) }]
}

async function planOf(filter: AudienceFilter, context: PlanContext): Promise<Plan> {
  if (isFlat(filter)) return together((await planFields(filter, context)).map(({ plan }) => plan))
  const plansOf = (parts: AudienceFilter[]) => Promise.all(parts.map((part) => planOf(part, context)))
  if ('all' in filter) return together(await plansOf(filter.all))
  if ('any' in filter) return { op: 'any', parts: await plansOf(filter.any) }
  return { op: 'not', part: { op: 'any', parts: await plansOf(filter.none) } }
}

function planFields(filter: FlatFilter, context: PlanContext): Promise<TopPart[]> {
  const fields = (Object.keys(filter) as FilterField[]).filter((field) => filter[field] !== undefined)
  return Promise.all(
    fields.map(async (field) => {
      const planner = FIELD_PLANS[field] as
        | ((value: unknown, context: PlanContext) => Plan | Promise<Plan>)
        | undefined
      if (!planner) throw new Problem('invalid_input', `People of the audience have no ${field}`)
      return { field, plan: await planner(filter[field], context) }
    }),
  )
}

function isFlat(filter: AudienceFilter): filter is FlatFilter {
  return !('all' in filter) && !('any' in filter) && !('none' in filter)
}

/** What has to match together over one column becomes one, so that its rows are read once. */
function joined(plans: Plan[]): Plan[] {
  const byColumn = new Map<string, Plan>()
  const rest: Plan[] = []
  for (const plan of plans) {
    if (plan.op === 'codes' || plan.op === 'far')
      byColumn.set(plan.column, both(byColumn.get(plan.column), plan))
    else rest.push(plan)
  }
  return [...byColumn.values(), ...rest]
}

function both(before: Plan | undefined, plan: Plan): Plan {
  if (before?.op === 'codes' && plan.op === 'codes') {
    const table = tableOf(plan.table.length, (code) => plan.table[code] === 1 && before.table[code] === 1)
    return { ...plan, table }
  }
  if (before?.op === 'far' && plan.op === 'far') {
    const set = sharedBits(plan.set.length * 32)
    for (let w = 0; w < set.length; w++) set[w] = (plan.set[w] as number) & (before.set[w] as number)
    return { ...plan, set }
  }
  return plan
}
