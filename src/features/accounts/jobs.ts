import { z } from 'zod'
import { withSystem } from '../../platform/db/index.ts'
import type { Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { SEND_MAIL } from './mails/queue-mail.ts'
import { sweepExpired } from './sweep-expired.ts'

const mailSchema = z.object({ to: z.string(), subject: z.string(), text: z.string() })

export const SWEEP_EXPIRED = 'accounts.sweep_expired'

/** The tasks of this feature; SWEEP_EXPIRED is for a nightly cron line. */
export function accountTasks({ db, mailer }: Platform): Record<string, Task> {
  return {
    [SEND_MAIL]: (payload) => mailer.send(mailSchema.parse(payload)),
    [SWEEP_EXPIRED]: () => withSystem(db, sweepExpired),
  }
}
