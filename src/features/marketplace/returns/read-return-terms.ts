import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toCredits } from '../../credits/index.ts'
import type { ReturnTerms } from '../schema.ts'

interface TermsRow {
  until: Date
  is_open: boolean
  days: number
  answer_hours: number
  percent: number
  limit_days: number
  bought: number
  allowed: number
  used: number
}

interface SourceRow {
  kind: ReturnTerms['sources'][number]['kind']
  amount_hundredths: number
  expires_at: Date | null
}

/** What returning items of an order takes and gives: how long, how many, to which grants the credits go. */
export async function readReturnTerms(tx: Tx, workspaceId: string, orderId: string): Promise<ReturnTerms> {
  const { rows } = await sql<TermsRow>`
    select t.until, t.until >= now() as is_open, then_rules.return_days as days,
      now_rules.return_answer_hours as answer_hours, l.percent, l.days as limit_days, l.bought, l.allowed, l.used
    from orders o
    cross join lateral money_rules_at(o.created_at) then_rules
    cross join lateral (select o.created_at + make_interval(days => then_rules.return_days) as until) t
    cross join money_rules_at(now()) now_rules
    cross join return_limit(${workspaceId}) l
    where o.workspace_id = ${workspaceId} and o.id = ${orderId}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error(`no rules of money were in force for order ${orderId}`)
  const { until, is_open, days, answer_hours, percent, bought, allowed, used } = row
  return {
    ...{ until: until.toISOString(), is_open, days, answer_hours },
    limit: { percent, days: row.limit_days, bought, allowed, used, left: Math.max(0, allowed - used) },
    sources: await readSources(tx, workspaceId, orderId),
  }
}

/** As grants_to_refund() gives back: what was spent last comes first. */
async function readSources(tx: Tx, workspaceId: string, orderId: string): Promise<ReturnTerms['sources']> {
  const { rows } = await sql<SourceRow>`
    select g.kind, g.expires_at, -sum(m.amount_hundredths)::bigint as amount_hundredths
    from purchase_of(${workspaceId}, ${orderId}) paid
    join grant_moves m on m.transfer_id = paid or m.undoes = paid
    join credit_grants g on g.id = m.grant_id
    group by g.id
    having sum(m.amount_hundredths) < 0
    order by g.kind desc, g.expires_at desc, g.id desc`.execute(tx)
  return rows.map(({ kind, amount_hundredths, expires_at }) => ({
    ...{ kind, credits: toCredits(amount_hundredths), expires_at: expires_at?.toISOString() ?? null },
  }))
}
