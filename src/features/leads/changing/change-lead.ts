import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { Problem } from '../../../platform/errors/index.ts'
import { replaceIdentities } from '../identities.ts'
import { publishLeads } from '../publish-leads.ts'
import { findLead, readLead, type StoredLead } from '../reading/read-lead.ts'
import type { Lead, LeadChange } from '../schema.ts'
import { changedColumns } from './changed-columns.ts'

export interface ChangeOptions {
  actorId: string | null
  /** `updated_at` as the caller read it; null does not ask. */
  readAt: string | null
}

/**
 * Changes fields of one lead as a person typed them. A contact that changes loses what its verification said;
 * who the lead is, its score and its listing follow in the same transaction.
 */
export async function changeLead(
  tx: Tx,
  id: string,
  change: LeadChange,
  options: ChangeOptions,
): Promise<Lead> {
  const held = await findLead(tx, id, { isLocked: true })
  refuseStale(held, options.readAt ?? change.updated_at ?? null)
  const { columns, changes, identified } = changedColumns(held, change)
  const changed = Object.keys(changes)
  if (changed.length === 0) return readLead(tx, id)
  if (identified) columns.dedup_hash = await replaceIdentities(tx, id, identified)
  await tx
    .with('written', (query) =>
      query
        .updateTable('leads')
        .from('leads as was')
        .set({ ...columns, ...reached(columns.status), updated_at: sql<Date>`now()` })
        .where('leads.workspace_id', '=', sql<string>`current_workspace()`)
        .where('leads.id', '=', id)
        .whereRef('was.workspace_id', '=', 'leads.workspace_id')
        .whereRef('was.id', '=', 'leads.id')
        .returning([sql`lead_figure(was)`.as('was'), sql`lead_figure(leads)`.as('figure')]),
    )
    .selectFrom('written')
    .select(sql`note_leads(current_workspace(), array_agg(was), array_agg(figure))`.as('noted'))
    .execute()
  await sql`
    insert into lead_history (workspace_id, lead_id, type, actor_id, changes)
    values (current_workspace(), ${id}, 'updated', ${options.actorId}, ${JSON.stringify(changes)}::jsonb)`.execute(
    tx,
  )
  await sql`select rescore_leads(array[${id}::uuid]), refresh_listings(array[${id}::uuid])`.execute(tx)
  await publishLeads(tx, 'lead.updated', [id], { changed })
  return readLead(tx, id)
}

/** What it ever was is kept beside what it is. */
function reached(status: string | undefined) {
  return status === undefined
    ? {}
    : { reached: sql<number>`leads.reached | reached_by(leads.status) | reached_by(${status})` }
}

function refuseStale(held: StoredLead, readAt: string | null): void {
  if (readAt === null || Date.parse(readAt) === held.updated_at.getTime()) return
  throw new Problem('conflict', 'This lead was changed meanwhile: read it again', {
    updated_at: held.updated_at.toISOString(),
  })
}
