import { sql } from 'kysely'
import { type Databases, type Tx, withSystem, withWorkspace } from '../../../platform/db/index.ts'
import { retryConflicts } from '../../leads/index.ts'

const BATCH = 5000

/** Brings the hashes of leads' addresses up to date, when there is a link that knows nothing but a hash. */
export async function catchUpHashes(db: Databases, workspaceId: string, signal: AbortSignal): Promise<void> {
  const isNeeded = await withWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql`
      select from visitor_links where workspace_id = current_workspace() and lead_id is null and undone_at is null
        and email_hash is not null and coalesce(given, '{}') = '{}' limit 1`.execute(tx)
    return rows.length > 0
  })
  let isMore = isNeeded
  while (isMore) {
    signal.throwIfAborted()
    isMore = await retryConflicts(() =>
      withWorkspace(db, workspaceId, async (tx) => {
        const { rows } = await sql<{ more: boolean }>`select hash_lead_emails(${BATCH}::int) as more`.execute(
          tx,
        )
        return rows[0]?.more ?? false
      }),
    )
  }
}

/**
 * Leads by the SHA-256 of their lower-case address in hex: by what is known of their addresses now, or by what another
 * visitor with the same hash was found to be.
 */
export async function leadsOfHashes(tx: Tx, hashes: Buffer[]): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map()
  const { rows } = await sql<{ hash: string; lead_id: string }>`
    select distinct on (g.hash) encode(g.hash, 'hex') as hash, l.id as lead_id
    from unnest(${hashes}::bytea[]) g (hash)
    cross join lateral (
      select lead_id, 1 as rank from lead_email_hashes
      where workspace_id = current_workspace() and hash = email_hash_key(g.hash)
      union all
      select lead_id, 2 from visitor_links
      where workspace_id = current_workspace() and email_hash = g.hash and undone_at is null and lead_id is not null
    ) found
    join leads l on l.workspace_id = current_workspace() and l.id = found.lead_id
    where found.rank = 2 or g.hash in (
      sha256(convert_to(lower(l.email), 'UTF8')), sha256(convert_to(lower(l.second_email), 'UTF8')))
    order by g.hash, found.rank, l.id`.execute(tx)
  return new Map(rows.map(({ hash, lead_id }) => [hash, lead_id]))
}

/** Nothing is kept of a lead that is gone and cannot be restored any more. */
export async function forgetHashes(db: Databases): Promise<void> {
  await withSystem(db, (tx) =>
    sql`
      delete from lead_email_hashes h
      where not exists (select from leads l where l.workspace_id = h.workspace_id and l.id = h.lead_id)
        and not exists (select from deleted_leads d where d.workspace_id = h.workspace_id and d.id = h.lead_id)`.execute(
      tx,
    ),
  )
}
