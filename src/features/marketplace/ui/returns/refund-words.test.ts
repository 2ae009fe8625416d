import { describe, expect, it } from 'vitest'
import { lapseWords, sharesOf } from './refund-words.ts'

const paid = { kind: 'paid', credits: 3, expires_at: null } as const
const promotional = { kind: 'promotional', credits: 2.5, expires_at: '2026-11-03T12:00:00.000Z' } as const

describe('where a refund goes', () => {
  it('fills the grants in their order, to the hundredth', () => {
    expect(sharesOf(3.1, [paid, promotional])).toEqual([paid, { ...promotional, credits: 0.1 }])
    expect(sharesOf(3, [paid, promotional])).toEqual([paid])
    expect(sharesOf(5.5, [paid, promotional])).toEqual([paid, promotional])
  })

  it('says what lapses again and what will', () => {
    const before = Date.parse('2026-11-01T00:00:00Z')
    const after = Date.parse('2026-11-20T00:00:00Z')
    expect(lapseWords([paid], after)).toEqual([])
    expect(lapseWords([paid, promotional], after)).toEqual([
      '2.50 of them are promotional credits that expired on Nov 3, 2026, so they lapse again at once.',
    ])
    expect(lapseWords([promotional], before)).toEqual([
      '2.50 of them are promotional credits that expire on Nov 3, 2026, as before.',
    ])
  })
})
