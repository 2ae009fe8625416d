export { createLocalMailbox, type LocalMailbox } from './local-mailbox.ts'
export type { Mail, Mailer } from './mailer.ts'
export { createSmtpMailer } from './smtp-mailer.ts'
