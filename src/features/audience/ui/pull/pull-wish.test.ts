import { describe, expect, it } from 'vitest'
import { readWish } from './pull-wish.ts'

const terms = { available: 40, price: 0.5 }
const wish = { people: '25', tags: '', limit: '' }

describe('what somebody wants to pull', () => {
  it('costs the price of each, or the limit', () => {
    expect(readWish(wish, terms)).toEqual({ people: 25, cost: 12.5, tags: [], wrong: {} })
    expect(readWish({ ...wish, limit: '5.25' }, terms).cost).toBe(5.25)
    expect(readWish({ ...wish, limit: '500' }, terms).cost).toBe(12.5)
    expect(readWish({ ...wish, people: '3' }, { ...terms, price: 0.07 }).cost).toBe(0.21)
  })

  it('says what cannot be', () => {
    expect(readWish({ ...wish, people: '41' }, terms).wrong.people).toBe('Only 40 match')
    expect(readWish({ ...wish, people: '10,001' }, { ...terms, available: 1e6 }).wrong.people).toBe(
      'At most 10,000',
    )
    expect(readWish({ ...wish, people: '0' }, terms).wrong.people).toBeTruthy()
    expect(readWish({ ...wish, limit: '0.4' }, terms).wrong.limit).toBeTruthy()
    expect(readWish({ ...wish, limit: '1.234' }, terms).wrong.limit).toBeTruthy()
  })

  it('parts tags at commas, each once', () => {
    expect(readWish({ ...wish, tags: ' spring, west ,spring,' }, terms).tags).toEqual(['spring', 'west'])
  })
})
