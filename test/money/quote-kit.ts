import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Bought, Crowd } from './kit.ts'

export interface Quoted {
  quote_id: string
  items: { listing_id: string; price: number; buyers_left: number }[]
  skipped: { listing_id: string; reason: string; up_to_minutes?: number }[]
  total: number
  expires_at: string
  balance: number
  held: number
}

interface Wish {
  key?: string
  request?: string
  onUnavailable?: 'skip' | 'fail'
  actor?: string | null
}

interface OrderWish extends Wish {
  confirmed?: number | null
}

/** Calls a function as the request role in a transaction of its own for a workspace. */
export async function call<T>(
  pool: pg.Pool,
  workspaceId: string,
  text: string,
  values: unknown[],
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(`begin; set local role assay_app; set local app.workspace_id = '${workspaceId}'`)
    const { rows } = await client.query(`select ${text} as answer`, values)
    await client.query('commit')
    return rows[0].answer
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

export function openQuotes({ pool }: Crowd) {
  return {
    quote: (workspaceId: string, listings: string[], wish: Wish = {}) =>
      call<Quoted>(pool, workspaceId, 'quote_listings($1, $2, $3, $4, $5)', [
        ...[listings, wish.onUnavailable ?? 'skip', wish.key ?? randomUUID()],
        ...[Buffer.from(wish.request ?? 'request'), wish.actor ?? null],
      ]),
    order: (workspaceId: string, quoteId: string, wish: OrderWish = {}) =>
      call<Bought>(pool, workspaceId, `buy_listings(null, null, $1, $2, $3, null, $4, $5)`, [
        ...[wish.key ?? randomUUID(), Buffer.from(wish.request ?? 'request'), wish.actor ?? null],
        ...[wish.confirmed ?? null, quoteId],
      ]),
    cancel: (workspaceId: string, quoteId: string) =>
      call<string>(pool, workspaceId, 'cancel_quote($1, null)', [quoteId]),
    /** As the clock does. */
    async release(): Promise<number> {
      const { rows } = await pool.query('select release_due_quotes() as released')
      return rows[0].released
    },
    /** Lets a quote end in so many milliseconds from now. */
    async endIn(quoteId: string, delayMs: number): Promise<void> {
      await pool.query(
        `with ending as (
           update quotes set expires_at = clock_timestamp() + $2 * interval '1 ms' where id = $1 returning id, expires_at
         )
         update listing_holds h set expires_at = e.expires_at from ending e where h.quote_id = e.id`,
        [quoteId, delayMs],
      )
    },
    async statusOf(quoteId: string): Promise<string> {
      const { rows } = await pool.query('select status from quotes where id = $1', [quoteId])
      return rows[0].status
    },
    /** Credits set aside in a workspace. */
    async heldOf(workspaceId: string): Promise<number> {
      const { rows } = await pool.query(
        `select balance_hundredths from ledger_accounts where workspace_id = $1 and kind = 'held'`,
        [workspaceId],
      )
      return Number(rows[0]?.balance_hundredths ?? 0) / 100
    },
  }
}

export type Quotes = ReturnType<typeof openQuotes>

/** `code` of the problem a function raised; or what it failed of. */
export function problemOf(outcome: PromiseSettledResult<unknown>): string | null {
  if (outcome.status === 'fulfilled') return null
  const { detail, code, message } = outcome.reason as { detail?: string; code?: string; message: string }
  return detail?.startsWith('{') ? JSON.parse(detail).code : `${code} ${message}`
}
