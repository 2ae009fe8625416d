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
