import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../search-codec.ts'
import { decodeFilter, encodeFilter, type FilterDef, type FilterValue, filterQuery } from './codec.ts'
import { summarise } from './summary.ts'

const status: FilterDef = {
  kind: 'enum',
  key: 'status',
  label: 'Status',
  options: [{ value: 'new', label: 'New' }],
}
const score: FilterDef = { kind: 'range', key: 'score', label: 'Score', min: 0, max: 100 }
const created: FilterDef = { kind: 'date', key: 'created', label: 'Added', param: ['after', 'before'] }
const phone: FilterDef = { kind: 'boolean', key: 'has_phone', label: 'Phone', yes: 'present', no: 'missing' }
const title: FilterDef = { kind: 'text', key: 'title', label: 'Job title' }

/** What a reload makes of a value: through the URL and back. */
function throughUrl(def: FilterDef, value: FilterValue): FilterValue | null {
  const search = stringifySearch({ [def.key]: encodeFilter(value) })
  return decodeFilter(def, parseSearch(search)[def.key])
}

describe('a filter in the URL', () => {
  it('survives a reload whatever the options are called', () => {
    const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), (values) => {
        expect(throughUrl(status, { kind: 'enum', values })).toEqual({ kind: 'enum', values })
      }),
    )
  })

  it('survives a reload as a range with one or two ends', () => {
    const end = fc.option(fc.integer({ min: -1000, max: 1000 }))
    fc.assert(
      fc.property(end, end, (min, max) => {
        const value = min === null && max === null ? null : { kind: 'range' as const, min, max }
        expect(throughUrl(score, { kind: 'range', min, max })).toEqual(value)
      }),
    )
  })

  it.each<[FilterDef, FilterValue, string]>([
    [status, { kind: 'enum', values: ['new', 'won'] }, '?status=new,won'],
    [score, { kind: 'range', min: 60, max: null }, '?score=60..'],
    [created, { kind: 'date', from: '2026-01-01', to: '2026-02-01' }, '?created=2026-01-01..2026-02-01'],
    [phone, { kind: 'boolean', on: false }, '?has_phone=false'],
    [title, { kind: 'text', text: 'head of' }, '?title=head+of'],
  ])('reads well: %#', (def, value, search) => {
    expect(stringifySearch({ [def.key]: encodeFilter(value) })).toBe(search)
    expect(throughUrl(def, value)).toEqual(value)
  })

  it.each<[FilterDef, string]>([
    [score, 'many'],
    [score, '..'],
    [created, '2026-13-45..'],
    [phone, 'perhaps'],
    [title, '   '],
    [status, ','],
  ])('is ignored when someone typed nonsense: %#', (def, text) => {
    expect(decodeFilter(def, text)).toBeNull()
  })
})

describe('a filter for the API', () => {
  it('uses its own parameter names or the usual ones', () => {
    expect(filterQuery(score, { kind: 'range', min: 60, max: 90 })).toEqual({
      score_min: '60',
      score_max: '90',
    })
    expect(filterQuery(created, { kind: 'date', from: '2026-01-01', to: null })).toEqual({
      after: '2026-01-01',
    })
    expect(filterQuery(status, { kind: 'enum', values: ['new', 'won'] })).toEqual({ status: 'new,won' })
    expect(filterQuery(phone, { kind: 'boolean', on: true })).toEqual({ has_phone: 'true' })
  })
})

describe('a filter in words', () => {
  it('names the options, the ends and the state', () => {
    const options = [
      { value: 'new', label: 'New' },
      { value: 'won', label: 'Won' },
    ]
    expect(summarise(status, { kind: 'enum', values: ['new', 'won'] }, options)).toBe('is New or Won')
    expect(summarise(status, { kind: 'enum', values: ['new', 'won', 'lost'] }, options)).toBe(
      'is New or 2 more',
    )
    expect(summarise(score, { kind: 'range', min: 60, max: null }, [])).toBe('at least 60')
    expect(summarise(score, { kind: 'range', min: 60, max: 60 }, [])).toBe('60')
    expect(summarise(created, { kind: 'date', from: null, to: '2026-02-01' }, [])).toBe('until Feb 1, 2026')
    expect(summarise(phone, { kind: 'boolean', on: false }, [])).toBe('missing')
  })
})
