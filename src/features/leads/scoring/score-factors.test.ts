import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { improvements, MAX_POINTS, type ScoredLead, scoreFactors } from './score-factors.ts'

const value = fc.option(fc.constant('x'), { nil: null })
const state = fc.constantFrom('unverified', 'valid', 'risky', 'invalid', 'unknown')
const points = (max: number) => fc.integer({ min: 0, max })
const leads: fc.Arbitrary<ScoredLead> = fc.record({
  points_email: points(MAX_POINTS.email),
  points_phone: points(MAX_POINTS.phone),
  points_completeness: points(MAX_POINTS.completeness),
  points_fit: points(MAX_POINTS.fit),
  points_recency: points(MAX_POINTS.recency),
  points_engagement: points(MAX_POINTS.engagement),
  email: value,
  email_status: state,
  phone: value,
  phone_status: state,
  mobile: value,
  mobile_status: state,
  company_name: value,
  job_title: value,
  linkedin_url: value,
  industry: value,
  company_size: fc.constantFrom(null, '1-10', '51-200', '201-500', '10001+'),
})

describe('score factors', () => {
  it('sum to the score, which ends at 100', () => {
    fc.assert(
      fc.property(leads, (lead) => {
        const sum =
          lead.points_email +
          lead.points_phone +
          lead.points_completeness +
          lead.points_fit +
          lead.points_recency +
          lead.points_engagement
        const factors = scoreFactors(lead)
        expect(factors.reduce((total, factor) => total + factor.points, 0)).toBe(Math.min(100, sum))
        for (const { factor, points, max, why } of factors) {
          expect(why).not.toBe('')
          if (factor === 'cap') expect(points).toBeLessThan(0)
          else expect(points).toBeLessThanOrEqual(max)
        }
      }),
    )
  })

  it('promise no more than there is room for', () => {
    fc.assert(
      fc.property(leads, (lead) => {
        const score = scoreFactors(lead).reduce((total, { points }) => total + points, 0)
        for (const { points } of improvements(lead)) {
          expect(points).toBeGreaterThan(0)
          expect(score + points).toBeLessThanOrEqual(100)
        }
      }),
    )
  })
})
