import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { parseEmails } from './email.ts'

const address = (given: string) => parseEmails(given)[0]?.address ?? null
const key = (given: string) => parseEmails(given)[0]?.key ?? null
const flags = (given: string) => parseEmails(given)[0]?.flags

/** The lists of email-validator's own test, which is a script for another runner. */
function publicCases(): { valid: string[]; unsupported: string[]; invalid: string[] } {
  const path = createRequire(import.meta.url).resolve('email-validator/test.js')
  const script = `${readFileSync(path, 'utf8')}; ({ valid: validSupported, unsupported: validUnsupported, invalid: invalidSupported })`
  const nothing = () => ({})
  return runInNewContext(script, { require: nothing, describe: nothing }) as ReturnType<typeof publicCases>
}

const cases = publicCases()

describe("email-validator's cases", () => {
  it.each([...cases.valid])('takes %s', (email) => {
    expect(address(email)).toBe(email.toLowerCase())
  })

  it.each([...cases.invalid])('refuses %s', (email) => {
    expect(address(email)).toBeNull()
  })

  // quoted local parts and IP addresses are allowed by the RFC and never a lead's
  it.each([...cases.unsupported].filter((email) => !email.includes('xn--')))('refuses %s', (email) => {
    expect(address(email)).toBeNull()
  })
})

describe('parseEmails', () => {
  it.each([
    ['  Ann.Lee@Example.COM ', 'ann.lee@example.com'],
    ['mailto:ann@example.com', 'ann@example.com'],
    ['<ann@example.com>', 'ann@example.com'],
    ['Ann Lee <Ann@Example.com>', 'ann@example.com'],
    ['"ann@example.com",', 'ann@example.com'],
    ['\u200bann@example.com\ufeff', 'ann@example.com'],
    ['ann@MÜNCHEN.de', 'ann@xn--mnchen-3ya.de'],
    ['ann@sld.xn--3e0b707e', 'ann@sld.xn--3e0b707e'],
    ['josé@example.com', null],
    ['ann@example', null],
    ['ann', null],
    ['', null],
  ])('reads %j as %j', (given, expected) => {
    expect(address(given)).toBe(expected)
  })

  it('takes two of a cell', () => {
    expect(parseEmails('a@example.com; B@example.com').map((email) => email?.address)).toEqual([
      'a@example.com',
      'b@example.com',
    ])
  })

  it('folds for identity what Gmail folds, and only there', () => {
    expect(key('A.N.N+news@googlemail.com')).toBe('ann@gmail.com')
    expect(key('ann@gmail.com')).toBe('ann@gmail.com')
    expect(address('a.n.n+news@gmail.com')).toBe('a.n.n+news@gmail.com')
    expect(key('a.nn+x@example.com')).toBe('a.nn+x@example.com')
  })

  it('flags what an address tells by itself', () => {
    expect(flags('info@mailinator.com')).toEqual(['disposable', 'role'])
    expect(flags('sales+eu@acme.example')).toEqual(['role'])
    expect(flags('ann@gmail.com')).toEqual(['free'])
    expect(flags('ann@acme.example')).toEqual([])
  })
})
