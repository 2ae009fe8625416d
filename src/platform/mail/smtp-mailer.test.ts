import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLocalMailbox, createSmtpMailer } from './index.ts'

const received: { to: string; text: string }[] = []
const server = new SMTPServer({
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map((rcpt) => rcpt.address).join()
      received.push({ to, text: Buffer.concat(chunks).toString() })
      done()
    })
  },
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

describe('the SMTP mailer', () => {
  it('hands the mail to the server of SMTP_URL', async () => {
    const { port } = server.server.address() as AddressInfo
    const mailer = createSmtpMailer(`smtp://127.0.0.1:${port}`, 'Assay <no-reply@assay.example>')
    await mailer.send({ to: 'ann@example.com', subject: 'Hello', text: 'Welcome, Ann.' })
    mailer.close()
    expect(received[0]?.to).toBe('ann@example.com')
    expect(received[0]?.text).toContain('From: Assay <no-reply@assay.example>')
    expect(received[0]?.text).toContain('Welcome, Ann.')
  })
})

describe('the local mailbox', () => {
  it('keeps the last 200 mails, newest first', async () => {
    const mailbox = createLocalMailbox()
    for (let n = 0; n < 205; n++) await mailbox.send({ to: 'a@example.com', subject: `${n}`, text: '' })
    expect(mailbox.list()).toHaveLength(200)
    expect(mailbox.list()[0]?.subject).toBe('204')
  })
})
