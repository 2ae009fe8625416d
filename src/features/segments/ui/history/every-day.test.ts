import { expect, it } from 'vitest'
import { everyDay } from './every-day.ts'

const counted = (day: string, count: number, version: string | null = null) => ({
  ...{ day, count, net_new: null, version },
})

it('has every day, says what changed since the last count and when the audience was loaded anew', () => {
  const rows = everyDay(
    [counted('2026-02-27', 10, 'a'), counted('2026-03-01', 14, 'a'), counted('2026-03-02', 9, 'b')],
    '2026-03-03',
  )
  expect(rows.map(({ day, count, change, isNewLoad }) => [day, count?.count, change, isNewLoad])).toEqual([
    ['2026-02-27', 10, null, false],
    ['2026-02-28', undefined, null, false],
    ['2026-03-01', 14, 4, false],
    ['2026-03-02', 9, -5, true],
    ['2026-03-03', undefined, null, false],
  ])
  expect(everyDay([], '2026-03-03')).toEqual([])
})
