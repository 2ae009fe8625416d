import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { FoundDifference } from './difference.ts'

export interface Run {
  day: string
  lookedUntil: Date
  counts: Record<string, number>
  differences: FoundDifference[]
}

/**
 * Keeps what a look at a day found. Each difference opens an exception once; what an earlier look found and this one
 * does not is mended, and so is its exception. Needs withSystem.
 */
export async function storeRun(tx: Tx, { day, lookedUntil, counts, differences }: Run): Promise<void> {
  await sql`
    update reconciliations set status = 'done', looked_until = ${lookedUntil}, finished_at = now(), error = null,
      counts = ${JSON.stringify(counts)}::jsonb where day = ${day}`.execute(tx)
  await sql`
    with found as (
      select * from jsonb_to_recordset(${JSON.stringify(differences)}::jsonb) f (kind text, subject text, workspace_id uuid, detail jsonb)
    ), kept as (
      insert into reconciliation_differences as d (kind, subject, day, about_workspace_id, detail)
      select kind, subject, ${day}, workspace_id, detail from found
      on conflict (kind, subject) do update set detail = excluded.detail, seen_at = now(), mended_at = null
    )
    select report_exception(kind, subject, workspace_id, detail) from found`.execute(tx)
  await sql`
    with mended as (
      update reconciliation_differences set mended_at = now()
      where day = ${day} and mended_at is null and seen_at < now() returning kind, subject
    )
    update money_exceptions x set resolved_at = now(), resolution = 'mended', note = 'The comparison with Stripe no longer finds it'
    from mended m where x.kind = m.kind and x.subject = m.subject and x.resolved_at is null`.execute(tx)
  // what came back after it was mended is open again
  await sql`
    update money_exceptions x set resolved_at = null, resolution = null, note = null
    from reconciliation_differences d
    where d.day = ${day} and d.mended_at is null and x.kind = d.kind and x.subject = d.subject and x.resolution = 'mended'`.execute(
    tx,
  )
}
