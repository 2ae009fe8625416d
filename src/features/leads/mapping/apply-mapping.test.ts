import { describe, expect, it } from 'vitest'
import { applyMapping } from './apply-mapping.ts'
import { mapColumns } from './map-columns.ts'
import { refuseFile } from './refuse-file.ts'

const columns = mapColumns(['Email', 'Other', 'Colour', '7'], [])
const result = (given: Record<string, string | null>) =>
  applyMapping(columns, given).columns?.map(({ field, ignored }) => (ignored ? 'ignored' : field))
const messages = (given: Record<string, string | null>) =>
  applyMapping(columns, given).errors.map(({ message }) => message)

describe('applyMapping', () => {
  it('leaves what nobody said', () => {
    expect(result({})).toEqual(['email', null, null, null])
  })

  it('takes headers whatever their case, and column numbers', () => {
    expect(result({ ' colour ': 'tags', '1': 'phone' })).toEqual(['email', 'phone', 'tags', null])
  })

  it('takes a header that is a number for the header', () => {
    expect(result({ '7': 'city' })).toEqual(['email', null, null, 'city'])
  })

  it('moves a field from the column guessed to hold it', () => {
    expect(result({ Other: 'email' })).toEqual([null, 'email', null, null])
  })

  it('leaves out columns, and keeps others as custom fields', () => {
    expect(result({ Colour: null, Email: 'custom' })).toEqual([null, null, 'ignored', null])
  })

  it('refuses what cannot be, and says why', () => {
    expect(messages({ Nope: 'email' })[0]).toContain('no column "Nope"')
    expect(messages({ Other: 'shoe_size' })[0]).toContain('"shoe_size" is no field')
    expect(messages({ Other: 'phone', Colour: 'phone' })[0]).toContain('two columns')
    expect(messages({ Other: 'phone', '1': 'mobile' })[0]).toContain('given twice')
    expect(messages({ Other: '__proto__' })).toHaveLength(1)
    expect(applyMapping(columns, { '99': null }).errors[0]?.path).toBe('mapping.99')
  })
})

it('refuses a file whose only contact column was left out', () => {
  expect(refuseFile(columns)).toBeNull()
  expect(refuseFile(applyMapping(columns, { Email: null }).columns ?? [])).not.toBeNull()
})
