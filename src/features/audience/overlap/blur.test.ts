import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blur } from './blur.ts'

describe('a blurred count', () => {
  it('is in tens, near what it is of, and never of fewer than ten on either side', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (count, more) => {
        const of = count + more
        const { is, people } = blur(count, of)
        if (is !== 'about') {
          expect(people).toBeNull()
          return
        }
        expect(count).toBeGreaterThanOrEqual(10)
        expect(more).toBeGreaterThanOrEqual(10)
        expect((people ?? 0) % 10).toBe(0)
        expect(Math.abs((people ?? 0) - count)).toBeLessThan(200)
      }),
    )
  })

  it('hardly tells whether one person more is in a list', () => {
    const told = (count: number) => {
      const runs = Array.from({ length: 4000 }, () => blur(count, 1000))
      return (text: string) => runs.filter((one) => `${one.is} ${one.people}` === text).length / runs.length
    }
    for (const count of [9, 24, 54]) {
      const [without, withOne] = [told(count), told(count + 1)]
      for (const text of ['few null', 'about 20', 'about 30', 'about 50', 'about 60']) {
        expect(Math.abs(without(text) - withOne(text))).toBeLessThan(0.2)
      }
    }
  })

  it('says only that it is few, or nearly all, where chance could tip it', () => {
    expect(blur(15, 100, () => 0)).toEqual({ is: 'few', people: null })
    expect(blur(9, 100, () => 50)).toEqual({ is: 'few', people: null })
    expect(blur(95, 100, () => -50)).toEqual({ is: 'nearly_all', people: null })
    expect(blur(44, 100, () => 2)).toEqual({ is: 'about', people: 50 })
  })
})
