import { describe, expect, it } from 'vitest'
import type { Listing } from '../../schema.ts'
import { compareRows } from './compare-rows.ts'

const row = (id: string, change: Partial<Listing> = {}) =>
  ({ id, price: 1, left: 2, owned: false, ...change }) as Listing
const list = (ids: string) => [...ids].map((id) => row(id))

describe('what happened since a list was read', () => {
  it('is nothing when the first page is the same, and more rows were loaded than it has', () => {
    expect(compareRows(list('abcdef'), list('abc'), false)).toEqual({ fresh: 0, changed: [], missing: [] })
  })

  it('counts what came before and between, not what follows behind', () => {
    expect(compareRows(list('abc'), list('xaybcde'), false).fresh).toBe(2)
    expect(compareRows(list('abc'), list('xyz'), false).fresh).toBe(3)
    expect(compareRows(list('ab'), list('abc'), true).fresh).toBe(1)
  })

  it('misses a row only where the page reaches past it', () => {
    expect(compareRows(list('abcdef'), list('acd'), false).missing).toEqual(['b'])
    expect(compareRows(list('abc'), list('ab'), true).missing).toEqual(['c'])
    expect(compareRows(list('abc'), [], true).missing).toEqual(['a', 'b', 'c'])
  })

  it('leaves owned rows and rows known to be gone alone', () => {
    const rows = [row('a', { owned: true }), { ...row('b'), gone: true }, row('c')]
    expect(compareRows(rows, list('c'), true).missing).toEqual([])
  })

  it('tells changed prices and sales', () => {
    const now = [row('a', { price: 2 }), row('b'), row('c', { left: 1 })]
    expect(compareRows(list('abc'), now, false).changed.map(({ id }) => id)).toEqual(['a', 'c'])
  })
})
