import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { followLinks } from './follow-links.ts'
import { listLinks } from './list-links.ts'
import type { VisitorLink } from './schema.ts'

interface Undoing {
  visitorId: string
  linkId: string
  actorId: string | null
}

/**
 * Says that a link is wrong: it counts for nothing from now on, and the same is not believed of this visitor again. The
 * lead stays. Undone twice is undone once.
 */
export async function undoLink(tx: Tx, { visitorId, linkId, actorId }: Undoing): Promise<VisitorLink> {
  await sql`
    update visitor_links set undone_at = now(), undone_by = ${actorId}::uuid,
      email_hash = coalesce(email_hash, case when kind <> 'mail' then sha256(convert_to(given::text, 'UTF8')) end),
      -- by a mail's it is known again
      given = case when kind = 'mail' then given end
    where workspace_id = current_workspace() and id = ${linkId} and visitor_id = ${visitorId}
      and undone_at is null`.execute(tx)
  const link = (await listLinks(tx, visitorId)).find(({ id }) => id === linkId)
  if (!link) throw new Problem('not_found', 'There is no such link')
  await followLinks(tx, [visitorId])
  return link
}
