import { randomUUID } from 'node:crypto'
import type { Mail, Mailer } from './mailer.ts'

const MAX_MAILS = 200

export interface KeptMail extends Mail {
  id: string
  sentAt: Date
}

export interface LocalMailbox extends Mailer {
  /** Newest first. */
  list(): KeptMail[]
}

/** Keeps the last mails in memory, for a run without a mail server. */
export function createLocalMailbox(): LocalMailbox {
  let mails: KeptMail[] = []
  return {
    async send(mail) {
      mails = [{ ...mail, id: randomUUID(), sentAt: new Date() }, ...mails].slice(0, MAX_MAILS)
    },
    list: () => mails,
  }
}
