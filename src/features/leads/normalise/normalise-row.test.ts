import { describe, expect, it } from 'vitest'
import { mapColumns } from '../mapping/index.ts'
import { leadOf } from './lead-of.test-kit.ts'
import { normaliseRow } from './normalise-row.ts'
import { normaliserFor } from './normaliser-for.ts'

const US = { defaultCountry: 'US' }
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('contacts', () => {
  it('rejects a row without any, and says what was wrong with those it had', () => {
    expect(codes(normaliseRow({ full_name: 'Ann Lee' }, US).problems)).toEqual(['no_contact'])
    const { row, problems } = normaliseRow({ email: 'nope', phone: '555-0100' }, US)
    expect(row).toBeNull()
    expect(codes(problems)).toEqual(['no_contact', 'invalid_email', 'invalid_phone'])
  })

  it('takes a row with one bad and one good contact, with a warning', () => {
    const { row, warnings } = normaliseRow({ email: 'nope', phone: '(415) 555-2671' }, US)
    expect(row).toMatchObject({ email: null, phone: '+14155552671', original: { email: 'nope' } })
    expect(warnings).toEqual([
      expect.objectContaining({ column: 'email', code: 'invalid_email', value: 'nope' }),
    ])
  })

  it('takes n/a for nothing, without a warning', () => {
    const { row, warnings } = normaliseRow({ email: 'ann@acme.example', phone: 'N/A', mobile: '-' }, US)
    expect(row).toMatchObject({ phone: null, mobile: null })
    expect(warnings).toEqual([])
  })

  it('puts a second email in the place of a missing first, with its status', () => {
    const lead = leadOf({ email: '', second_email: 'b@acme.example', second_email_status: 'Verified' })
    expect(lead).toMatchObject({ email: 'b@acme.example', email_status: 'valid', second_email: null })
  })

  it('keeps no second email that is the first', () => {
    expect(leadOf({ email: 'a.b@gmail.com', second_email: 'ab+x@googlemail.com' }).second_email).toBeNull()
  })

  it('reads a national number by the row, else by the import', () => {
    expect(leadOf({ phone: '06 12 34 56 78', country: 'France' }).phone).toBe('+33612345678')
    expect(leadOf({ phone: '06 12 34 56 78' }, 'FR').phone).toBe('+33612345678')
    const { warnings } = normaliseRow(
      { email: 'a@acme.example', phone: '06 12 34 56 78' },
      { defaultCountry: null },
    )
    expect(warnings[0]?.message).toContain('default country')
  })

  it('reads verification from the file, and takes a throw-away domain for a risk', () => {
    expect(leadOf({ email_status: 'Verified' }).email_status).toBe('valid')
    expect(leadOf({ email_status: 'purple' })).toMatchObject({
      email_status: 'unverified',
      original: { email_status: 'purple' },
    })
    expect(leadOf({ email: 'x@mailinator.com' }).email_status).toBe('risky')
    expect(leadOf({ mobile: '(415) 555-2671', phone_status: 'valid' }).mobile_status).toBe('valid')
  })
})

describe('the rest', () => {
  it('keeps the value as given only where it changed', () => {
    const lead = leadOf({
      phone: '(415) 555-2671',
      city: 'Oslo',
      country: 'Norway',
      tags: 'a;b',
      notes: ' hi\r\nyou ',
    })
    expect(lead.original).toEqual({
      phone: '(415) 555-2671',
      country: 'Norway',
      tags: 'a;b',
      notes: ' hi\r\nyou ',
    })
    expect(lead).toMatchObject({ city: 'Oslo', country: 'NO', tags: ['a', 'b'], notes: 'hi\nyou' })
  })

  it('cuts what is too long, warns and keeps the rest', () => {
    const { row, warnings } = normaliseRow({ email: 'a@acme.example', company_name: 'x'.repeat(5000) }, US)
    expect(row?.company_name).toHaveLength(200)
    expect(codes(warnings)).toEqual(['too_long'])
  })

  it('gives an American postal code its zeros back', () => {
    expect(leadOf({ postal_code: '2134', country: 'US' }).postal_code).toBe('02134')
    expect(leadOf({ postal_code: '2134', country: 'AU' }).postal_code).toBe('2134')
  })

  it('warns about a country nobody knows, and keeps it', () => {
    const { row, warnings } = normaliseRow({ email: 'a@acme.example', country: 'Atlantis' }, US)
    expect(row).toMatchObject({ country: null, original: { country: 'Atlantis' } })
    expect(codes(warnings)).toEqual(['unknown_country'])
  })

  it('keeps consent, but no date that can be read in two ways', () => {
    const lead = leadOf({ consent_at: '03/04/2026', consent_ip: '192.0.2.1', consent_source: 'Web form' })
    expect(lead).toMatchObject({ consent_at: null, consent_ip: '192.0.2.1', consent_source: 'Web form' })
    expect(lead.original.consent_at).toBe('03/04/2026')
  })
})

describe('normaliserFor', () => {
  const headers = ['Email', 'Phone', 'Favourite Colour', '__proto__', 'Secret', 'Revenue (in 000s USD)']
  const cells = ['ann@acme.example', '12', ' blue ', 'x', 'y', '500']
  const columns = mapColumns(headers, []).map((column) => ({
    ...column,
    ignored: column.header === 'Secret',
  }))
  const { row, warnings } = normaliserFor(columns, US)(cells)

  it('keeps unmapped columns as given under their header, but not ignored ones', () => {
    expect(JSON.stringify(row?.custom)).toBe('{"Favourite Colour":" blue ","__proto__":"x"}')
  })

  it('names the header in a problem and reads the unit from it', () => {
    expect(warnings[0]).toMatchObject({ column: 'Phone', code: 'invalid_phone' })
    expect(row?.revenue).toBe(500_000)
  })

  it('bears a row with missing cells', () => {
    expect(normaliserFor(columns, US)([]).problems[0]?.code).toBe('no_contact')
  })
})
