import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import type { NormalisedLead } from './normalise/index.ts'

type Identified = Pick<
  NormalisedLead,
  'email_key' | 'second_email_key' | 'phone' | 'mobile' | 'name_key' | 'linkedin_url'
>

/**
 * Makes these the ways a lead is known, and answers its dedup_hash. A 409 problem with `lead_id` when another
 * lead is the same person; a 409 when the person must not be stored.
 */
export async function replaceIdentities(tx: Tx, leadId: string, lead: Identified): Promise<Buffer> {
  const { rows } = await sql<{ hash: Buffer }>`
    select replace_lead_identities(${leadId}::uuid, ${lead.email_key}, ${lead.second_email_key}, ${lead.phone},
      ${lead.mobile}, ${lead.name_key}, ${lead.linkedin_url}) as hash`.execute(tx)
  if (!rows[0]) throw new Error('replace_lead_identities answered nothing')
  return rows[0].hash
}

/** The lead of the workspace that is this person already. */
export async function findSamePerson(tx: Tx, lead: Identified): Promise<string | null> {
  const { rows } = await sql<{ lead_id: string | null }>`
    select duplicate_check(${lead.email_key}::text, ${lead.second_email_key}::text, ${lead.phone}::text,
      ${lead.mobile}::text, ${lead.name_key}::text, ${lead.linkedin_url}::text) as lead_id`.execute(tx)
  return rows[0]?.lead_id ?? null
}

export interface KnownPerson {
  /** The lead of the workspace that is this person. */
  leadId: string | null
  /** Must not be stored or contacted. */
  isSuppressed: boolean
}

/** Who of these people is a lead of the workspace, in the order given, by the rules that leads are stored by. */
export async function findPeople(tx: Tx, people: readonly Identified[]): Promise<KnownPerson[]> {
  if (people.length === 0) return []
  const asked = people.map((lead, n) => ({
    ...{ n, email_key: lead.email_key, second_email_key: lead.second_email_key, phone: lead.phone },
    ...{ mobile: lead.mobile, name_key: lead.name_key, linkedin_url: lead.linkedin_url },
  }))
  const { rows } = await sql<{ n: number; lead_id: string | null; is_suppressed: boolean }>`
    with keys as materialized (
      select w.n, k.rank, k.kind, identity_hash(identity_key(), k.kind, k.value) as identity,
        coalesce(w.email_key, w.second_email_key) is null as bare
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w (n int, email_key text, second_email_key text,
        phone text, mobile text, name_key text, linkedin_url text)
      cross join lateral lead_identity_values(w.email_key, w.second_email_key, w.phone, w.mobile, w.name_key,
        w.linkedin_url) k
    )
    select k.n,
      (array_agg(l.id order by k.rank) filter (where l.id is not null))[1] as lead_id,
      bool_or(exists (select from suppressions x where x.identity = k.identity)) as is_suppressed
    from keys k
    left join lateral (
      select l.id from lead_identities i
      join leads l on l.workspace_id = i.workspace_id and l.id = i.lead_id
      where i.workspace_id = current_workspace() and i.identity = k.identity
        and (k.kind = 'email' or k.bare or (l.email is null and l.second_email is null)) offset 0) l on true
    group by k.n`.execute(tx)
  const known = new Map(rows.map((row) => [row.n, row]))
  return people.map((_, n) => ({
    leadId: known.get(n)?.lead_id ?? null,
    isSuppressed: known.get(n)?.is_suppressed ?? false,
  }))
}
