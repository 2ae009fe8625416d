import { Problem } from '../../../platform/errors/index.ts'
import type { AudienceFilter, FilterField, FlatFilter } from '../schema.ts'
import { FIELD_PLANS, type PlanContext } from './field-plans.ts'
import { EVERYBODY, type Plan, tableOf } from './scan/plan.ts'

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

/** Tables over one column that have to match together become one, so that its rows are read once. */
function joined(plans: Plan[]): Plan[] {
  const byColumn = new Map<string, Plan & { op: 'codes' }>()
  const rest: Plan[] = []
  for (const plan of plans) {
    if (plan.op !== 'codes') {
      rest.push(plan)
      continue
    }
    const { column, table } = plan
    const before = byColumn.get(column)?.table
    const both = before && tableOf(table.length, (code) => table[code] === 1 && before[code] === 1)
    byColumn.set(column, { op: 'codes', column, table: both ?? table })
  }
  return [...byColumn.values(), ...rest]
}
