import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapColumns } from './map-columns.ts'

const fieldsOf = (headers: string[], rows: string[][]) => mapColumns(headers, rows).map(({ field }) => field)

describe('values', () => {
  it('find addresses, profiles and numbers under headers that say nothing', () => {
    const rows = [
      ['Ann Lee', 'ann@acme.example', 'https://www.linkedin.com/in/ann', '(415) 555-2671', '123456789'],
      ['Bob Ray', 'bob@acme.example', 'linkedin.com/in/bob', '+1 415 555 2672', '123456790'],
    ]
    expect(fieldsOf(['column_1', 'column_2', 'x', 'y', 'z'], rows)).toEqual([
      null,
      'email',
      'linkedin_url',
      'phone',
      null,
    ])
  })

  it('are not taken from columns about someone else', () => {
    const rows = [['rep@acme.example', 'gmail.com', '(415) 555-2671']]
    expect(fieldsOf(['Sales Rep', 'Email Domain', 'Company Phone'], rows)).toEqual([null, null, null])
  })

  it('overrule a header they contradict', () => {
    const flags = [
      ['yes', 'ann@acme.example'],
      ['no', 'bob@acme.example'],
      ['yes', 'cem@acme.example'],
    ]
    expect(fieldsOf(['Email', 'Address'], flags)).toEqual([null, 'email'])
    expect(fieldsOf(['Email', 'Country Code'], [['a@acme.example', '+44']])).toEqual(['email', null])
    expect(fieldsOf(['Email', 'Country Code'], [['a@acme.example', 'GB']])).toEqual(['email', 'country'])
    expect(fieldsOf(['Contact', 'x'], [['ann@acme.example', '']])).toEqual(['email', null])
  })

  it('tell a profile from a website under URL, and a whole name from a last one', () => {
    expect(fieldsOf(['Email', 'URL'], [['', 'https://www.linkedin.com/in/ann']])).toEqual([
      'email',
      'linkedin_url',
    ])
    expect(fieldsOf(['Email', 'URL'], [['', 'https://acme.example']])).toEqual(['email', 'website'])
    expect(fieldsOf(['First Name', 'Name'], [['Ann', 'Ann Lee']])).toEqual(['first_name', 'full_name'])
    expect(fieldsOf(['First Name', 'Name'], [['Ann', 'Lee']])).toEqual(['first_name', 'last_name'])
  })

  it('are shown as samples, three that differ', () => {
    const rows = ['', ' a ', 'a', 'b', 'c', 'd'].map((cell) => [cell])
    expect(mapColumns(['Colour'], rows)[0]?.samples).toEqual(['a', 'b', 'c'])
  })
})

it('says how certain it is', () => {
  const certainty = mapColumns(['Email', 'Phne', 'Colour'], []).map((column) => column.certainty)
  expect(certainty).toEqual(['known', 'guess', 'none'])
})

it("takes the company's place only where no person's is told", () => {
  expect(fieldsOf(['Email', 'Company City', 'Company Country'], [])).toEqual(['email', 'city', 'country'])
  expect(fieldsOf(['Email', 'City', 'Company Country'], [])).toEqual(['email', 'city', null])
})

it('gives each field one column, whatever the headers and values', () => {
  const words = fc.constantFrom(
    'Email',
    'email 2',
    'Phone',
    'Name',
    'Nom',
    'URL',
    'City',
    'Company City',
    '',
    'Emial',
    '姓名',
  )
  const header = fc.oneof(words, fc.string({ unit: 'binary', maxLength: 30 }))
  const cell = fc.oneof(fc.constantFrom('a@b.co', '+14155552671', 'x', ''), fc.string({ maxLength: 20 }))
  fc.assert(
    fc.property(
      fc.array(header, { maxLength: 12 }),
      fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 5 }),
      (headers, rows) => {
        const fields = mapColumns(headers, rows).flatMap(({ field }) => (field === null ? [] : [field]))
        expect(new Set(fields).size).toBe(fields.length)
      },
    ),
    { numRuns: 300 },
  )
})
