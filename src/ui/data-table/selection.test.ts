import { describe, expect, it } from 'vitest'
import { nextSort, parseSort } from './column.ts'
import { between, countSelected, isSelected, nothing, type Selection, withRows } from './selection.ts'

describe('selection', () => {
  it('holds rows by id', () => {
    const two = withRows(nothing, ['a', 'b'], true)
    expect(isSelected(two, 'a')).toBe(true)
    expect(countSelected(two, 100)).toBe(2)
    expect(countSelected(withRows(two, ['a'], false), 100)).toBe(1)
  })

  it('can mean all that match, except some', () => {
    const all: Selection = { all: true, except: new Set() }
    const most = withRows(all, ['a', 'b'], false)
    expect(isSelected(most, 'a')).toBe(false)
    expect(isSelected(most, 'never loaded')).toBe(true)
    expect(countSelected(most, 12_340)).toBe(12_338)
    expect(countSelected(withRows(most, ['a'], true), 12_340)).toBe(12_339)
    expect(countSelected(most, undefined)).toBeNull()
  })

  it('extends between two rows in either direction', () => {
    const ids = ['a', 'b', 'c', 'd']
    expect(between(ids, 'b', 'd')).toEqual(['b', 'c', 'd'])
    expect(between(ids, 'd', 'b')).toEqual(['b', 'c', 'd'])
    expect(between(ids, null, 'c')).toEqual(['c'])
    expect(between(ids, 'filtered away', 'c')).toEqual(['c'])
  })
})

describe('sort', () => {
  const score = { id: 'score', header: 'Score', sort: 'score', sortFirst: 'desc' as const, cell: () => null }
  const name = { id: 'name', header: 'Name', sort: 'name', cell: () => null }

  it('begins as the column wants and then turns', () => {
    expect(nextSort(score, 'name')).toBe('-score')
    expect(nextSort(score, '-score')).toBe('score')
    expect(nextSort(name, '-score')).toBe('name')
    expect(nextSort(name, 'name')).toBe('-name')
  })

  it('reads a leading minus as descending', () => {
    expect(parseSort('-score')).toEqual({ field: 'score', descending: true })
    expect(parseSort(undefined)).toBeNull()
  })
})
