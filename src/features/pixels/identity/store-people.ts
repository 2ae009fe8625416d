import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { findPeople, storeLeads } from '../../leads/index.ts'
import type { PersonOfLink } from './judge-links.ts'

/**
 * Makes people leads of source `pixel`, or fills what their leads do not have, the way every lead is stored: the same
 * person is one lead, and whoever must not be stored is not. Answers the leads by link.
 * Fails with SQLSTATE 40001 when another transaction stored one of them meanwhile, see `retryConflicts`.
 */
export async function storePeople(tx: Tx, people: PersonOfLink[]): Promise<Map<string, string>> {
  for (const [pixelId, name] of new Map(people.map(({ link }) => [link.pixel_id, link.pixel_name]))) {
    const { updatedIds } = await storeLeads(
      tx,
      people.filter(({ link }) => link.pixel_id === pixelId).map(({ person }) => person),
      {
        ...{ importId: null, source: 'pixel', sourceDetail: name, originId: pixelId },
        ...{ onDuplicate: 'fill', actorId: null },
      },
    )
    await nameHistory(tx, updatedIds)
  }
  const known = await findPeople(
    tx,
    people.map(({ person }) => person),
  )
  const found = people.map(({ link }, index) => [link.id, known[index]?.leadId] as const)
  return new Map(found.filter((entry): entry is [string, string] => entry[1] != null))
}

/** What this transaction filled is told as what it was: a visit, and not an import. */
async function nameHistory(tx: Tx, leadIds: string[]): Promise<void> {
  if (leadIds.length === 0) return
  await sql`
    update lead_history set type = 'identified', changes = changes - 'import_id'
    where workspace_id = current_workspace() and lead_id = any (${leadIds}::uuid[]) and type = 'import'
      and created_at = now() and changes ->> 'import_id' is null`.execute(tx)
}
