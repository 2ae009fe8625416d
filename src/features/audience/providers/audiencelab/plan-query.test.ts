import { describe, expect, it } from 'vitest'
import type { AudienceFilter } from '../../schema.ts'
import { planQuery } from './plan-query.ts'

const filtersOf = (filter: AudienceFilter) => {
  const { query, cannot } = planQuery(filter)
  expect(cannot).toEqual([])
  return query.filters
}
const cannotOf = (filter: AudienceFilter) => planQuery(filter).cannot.map(({ field }) => field)

describe('a filter for AudienceLab', () => {
  it('says each field in its words', () => {
    expect(filtersOf({})).toEqual({})
    expect(
      filtersOf({
        ...{ naics: ['511210'], seniorities: ['c_suite', 'individual'], departments: ['it', 'hr'] },
        ...{ job_titles: ['head of sales'], job_titles_exclude: ['intern'], company_names: ['Acme'] },
        ...{ company_sizes: ['51-200', '11-50'], revenue_min: 1_000_000, revenue_max: 5_000_000 },
        ...{ states: ['US-CA', 'US-NY'], countries: ['US'], cities: ['Oakland'], postal_codes: ['94601'] },
      }),
    ).toEqual({
      business: {
        ...{ naics: ['511210'], seniority: ['C-Suite', 'Individual Contributor'] },
        ...{ department: ['Information Technology', 'Human Resources'], jobTitle: ['head of sales'] },
        ...{ excludeJobTitle: ['intern'], companyName: ['Acme'], employeeCount: { min: 11, max: 200 } },
        companyRevenue: { min: 1_000_000, max: 5_000_000 },
      },
      location: { state: ['CA', 'NY'], city: ['Oakland'], zip: ['94601'] },
    })
    expect(filtersOf({ company_sizes: ['10001+'] })).toEqual({ business: { employeeCount: { min: 10_001 } } })
    expect(filtersOf({ countries: ['US'] }).location?.state).toHaveLength(56)
    expect(filtersOf({ industries: ['Retail'] }).business?.industry?.length).toBeGreaterThan(5)
  })

  it('asks for the days, of which it has ten', () => {
    expect(planQuery({}).query.days_back).toBe(10)
    expect(planQuery({ seen_within_days: 3 }).query.days_back).toBe(3)
    expect(planQuery({ seen_within_days: 90 }).query.days_back).toBe(10)
  })

  it('makes one of groups that mean one', () => {
    const both = {
      all: [{ states: ['US-CA', 'US-NY'], revenue_min: 1 }, { all: [{ states: ['US-NY'], revenue_min: 5 }] }],
    }
    expect(planQuery(both).flat).toEqual({ states: ['US-NY'], revenue_min: 5 })
    const excluded = {
      all: [{ job_titles_exclude: ['a'] }, { none: [{ job_titles: ['b'] }, { job_titles: ['c'] }] }],
    }
    expect(planQuery(excluded).flat).toEqual({ job_titles_exclude: ['a', 'b', 'c'] })
    const either = { any: [{ cities: ['Oakland'] }, { cities: ['Fresno', 'Oakland'] }] }
    expect(planQuery(either).flat).toEqual({ cities: ['Oakland', 'Fresno'] })
    expect(planQuery({ any: [{ states: ['US-CA'], verified: undefined }] }).flat?.states).toEqual(['US-CA'])
    expect(planQuery({ all: [{ states: ['US-CA'] }, { states: ['US-NY'] }] })).toMatchObject({
      flat: null,
      cannot: [],
    })
  })

  it('knows who everybody and nobody are', () => {
    const nobody = { none: [{ job_titles: ['sales'] }, {}] }
    expect(planQuery(nobody)).toMatchObject({ flat: null, cannot: [] })
    expect(planQuery({ any: [nobody, { states: ['US-CA'] }] }).flat).toEqual({ states: ['US-CA'] })
    expect(planQuery({ any: [{ states: ['US-CA'] }, {}] })).toMatchObject({ flat: {}, cannot: [] })
    expect(planQuery({ none: [nobody] })).toMatchObject({ flat: {}, cannot: [] })
    expect(planQuery({ any: [nobody, nobody] })).toMatchObject({ flat: null, cannot: [] })
  })

  it.each<[AudienceFilter, string[]]>([
    [{ naics: ['5112'] }, ['naics']],
    [{ departments: ['sales', 'other'] }, ['departments']],
    [{ company_sizes: ['1-10', '51-200'] }, ['company_sizes']],
    [{ countries: ['US', 'DE'] }, ['countries']],
    [{ states: ['CA-ON'] }, ['states']],
    [{ postal_codes: ['946'] }, ['postal_codes']],
    [{ near: { lat: 1, lon: 1, km: 5 }, has: ['email'], verified: false }, ['near', 'has', 'verified']],
    [
      { company_domains: ['a.example'], company_names_exclude: ['b'] },
      ['company_domains', 'company_names_exclude'],
    ],
    [{ net_new: false, tags: ['x'], score_min: 5 }, ['net_new', 'tags', 'score_min']],
    [{ any: [{ states: ['US-CA'] }, { cities: ['Oakland'] }] }, ['states', 'cities']],
    [{ any: [{ job_titles_exclude: ['a'] }, { job_titles_exclude: ['b'] }] }, ['job_titles_exclude']],
    [{ none: [{ states: ['US-CA'] }] }, ['states']],
    [{ all: [{ job_titles: ['sales'] }, { job_titles: ['head'] }] }, ['job_titles']],
    [
      {
        all: [
          { states: ['US-CA'] },
          { any: [{ none: [{ near: { lat: 1, lon: 1, km: 1 } }] }, { verified: true }] },
        ],
      },
      ['near', 'verified'],
    ],
  ])('says that it cannot do %j', (filter, fields) => {
    expect(cannotOf(filter).sort()).toEqual([...fields].sort())
  })
})
