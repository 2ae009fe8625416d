import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import type { LeadRules } from '../schema.ts'
import type { VisitorLink } from './schema.ts'

/** A link in force that has no lead yet, with its visitor and the rules of its pixel. */
export interface WaitingLink {
  id: string
  visitor_id: string
  kind: VisitorLink['kind']
  email_hash: Buffer | null
  given: Record<string, string>
  /** Whether it was never asked before; otherwise its visitor did something since. */
  is_new: boolean
  pixel_id: string
  pixel_name: string
  /** As it is stored: members may be missing. */
  lead_rules: Partial<LeadRules>
  page_views: number
  country: string | null
  company_size: string | null
}

/**
 * The next links to be judged past one of them, locked; those that another worker holds are left to it. A link waits
 * until its visitor does something more.
 */
export async function waitingLinks(tx: Tx, after: string | null, limit: number): Promise<WaitingLink[]> {
  const { rows } = await sql<WaitingLink>`
    select k.id, k.visitor_id, k.kind, k.email_hash, coalesce(k.given, '{}') as given, k.judged_events is null as is_new,
      p.id as pixel_id, p.name as pixel_name, p.lead_rules, v.page_views, v.country, v.company_size
    from visitor_links k
    join visitors v on v.workspace_id = k.workspace_id and v.id = k.visitor_id
    join pixels p on p.workspace_id = v.workspace_id and p.id = v.pixel_id and p.deleted_at is null
    where k.workspace_id = current_workspace() and k.lead_id is null and k.undone_at is null
      and k.judged_events is distinct from v.events and (${after}::uuid is null or k.id > ${after}::uuid)
    order by k.id limit ${limit} for no key update of k skip locked`.execute(tx)
  return rows
}

/**
 * Takes away links that say again, of the same visitor, what an older one says: also one that was undone, which stays so.
 * What names a person without an address is known by the hash of all it gave.
 */
export async function dropRepeats(tx: Tx): Promise<void> {
  await sql`
    update visitor_links set email_hash = sha256(convert_to(given::text, 'UTF8'))
    where workspace_id = current_workspace() and lead_id is null and undone_at is null
      and email_hash is null and kind <> 'mail' and given <> '{}'`.execute(tx)
  await sql`
    delete from visitor_links k
    where k.workspace_id = current_workspace() and k.lead_id is null and k.undone_at is null
      and k.judged_events is null and exists (
        select from visitor_links o
        where o.workspace_id = k.workspace_id and o.visitor_id = k.visitor_id and o.id < k.id
          and o.email_hash = k.email_hash)`.execute(tx)
}
