import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseRow } from '../../leads/index.ts'
import { readList } from '../ui/overlap/read-list.ts'

const one = (line: string) => readList(line).people[0] ?? null

describe('reading a list', () => {
  it('takes the email and the phone of a line, wherever they stand', () => {
    expect(one('Ann;Lee;"ann@Example.com";(415) 555-0100')).toEqual({
      email: 'ann@example.com',
      phone: '+14155550100',
    })
    expect(one('1-415-555-0100')).toEqual({ email: null, phone: '+14155550100' })
    expect(one('+49 30 901820 x, bob+news@googlemail.com')).toEqual({
      email: 'bob@gmail.com',
      phone: '+4930901820',
    })
    expect(readList('Name,Note\nZed,no contact\r\n\n2026-11-22\n')).toEqual({ people: [], unread: 3 })
  })

  it('keeps addresses and numbers as leads do', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}([.+][a-z0-9]{1,4})?$/)
    const domain = fc.constantFrom('gmail.com', 'googlemail.com', 'Acme.com', 'mail.acme.co.uk')
    const number = fc.stringMatching(/^[2-9][0-8][0-9][2-9][0-9]{6}$/)
    fc.assert(
      fc.property(word, domain, number, fc.boolean(), (name, host, digits, isPlain) => {
        const phone = isPlain ? digits : `+1 (${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`
        const email = `${name}@${host}`
        const { row } = normaliseRow({ email, phone }, { defaultCountry: 'US' })
        const read = one(`${phone}, ${email}`)
        expect(read?.email).toBe(row?.email_key)
        // a number that leads refuse is hashed and met by nobody
        if (row?.phone) expect(read?.phone).toBe(row.phone)
      }),
    )
  })
})
