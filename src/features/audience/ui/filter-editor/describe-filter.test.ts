import { describe, expect, it } from 'vitest'
import { describeFilter } from './describe-filter.ts'

describe('a filter in words', () => {
  it('reads as a sentence', () => {
    expect(
      describeFilter({
        seniorities: ['director', 'vp'],
        industries: ['Software Development', 'Banking'],
        states: ['US-CA'],
        has: ['email'],
      }),
    ).toBe('Directors and VPs in Software Development or Banking, in California, with an email')
    expect(describeFilter({})).toBe('Everybody')
    expect(describeFilter({ statuses: ['new'], score_min: 60 }, 'leads')).toBe(
      'Leads with status New, scored at least 60',
    )
  })

  it('names a few of many', () => {
    const company_domains = ['a.com', 'b.com', 'c.com', 'd.com']
    expect(describeFilter({ company_domains })).toBe('People at a.com, b.com or 2 more')
    expect(describeFilter({ job_titles: ['$& growth'], revenue_min: 2_500_000 })).toBe(
      'People titled “$& growth”, at companies with at least $2.5M revenue',
    )
  })

  it('says groups', () => {
    expect(
      describeFilter({
        all: [
          { any: [{ seniorities: ['vp'] }, { job_titles: ['head of'] }] },
          { none: [{ countries: ['US'] }, { net_new: false }] },
        ],
      }),
    ).toBe(
      'Both (either VPs; or people titled “head of”); and (nobody of: people in the United States; or people already yours)',
    )
  })
})
