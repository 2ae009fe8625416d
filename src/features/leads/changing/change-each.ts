import { sql, type Updateable } from 'kysely'
import type { DB } from '../../../../db/types.gen.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { publishLeads } from '../publish-leads.ts'
import type { StoredLead } from '../reading/read-lead.ts'
import type { LeadChange } from '../schema.ts'
import type { ChangedColumns } from './changed-columns.ts'
import { planChange, settleIdentities } from './settle-identities.ts'

/** Columns that `changeEach` writes: of a person, what they do and where. */
const WRITTEN = [
  ...(['email', 'email_status', 'email_flags', 'second_email', 'second_email_status'] as const),
  ...(['phone', 'phone_status', 'mobile', 'mobile_status', 'verifications', 'original'] as const),
  ...(['first_name', 'last_name', 'full_name', 'name_key', 'job_title', 'title_words'] as const),
  ...(['seniority', 'department', 'company_name', 'company_domain', 'industry', 'company_size'] as const),
  ...(['revenue', 'city', 'state', 'postal_code', 'country', 'linkedin_url', 'dedup_hash'] as const),
] as const
type Written = (typeof WRITTEN)[number]

export type EachChange = Pick<LeadChange, Extract<Written, keyof LeadChange>>
export type LeadColumns = Updateable<DB['leads']>

export interface WantedChange {
  /** As it was read in this transaction, its row locked. */
  held: StoredLead
  change: EachChange
  /** Lays over what follows from the change, such as a contact's verification. */
  adjust?: (columns: LeadColumns) => void
  /** Told in history beside the fields. */
  detail?: Record<string, unknown>
}

export interface MadeChange extends ChangedColumns {
  held: StoredLead
  /** Fields left as they were, because their new value is another lead's or must not be stored. */
  conflicts: string[]
}

export interface EachOptions {
  /** What history calls it. */
  type: string
  actorId: string | null
}

/**
 * Changes many leads, each in its own way, with a handful of statements; who each is, its score and its listing follow.
 * One event for all of them. Answers what was done to each, in order.
 */
export async function changeEach(
  tx: Tx,
  wanted: WantedChange[],
  { type, actorId }: EachOptions,
): Promise<MadeChange[]> {
  const settled = await settleIdentities(
    tx,
    wanted.map(({ held, change, detail = {} }) => ({ ...planChange(held, change), detail })),
  )
  settled.forEach(({ columns, changes }, index) => {
    if (Object.keys(changes).length > 0) wanted[index]?.adjust?.(columns)
  })
  const changed = settled.filter(({ changes }) => Object.keys(changes).length > 0)
  if (changed.length === 0) return settled
  await write(tx, changed)
  const ids = changed.map(({ held }) => held.id)
  const told = changed.map(({ changes, detail }) => JSON.stringify({ ...detail, ...changes }))
  await sql`
    insert into lead_history (workspace_id, lead_id, type, actor_id, changes)
    select current_workspace(), id, ${type}, ${actorId}::uuid, changes
    from unnest(${ids}::uuid[], ${told}::jsonb[]) t (id, changes)`.execute(tx)
  await sql`select rescore_leads(${ids}::uuid[]), refresh_listings(${ids}::uuid[])`.execute(tx)
  const fields = [...new Set(changed.flatMap(({ changes }) => Object.keys(changes)))]
  await publishLeads(tx, 'lead.updated', ids, { changed: fields })
  return settled
}

async function write(tx: Tx, changed: MadeChange[]): Promise<void> {
  const ids = changed.map(({ held }) => held.id)
  const columns = changed.map(({ columns }) => JSON.stringify(asJson(columns)))
  await sql`
    with written as (
    update leads l set ${sql.raw(WRITTEN.map((name) => `${name} = n.${name}`).join(', '))}, updated_at = now()
    from unnest(${ids}::uuid[], ${columns}::jsonb[]) given (id, columns)
    join leads was on was.workspace_id = current_workspace() and was.id = given.id
    cross join lateral jsonb_populate_record(was, given.columns) n
    where l.workspace_id = current_workspace() and l.id = given.id
    returning lead_figure(was) as was, lead_figure(l) as figure
    )
    select note_leads(current_workspace(), array_agg(was), array_agg(figure)) from written`.execute(tx)
}

/** `changedColumns` gives JSON columns as text, and identities are bytes. */
function asJson({ verifications, original, dedup_hash, ...rest }: LeadColumns): Record<string, unknown> {
  return {
    ...rest,
    ...(verifications === undefined ? {} : { verifications: parsed(verifications) }),
    ...(original === undefined ? {} : { original: parsed(original) }),
    ...(dedup_hash instanceof Buffer ? { dedup_hash: `\\x${dedup_hash.toString('hex')}` } : {}),
  }
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}
