import type { Tx } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { Mail } from '../../../platform/mail/index.ts'

export const SEND_MAIL = 'accounts.send_mail'

/** Sends a mail once this transaction has committed; tried again for some hours while SMTP fails. */
export async function queueMail(tx: Tx, mail: Mail): Promise<void> {
  await enqueue(tx, SEND_MAIL, mail, { maxAttempts: 10 })
}
