import { sql } from 'kysely'
import { type Databases, type Tx, withSystem } from '../../../platform/db/index.ts'
import { queueMail } from '../../accounts/index.ts'
import { appendEvent } from '../../events/index.ts'
import { mailOfSilence } from './mail-of-silence.ts'

const BATCH = 100

interface Silent {
  workspace_id: string
  id: string
  name: string
  website_url: string
  last_event_at: Date
  /** Of owners and admins. */
  emails: string[]
}

/**
 * Tells of pixels from which for unusually long nothing came: in the event log, and owners and admins by mail; once for
 * each silence, which the next event ends.
 */
export async function noticeSilence(db: Databases, appUrl: string, signal: AbortSignal): Promise<void> {
  let noticed = BATCH
  while (noticed === BATCH) {
    signal.throwIfAborted()
    noticed = await withSystem(db, (tx) => noticeSome(tx, appUrl))
  }
}

/**
 * Unusually long is three times the longest pause between the last 500 visits of a week, but at least two hours and at
 * most a week; with fewer than five visits nothing is usual yet, so a day. A shop that sells around the clock is told
 * of soon, a small site not at every weekend.
 */
async function noticeSome(tx: Tx, appUrl: string): Promise<number> {
  const { rows } = await sql<Silent>`
    with quiet as (
      select p.workspace_id, p.id from pixels p
      where p.status = 'active' and p.deleted_at is null and p.last_event_at < now() - interval '2 hours'
        and p.silent_since is distinct from p.last_event_at
        and p.last_event_at < now() - (
          select case when count(*) < 5 then interval '1 day'
            else least(greatest(3 * max(pause), interval '2 hours'), interval '7 days') end
          from (
            select started_at - lag(started_at) over (order by started_at) as pause
            from (
              select s.started_at from visitor_sessions s
              where s.workspace_id = p.workspace_id and s.pixel_id = p.id
                and s.started_at > p.last_event_at - interval '7 days'
              order by s.started_at desc limit 500) visits
          ) pauses)
      order by p.workspace_id, p.id limit ${BATCH} for no key update skip locked
    )
    update pixels p set silent_since = p.last_event_at
    from quiet q where p.workspace_id = q.workspace_id and p.id = q.id
    returning p.workspace_id, p.id, p.name, p.website_url, p.last_event_at, array(
      select u.email::text from members m join auth."user" u on u.id = m.user_id
      where m.workspace_id = p.workspace_id and m.role in ('owner', 'admin') order by u.email) as emails`.execute(
    tx,
  )
  for (const { workspace_id: workspaceId, emails, ...pixel } of rows) {
    await appendEvent(tx, { workspaceId, type: 'pixel.silent', payload: { pixel_id: pixel.id } })
    for (const to of emails) await queueMail(tx, { to, ...mailOfSilence(pixel, appUrl) })
  }
  return rows.length
}
