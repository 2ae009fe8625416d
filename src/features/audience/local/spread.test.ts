import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spread } from './spread.ts'

it('gives different places in order, as many as wanted and as there are', () => {
  const number = fc.integer({ min: 0, max: 300 })
  fc.assert(
    fc.property(number, number, fc.integer({ min: 1, max: 40 }), (total, wanted, run) => {
      const places = spread(total, wanted, run)
      expect(places).toHaveLength(Math.min(total, wanted))
      for (const [i, place] of places.entries()) {
        expect(place).toBeGreaterThan(places[i - 1] ?? -1)
        expect(place).toBeLessThan(total)
      }
    }),
  )
})

it('reaches over all of them', () => {
  expect(spread(1_000, 4, 1)).toEqual([0, 250, 500, 750])
  expect(spread(1_000, 4, 2)).toEqual([0, 1, 500, 501])
})
