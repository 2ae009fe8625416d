import { describe, expect, it } from 'vitest'
import { filterParts } from './filter-parts.ts'

describe('the parts of a filter', () => {
  it('are the fields of a flat one, the ends of a range together', () => {
    expect(filterParts({ seniorities: ['vp'], revenue_min: 1, revenue_max: 9 })).toEqual([
      { path: 'seniorities', filter: { seniorities: ['vp'] }, without: { revenue_min: 1, revenue_max: 9 } },
      { path: 'revenue', filter: { revenue_min: 1, revenue_max: 9 }, without: { seniorities: ['vp'] } },
    ])
    expect(filterParts({ seniorities: ['vp'] })).toEqual([
      { path: 'seniorities', filter: { seniorities: ['vp'] }, without: {} },
    ])
    expect(filterParts({})).toEqual([])
  })

  it('are the groups and the filters in them, and an emptied group is none', () => {
    const [vp, us, ca] = [{ seniorities: ['vp' as const] }, { countries: ['US'] }, { states: ['US-CA'] }]
    const filter = { all: [{ ...vp, ...us }, { none: [ca] }] }
    expect(filterParts(filter)).toEqual([
      { path: 'all.0', filter: { ...vp, ...us }, without: { all: [{ none: [ca] }] } },
      { path: 'all.0.seniorities', filter: vp, without: { all: [us, { none: [ca] }] } },
      { path: 'all.0.countries', filter: us, without: { all: [vp, { none: [ca] }] } },
      { path: 'all.1', filter: { none: [ca] }, without: { all: [{ ...vp, ...us }] } },
      { path: 'all.1.none.0', filter: ca, without: { all: [{ ...vp, ...us }] } },
    ])
    expect(filterParts({ any: [{ any: [vp] }] })).toEqual([
      { path: 'any.0', filter: { any: [vp] }, without: {} },
      { path: 'any.0.any.0', filter: vp, without: {} },
    ])
  })
})
