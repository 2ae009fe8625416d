import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { withSystem, withWorkspace } from '../src/platform/db/index.ts'
import type { TestWorld } from './harness/index.ts'
import { addPerson, type Person } from './people.ts'

type World = Pick<TestWorld, 'db'>

/** A lead as the market tests make it; what is not given is as plain as it can be. */
export interface MarketLead {
  email?: string | null
  email_status?: string
  phone?: string | null
  phone_status?: string
  linkedin_url?: string | null
  first_name?: string
  last_name?: string
  full_name?: string
  job_title?: string
  title_words?: string[]
  seniority?: string | null
  department?: string | null
  company_name?: string
  company_domain?: string
  industry?: string | null
  company_size?: string | null
  city?: string
  state?: string | null
  postal_code?: string
  country?: string | null
  website?: string
  notes?: string
  points_email?: number
  sourced_at?: string
  source?: string
}

export interface Terms {
  price?: number
  maxBuyers?: number
  expiresAt?: string | null
}

export interface Sold {
  leadId: string
  listingId: string
}

let made = 0

/** A person whose workspace is an approved partner. */
export async function addPartner(world: World, name = 'Petra'): Promise<Person> {
  const partner = await addPerson(world, { name })
  const operator = await addPerson(world, { name: 'Opal', operator: true })
  await withWorkspace(world.db, partner.workspaceId, (tx) =>
    sql`select apply_as_partner('Petra & Co', null, null, null)`.execute(tx),
  )
  await world.db.system.query(`select decide_partner($1, $2, 'approved', null)`, [
    operator.id,
    partner.workspaceId,
  ])
  return partner
}

/** Leads of a workspace with their identities; answers their ids in order. */
export async function addLeads({ db }: World, workspaceId: string, leads: MarketLead[]): Promise<string[]> {
  const rows = leads.map((lead) => {
    made++
    const email =
      lead.email === undefined ? `lead-${made}-${randomBytes(3).toString('hex')}@people.example` : lead.email
    return { source: 'upload', full_name: `Lead ${made}`, title_words: [], points_email: 10, ...lead, email }
  })
  const { rows: stored } = await db.system.query<{ id: string }>(
    `with given as (
       select r.*, a.n, uuidv7() as id from jsonb_array_elements($2::jsonb) with ordinality a (lead, n)
       cross join lateral jsonb_to_record(a.lead) as r (
         source text, email text, email_status text, phone text, phone_status text, linkedin_url text, first_name text,
         last_name text, full_name text, job_title text, title_words text[], seniority text, department text,
         company_name text, company_domain text, industry text, company_size text, city text, state text,
         postal_code text, country text, website text, notes text, points_email smallint, sourced_at timestamptz)
     ), keys as (
       select id, n, kind, identity_hash(identity_key(), kind, value) as identity from given
       cross join lateral (values
         ('email', email), ('phone', phone || ':' || lower(full_name)), ('linkedin', linkedin_url)) k (kind, value)
       where value is not null
     ), identities as (
       insert into lead_identities (workspace_id, identity, kind, lead_id) select $1, identity, kind, id from keys
       on conflict do nothing
     ), stored as (
       insert into leads (workspace_id, id, dedup_hash, source, email, email_status, phone, phone_status, linkedin_url,
         first_name, last_name, full_name, name_key, job_title, title_words, seniority, department, company_name,
         company_domain, industry, company_size, city, state, postal_code, country, website, notes, points_email,
         sourced_at)
       select $1, id, (select k.identity from keys k where k.id = g.id order by k.kind limit 1), source, email,
         coalesce(email_status, 'unverified'), phone, coalesce(phone_status, 'unverified'), linkedin_url, first_name,
         last_name, full_name, lower(full_name), job_title, title_words, seniority, department, company_name,
         company_domain, industry, company_size, city, state, postal_code, country, website, notes, points_email,
         coalesce(sourced_at, now())
       from given g
     )
     select id from given order by n`,
    [workspaceId, JSON.stringify(rows)],
  )
  return stored.map(({ id }) => id)
}

/** Puts leads of a partner on sale. */
async function offer({ db }: World, workspaceId: string, leadIds: string[], terms: Terms = {}) {
  const { price = 1, maxBuyers = 1, expiresAt = null } = terms
  return withWorkspace(db, workspaceId, async (tx) => {
    await sql`select list_leads(${leadIds}::uuid[], ${Math.round(price * 100)}, ${maxBuyers}, ${expiresAt})`.execute(
      tx,
    )
    const { rows } = await sql<{ leadId: string; listingId: string }>`
      select lead_id as "leadId", id as "listingId" from listings
      where workspace_id = ${workspaceId} and lead_id = any (${leadIds}::uuid[])
      order by array_position(${leadIds}::uuid[], lead_id)`.execute(tx)
    return rows
  })
}

/** Leads of a partner, on sale at once. */
export async function addListings(
  world: World,
  partner: Person,
  leads: MarketLead[],
  terms: Terms = {},
): Promise<Sold[]> {
  return offer(world, partner.workspaceId, await addLeads(world, partner.workspaceId, leads), terms)
}

/** Credits out of nothing, as the operator gives them. */
export async function giveCredits(world: World, workspaceId: string, credits: number): Promise<void> {
  const operator = await addPerson(world, { name: 'Otto', operator: true })
  await withSystem(world.db, async (tx) => {
    await sql`select grant_credits(${operator.id}, ${workspaceId}, ${Math.round(credits * 100)}, 'test',
      ${randomBytes(8).toString('hex')}, '\\x00')`.execute(tx)
  })
}
