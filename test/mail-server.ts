import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  to: string
  subject: string
  text: string
  /** The first link in it. */
  link: URL
}

export interface MailServer {
  /** For SMTP_URL. */
  url: string
  received: ReceivedMail[]
  /** The next mail to an address that was not taken yet; fails after 10 s. */
  take(to: string): Promise<ReceivedMail>
  close(): Promise<void>
}

/** A real SMTP server that keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? ''
        received.push(parse(to, Buffer.concat(chunks).toString('utf8')))
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    async take(to) {
      const deadline = Date.now() + 10_000
      while (Date.now() < deadline) {
        const index = received.findIndex((mail) => mail.to === to)
        if (index >= 0) return received.splice(index, 1)[0] as ReceivedMail
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      throw new Error(`No mail to ${to} came; there are ${received.length} others`)
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function parse(to: string, raw: string): ReceivedMail {
  const split = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, split).replace(/\r\n[ \t]+/g, ' ')
  const body = raw.slice(split + 4)
  const text = /quoted-printable/i.test(head) ? decodeQuotedPrintable(body) : body
  const link = /https?:\/\/\S+/.exec(text)?.[0]
  if (!link) throw new Error('A mail without a link')
  return { to, subject: /^Subject: (.*)$/m.exec(head)?.[1] ?? '', text, link: new URL(link) }
}

function decodeQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
