import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { scrub } from './scrub.ts'

describe('scrub', () => {
  it('hides values under telling names, however deep', () => {
    const logged = JSON.stringify(
      scrub({
        password: 'p1',
        headers: { authorization: 'Bearer p2', Cookie: 'session=p3' },
        lead: { email: 'p4', phone: 'p5', first_name: 'p6', job: 'CFO' },
        items: [{ api_key: 'p7', reset_token: 'p8', key: 'p9' }],
      }),
    )
    expect(logged).not.toMatch(/p\d/)
    expect(logged).toContain('CFO')
  })

  it('cuts addresses, numbers and passwords out of any text', () => {
    expect(scrub('Key (email)=(ann.o-hara+x@mail.example.co.uk) exists')).toBe('Key (email)=([email]) exists')
    expect(scrub('call +1 (555) 010-9999 now')).toBe('call [phone] now')
    expect(scrub('postgres://assay:s3cret@127.0.0.1:5432/assay')).toBe(
      'postgres://assay:[hidden]@127.0.0.1:5432/assay',
    )
  })

  it('looks into errors and their causes', () => {
    const error = new Error('no room for bob@example.com', { cause: new Error('eve@example.com') })
    expect(JSON.stringify(scrub({ err: error }))).not.toMatch(/bob|eve/)
    expect(JSON.stringify(scrub({ err: error }))).toContain('no room for [email]')
  })

  it('survives a value that contains itself', () => {
    const loop: Record<string, unknown> = {}
    loop.self = loop
    expect(JSON.stringify(scrub(loop))).toContain('[deep]')
  })
})

describe('the log', () => {
  it('passes every object and message through scrub', async () => {
    const { logOptions } = await import('./log.ts')
    let written = ''
    const sink = new Writable({
      write(chunk, _encoding, done) {
        written += chunk
        done()
      },
    })
    const log = pino(logOptions('info'), sink)
    log.info({ email: 'ann@example.com', err: new Error('ann@example.com') }, 'mail to ann@example.com')
    log.child({ request_id: 'r1' }).warn('ann@example.com')
    expect(written).not.toContain('ann@')
    expect(written).toContain('"request_id":"r1"')
  })
})
