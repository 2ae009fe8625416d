import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AudienceFilter, audienceFilterSchema, type FlatFilter } from '../../../audience/schema.ts'
import { dissolve, insert, moveTo, remove, setFilter, setJoin, step, wrap } from './change.ts'
import { filterOf, type Group, isGroup, type Node, newRule, sizeOf, treeOf } from './tree.ts'

const flat: fc.Arbitrary<FlatFilter> = fc
  .record(
    {
      industries: fc.constant<string[]>(['Software Development']),
      seniorities: fc.constant<'vp'[]>(['vp']),
      countries: fc.constant<string[]>(['US']),
      revenue_min: fc.constant(1000),
      revenue_max: fc.constant(5000),
      verified: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .filter((one) => Object.keys(one).length > 0)
const nested = (depth: number): fc.Arbitrary<AudienceFilter> =>
  depth < 2
    ? flat
    : fc.oneof(
        flat,
        ...(['all', 'any', 'none'] as const).map((join) =>
          fc
            .array(nested(depth - 1), { minLength: 1, maxLength: 3 })
            .map((parts) => ({ [join]: parts }) as AudienceFilter),
        ),
      )

/** Whether somebody with these answers matches; a plain reading of what a filter means. */
function matches(filter: AudienceFilter, yes: ReadonlySet<string>): boolean {
  if ('all' in filter) return filter.all.every((part) => matches(part, yes))
  if ('any' in filter) return filter.any.some((part) => matches(part, yes))
  if ('none' in filter) return !filter.none.some((part) => matches(part, yes))
  return Object.entries(filter).every(([key, value]) => yes.has(`${key} ${JSON.stringify(value)}`))
}
const answers = fc
  .subarray([
    ...['industries ["Software Development"]', 'seniorities ["vp"]', 'countries ["US"]'],
    ...['revenue_min 1000', 'revenue_max 5000', 'verified true', 'verified false'],
  ])
  .map((list) => new Set(list))

const us = newRule('countries', { countries: ['US'] })
const vp = newRule('seniorities', { seniorities: ['vp'] })
const hr = newRule('departments', { departments: ['hr'] })
const tree = (join: Group['join'], ...children: Node[]): Group => ({
  id: `${join} of ${children.length}`,
  join,
  children,
})
const shape = (node: Node): unknown =>
  isGroup(node) ? { [node.join]: node.children.map(shape) } : Object.keys(node.filter).join()

describe('a filter as a tree', () => {
  it('comes back meaning the same, and valid', () => {
    fc.assert(
      fc.property(nested(4), answers, (filter, yes) => {
        const back = filterOf(treeOf(filter))
        expect(audienceFilterSchema.safeParse(back).error).toBeUndefined()
        expect(matches(back, yes)).toBe(matches(filter, yes))
        // and saving it again changes nothing
        expect(filterOf(treeOf(back))).toEqual(back)
      }),
    )
  })

  it('says simple things simply', () => {
    expect(filterOf(tree('all', us, vp))).toEqual({ countries: ['US'], seniorities: ['vp'] })
    expect(filterOf(tree('all', us, newRule('countries', { countries: ['CA'] })))).toEqual({
      all: [{ countries: ['US'] }, { countries: ['CA'] }],
    })
    expect(filterOf(tree('all'))).toEqual({})
    expect(treeOf({}).children).toEqual([])
  })

  it('leaves out what is not chosen yet', () => {
    expect(filterOf(tree('all', us, newRule('cities'), tree('none')))).toEqual({ countries: ['US'] })
  })

  it('keeps two ends of a range in one rule', () => {
    const [rule] = treeOf({ revenue_min: 1, revenue_max: 2 }).children
    expect(rule).toMatchObject({ field: 'revenue', filter: { revenue_min: 1, revenue_max: 2 } })
  })
})

describe('changing the tree', () => {
  const inner = tree('any', vp, hr)
  const root = tree('all', us, inner)

  it('adds, sets, joins, takes apart and leaves the old tree alone', () => {
    const before = JSON.stringify(root)
    expect(shape(insert(root, inner.id, newRule('has', { has: ['email'] }), 1))).toEqual({
      all: ['countries', { any: ['seniorities', 'has', 'departments'] }],
    })
    expect(shape(setJoin(root, inner.id, 'none'))).toEqual({
      all: ['countries', { none: ['seniorities', 'departments'] }],
    })
    expect(filterOf(setFilter(root, us.id, { countries: ['FR'] }))).toMatchObject({
      all: [{ countries: ['FR'] }, {}],
    })
    expect(shape(dissolve(root, inner.id))).toEqual({ all: ['countries', 'seniorities', 'departments'] })
    expect(shape(wrap(root, us.id, 'none'))).toMatchObject({ all: [{ none: ['countries'] }, {}] })
    expect(JSON.stringify(root)).toBe(before)
  })

  it('takes a group away with its last rule', () => {
    const once = remove(root, vp.id)
    expect(shape(once)).toEqual({ all: ['countries', { any: ['departments'] }] })
    expect(shape(remove(once, hr.id))).toEqual({ all: ['countries'] })
  })

  it('walks a rule through the whole tree and back, step by step', () => {
    const shapes = [root]
    for (let index = 0; index < 4; index++) shapes.push(step(shapes.at(-1) as Group, us.id, 1))
    expect(shapes.map(shape)).toEqual([
      { all: ['countries', { any: ['seniorities', 'departments'] }] },
      { all: [{ any: ['countries', 'seniorities', 'departments'] }] },
      { all: [{ any: ['seniorities', 'countries', 'departments'] }] },
      { all: [{ any: ['seniorities', 'departments', 'countries'] }] },
      { all: [{ any: ['seniorities', 'departments'] }, 'countries'] },
    ])
    let back = shapes.at(-1) as Group
    for (let index = 0; index < 4; index++) back = step(back, us.id, -1)
    expect(shape(back)).toEqual(shape(root))
  })

  it('moves anywhere without losing or doubling a rule, and never too deep', () => {
    fc.assert(
      fc.property(nested(4), fc.nat(), fc.nat(), fc.nat(4), (filter, what, where, index) => {
        const whole = treeOf(filter)
        const nodes = all(whole)
        const groups = nodes.filter(isGroup)
        const node = nodes[what % nodes.length] as Node
        const goal = groups[where % groups.length] as Group
        const moved = moveTo(whole, node.id, goal.id, index)
        expect(sizeOf(moved)).toBe(sizeOf(whole))
        expect(audienceFilterSchema.safeParse(filterOf(moved)).success).toBe(true)
        const ids = all(moved).map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
      }),
    )
  })

  it('does not put a group into itself', () => {
    expect(moveTo(root, inner.id, inner.id, 0)).toBe(root)
  })
})

function all(node: Node): Node[] {
  return isGroup(node) ? [node, ...node.children.flatMap(all)] : [node]
}
