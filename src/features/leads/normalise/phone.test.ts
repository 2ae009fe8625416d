import fc from 'fast-check'
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import { fastPhone } from './fast-phone.ts'
import { parsePhone } from './phone.ts'

describe('parsePhone', () => {
  it.each([
    ['(415) 555-2671', 'US', '+14155552671'],
    ['415.555.2671', 'US', '+14155552671'],
    ['1-415-555-2671 x123', 'US', '+14155552671'],
    ['+1 415 555 2671 ext. 9', null, '+14155552671'],
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['+33 (0)6 12 34 56 78', 'US', '+33612345678'],
    ['0033612345678', 'US', '+33612345678'],
    ['33612345678', 'US', '+33612345678'],
    ['9876543210', 'IN', '+919876543210'],
    ['+81 90-1234-5678', 'US', '+819012345678'],
    ['p:+14155552671', null, '+14155552671'],
    ['tel:+1-415-555-2671', null, '+14155552671'],
    ['="4155552671"', 'US', '+14155552671'],
    ["'+14155552671", 'US', '+14155552671'],
    ['14155552671.0', 'US', '+14155552671'],
    ['(415) 555-2671 / (415) 555-2672', 'US', '+14155552671'],
    ['none; 415-555-2671', 'US', '+14155552671'],
    ['５５５ ４１５', 'US', null],
    ['555-0100', 'US', null],
    ['+1 555-0100', 'US', null],
    ['4155552671', null, null],
    ['9.19877E+11', 'US', null],
    ['not-a-phone', 'US', null],
    ['', 'US', null],
  ])('reads %j (%s) as %j', (given, country, expected) => {
    expect(parsePhone(given, country)).toBe(expected)
  })
})

describe('fastPhone', () => {
  const countries = getCountries()

  /** A country's number as people write it, some digits of it changed. */
  const written = fc
    .record({
      country: fc.constantFrom(...countries),
      form: fc.nat(3),
      dropped: fc.constantFrom(0, 0, 0, 1, 2, 3),
      changes: fc.array(fc.tuple(fc.nat(20), fc.nat(9)), { maxLength: 3 }),
    })
    .map(({ country, form, dropped, changes }) => {
      const example = getExampleNumber(country, examples)
      const forms = [
        example?.number,
        example?.formatInternational(),
        example?.formatNational(),
        example?.nationalNumber,
      ]
      const digits = [...String(forms[form] ?? '')]
      for (const [at, digit] of changes) if (/\d/.test(digits[at] ?? '')) digits[at] = String(digit)
      return { country, text: digits.slice(0, digits.length - dropped).join('') }
    })

  it('never tells another number than libphonenumber', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(null, ...countries), ({ country, text }, other) => {
        const fast = fastPhone(text, other ?? country)
        if (fast === null) return
        const slow = parsePhoneNumberFromString(text, other ?? country)
        expect(slow?.isValid() === true ? slow.number : '').toBe(fast)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['555-0100', '+1 555-0100', '(987) 654-3210'])(
    'knows without the library that %s is none',
    (text) => {
      expect(fastPhone(text, 'US')).toBe('')
    },
  )

  it.each(['(415) 555-2671', '+14155552671', '1 415 555 2671'])('reads %s without the library', (text) => {
    expect(fastPhone(text, 'US')).toBe('+14155552671')
  })
})
