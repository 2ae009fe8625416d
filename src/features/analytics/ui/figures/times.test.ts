import { describe, expect, it } from 'vitest'
import { rangeOf } from '../range/range.ts'
import { everyTime } from './times.ts'

const period = { from: '2026-02-27', to: '2026-03-02', days: 4, time_zone: 'UTC', step: 'day' } as const

describe('everyTime', () => {
  it('has every day, with its figures where there are any', () => {
    const row = { starts: '2026-03-01', leads: 3 }
    expect(everyTime(period, [row])).toEqual([
      { from: '2026-02-27', to: '2026-02-27', name: 'Feb 27, 2026', row: undefined },
      { from: '2026-02-28', to: '2026-02-28', name: 'Feb 28, 2026', row: undefined },
      { from: '2026-03-01', to: '2026-03-01', name: 'Mar 1, 2026', row },
      { from: '2026-03-02', to: '2026-03-02', name: 'Mar 2, 2026', row: undefined },
    ])
  })

  it('has every month from the first with figures, cut at the ends of the period', () => {
    const long = { ...period, from: '2020-01-01', to: '2026-01-15', step: 'month' } as const
    expect(
      everyTime(long, [{ starts: '2025-11-01' }, { starts: '2026-01-01' }]).map(({ from, to, name }) => [
        from,
        to,
        name,
      ]),
    ).toEqual([
      ['2025-11-01', '2025-11-30', 'Nov 2025'],
      ['2025-12-01', '2025-12-31', 'Dec 2025'],
      ['2026-01-01', '2026-01-15', 'Jan 2026'],
    ])
    const late = everyTime({ ...long, from: '2025-11-20' }, [])
    expect(late.map(({ from }) => from)).toEqual(['2025-11-20', '2025-12-01', '2026-01-01'])
  })
})

describe('rangeOf', () => {
  it('reads the URL, and takes what it does not know for the usual days', () => {
    expect(rangeOf({ range: '7' })).toMatchObject({ query: { days: '7' }, search: { range: '7' } })
    expect(rangeOf({ range: 'ages', compare: 'off' })).toEqual({
      value: '30',
      query: { days: '30' },
      isCompared: false,
      search: { compare: 'off' },
    })
    expect(rangeOf({ from: '2026-01-01', to: '2026-01-31' }).query).toEqual({
      from: '2026-01-01',
      to: '2026-01-31',
    })
    expect(rangeOf({ from: 'yesterday', to: '2026-01-31' }).query).toEqual({ days: '30' })
  })
})
