import { z } from 'zod'
import { withSystem } from '../../platform/db/index.ts'
import type { CronLine, Task } from '../../platform/jobs/index.ts'
import type { Platform } from '../../platform/platform.ts'
import { purgeEvents } from '../../platform/stripe/index.ts'
import { askStripe } from './checkouts/ask-stripe.ts'
import { collectOwed, listDebtors } from './checkouts/collect-owed.ts'
import { keepPaymentMethod } from './checkouts/keep-payment-method.ts'
import { reportStrays } from './checkouts/report-strays.ts'
import { announceGrants } from './grants/announce-grants.ts'
import { expireGrants } from './grants/expire-grants.ts'
import { purgeIdempotencyKeys } from './purge-idempotency-keys.ts'
import { topUp } from './top-ups/top-up.ts'

const PURGE = 'credits.purge_idempotency_keys'
const EXPIRE = 'credits.expire_grants'
const EXPIRE_ALL = 'credits.expire_all_grants'
const ANNOUNCE = 'credits.announce_grants'
const ASK = 'credits.ask_stripe'
const COLLECT = 'credits.collect_owed'
const STRAYS = 'credits.report_strays'
// These two are enqueued by SQL, see 0017_checkouts.sql.
const TOP_UP = 'credits.top_up'
const KEEP_METHOD = 'credits.keep_payment_method'

const topUpPayload = z.object({ workspace_id: z.uuid() })
const keepPayload = z.object({ checkout_id: z.uuid() })

export function creditTasks(platform: Platform): Record<string, Task> {
  const { db, config } = platform
  return {
    [PURGE]: async (_payload, { signal }) => {
      while (!signal.aborted && (await withSystem(db, purgeIdempotencyKeys)));
      while (!signal.aborted && (await withSystem(db, purgeEvents)));
    },
    [EXPIRE]: async (_payload, { signal }) => {
      while (!signal.aborted && (await expireGrants(db)) > 0);
    },
    [EXPIRE_ALL]: async (_payload, { signal }) => {
      while (!signal.aborted && (await expireGrants(db, { all: true })) > 0);
    },
    [ANNOUNCE]: async (_payload, { signal }) => {
      while (!signal.aborted && (await withSystem(db, (tx) => announceGrants(tx, config.appUrl))) > 0);
    },
    [ASK]: async (_payload, { signal }) => {
      while (!signal.aborted && (await askStripe(platform)) > 0);
    },
    [COLLECT]: async (_payload, { signal }) => {
      for (const id of await withSystem(db, listDebtors)) {
        if (signal.aborted) return
        await withSystem(db, (tx) => collectOwed(tx, id))
      }
    },
    [STRAYS]: () => withSystem(db, reportStrays),
    [TOP_UP]: (payload) => topUp(platform, topUpPayload.parse(payload).workspace_id),
    [KEEP_METHOD]: (payload) => keepPaymentMethod(platform, keepPayload.parse(payload).checkout_id),
  }
}

export const creditCron: CronLine[] = [
  { task: PURGE, match: '41 3 * * *' },
  { task: EXPIRE, match: '* * * * *' },
  { task: EXPIRE_ALL, match: '23 4 * * *' },
  { task: ANNOUNCE, match: '7 * * * *' },
  { task: ASK, match: '*/5 * * * *' },
  { task: COLLECT, match: '* * * * *' },
  { task: STRAYS, match: '51 * * * *' },
]
