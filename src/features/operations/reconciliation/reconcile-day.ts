import { sql } from 'kysely'
import type Stripe from 'stripe'
import { type Databases, withSystem } from '../../../platform/db/index.ts'
import { compareDisputes, compareRefunds } from './compare-claims.ts'
import { compareCharges, compareGranted } from './compare-payments.ts'
import { comparePayouts, compareTransfers } from './compare-transfers.ts'
import type { Span } from './difference.ts'
import { storeRun } from './store-run.ts'

/** What is younger may still be on its way in a webhook. */
const GRACE_MS = 10 * 60_000
const DAY_MS = 86_400_000

export interface ReconcileOptions {
  db: Databases
  stripe: Stripe
  /** How much of now is left out. */
  graceMs?: number
}

/**
 * Compares one day (UTC) of the ledger with Stripe, or what there is of it so far, and keeps what it finds. When Stripe
 * cannot be asked the day is marked with why, and a later run begins it anew; answers whether it was compared.
 */
export async function reconcileDay(
  { db, stripe, graceMs = GRACE_MS }: ReconcileOptions,
  day: string,
): Promise<boolean> {
  await withSystem(db, (tx) =>
    sql`
      insert into reconciliations as r (day, status, runs, started_at) values (${day}, 'running', 1, now())
      on conflict (day) do update set status = 'running', runs = r.runs + 1, started_at = now()`.execute(tx),
  )
  const from = new Date(`${day}T00:00:00Z`)
  const to = new Date(Math.min(from.getTime() + DAY_MS, Date.now() - graceMs))
  try {
    const { counts, differences } = await compare(db, stripe, { from, to })
    await withSystem(db, (tx) => storeRun(tx, { day, lookedUntil: to, counts, differences }))
    return true
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    await withSystem(db, (tx) =>
      sql`
        update reconciliations set status = 'failed', error = ${message.slice(0, 500)}, finished_at = now()
        where day = ${day}`.execute(tx),
    )
    return false
  }
}

async function compare(db: Databases, stripe: Stripe, span: Span) {
  if (span.to <= span.from) return { counts: {}, differences: [] }
  const parts = [
    await compareCharges(db, stripe, span),
    await compareGranted(db, stripe, span),
    await compareRefunds(db, stripe, span),
    await compareDisputes(db, stripe, span),
    await compareTransfers(db, stripe, span),
    await comparePayouts(db, stripe, span),
  ]
  const counts: Record<string, number> = {}
  for (const { differences: _, ...count } of parts) Object.assign(counts, count)
  return { counts, differences: parts.flatMap((part) => part.differences) }
}
