import { describe, expect, it } from 'vitest'
import { readSessionCookie, sessionCookieName, signSessionCookie } from './session-cookie.ts'

const secret = 'a secret of this installation'
const cookie = signSessionCookie('tOkEn.with.dots', secret)

describe('the session cookie', () => {
  it('gives its token back under the secret that signed it', () => {
    expect(readSessionCookie(cookie, secret)).toBe('tOkEn.with.dots')
  })

  it('gives nothing for another secret, another token, or a cut signature', () => {
    const forged = [
      signSessionCookie('tOkEn.with.dots', 'another secret'),
      cookie.replace('tOkEn', 'other'),
      cookie.slice(0, -1),
      cookie.slice(0, -2),
      `${cookie}=`,
      cookie.replace('.', ''),
      'tOkEn',
      '',
      '.',
      `.${'A'.repeat(44)}`,
    ]
    expect(forged.map((value) => readSessionCookie(value, secret))).toEqual(forged.map(() => null))
  })

  it('has a name that browsers keep to https there', () => {
    expect(sessionCookieName(true)).toBe(`__Secure-${sessionCookieName(false)}`)
  })
})
