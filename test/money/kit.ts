import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { expect } from 'vitest'
import { verifyLedger } from '../../src/features/credits/index.ts'
import { withSystem, withWorkspace } from '../../src/platform/db/index.ts'
import type { TestWorld } from '../harness/index.ts'
import { addPerson, type Person } from '../people.ts'

type World = Pick<TestWorld, 'db' | 'ownerUrl'>

/** Who a lead is; what is missing is not known. */
export interface Contact {
  email?: string
  second_email?: string
  phone?: string
  name?: string
  linkedin_url?: string
}

export interface Market {
  operator: Person
  partner: Person
  buyer: Person
}

/** An operator, an approved partner and a buyer with credits. */
export async function createMarket(world: World, { credits = 0 } = {}): Promise<Market> {
  const operator = await addPerson(world, { name: 'Olga', operator: true })
  const partner = await addPartner(world, operator)
  return { operator, partner, buyer: await addBuyer(world, operator, credits) }
}

export async function addPartner(world: World, operator: Person): Promise<Person> {
  const partner = await addPerson(world, { name: 'Paula' })
  await withWorkspace(world.db, partner.workspaceId, (tx) =>
    sql`select apply_as_partner('Paula Data', null, null, ${partner.id})`.execute(tx),
  )
  await decidePartner(world, operator, partner, 'approved')
  return partner
}

export function decidePartner(world: World, operator: Person, partner: Person, status: string) {
  return withSystem(world.db, (tx) =>
    sql`select decide_partner(${operator.id}, ${partner.workspaceId}, ${status}, null)`.execute(tx),
  )
}

export async function addBuyer(world: World, operator: Person, credits: number): Promise<Person> {
  const buyer = await addPerson(world, { name: 'Berta' })
  if (credits > 0) await grant(world, operator, buyer.workspaceId, credits)
  return buyer
}

export async function grant(
  { db }: World,
  operator: Person,
  workspaceId: string,
  credits: number,
  key: string = randomUUID(),
): Promise<void> {
  const amount = Math.round(credits * 100)
  await withSystem(db, (tx) =>
    sql`select grant_credits(${operator.id}, ${workspaceId}, ${amount}, 'test', ${key}, ${Buffer.from(String(amount))})`.execute(
      tx,
    ),
  )
}

/** Stores leads of a workspace with all their identities; answers their ids in order. */
export async function addLeads({ db }: World, workspaceId: string, contacts: Contact[]): Promise<string[]> {
  const rows = contacts.map((contact) => ({ id: randomUUID(), ...contact }))
  await withWorkspace(db, workspaceId, (tx) =>
    sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as g (id uuid, email text, second_email text, phone text, name text, linkedin_url text)
      ), known as (
        select g.id, k.rank, k.kind, identity_hash(identity_key(), k.kind, k.value) as identity
        from given g cross join lateral (values
          (1, 'email', g.email), (2, 'email', g.second_email),
          (3, 'phone', g.phone || ':' || g.name), (4, 'linkedin', g.linkedin_url)) k (rank, kind, value)
        where k.value is not null
      ), identified as (
        insert into lead_identities (workspace_id, identity, kind, lead_id)
        select distinct on (identity) ${workspaceId}::uuid, identity, kind, id from known order by identity, rank
      )
      insert into leads (workspace_id, id, dedup_hash, source, email, second_email, phone, full_name, name_key, linkedin_url)
      select ${workspaceId}, g.id, (select identity from known k where k.id = g.id order by rank limit 1), 'upload',
        g.email, g.second_email, g.phone, g.name, coalesce(g.name, ''), g.linkedin_url
      from given g`.execute(tx),
  )
  return rows.map((row) => row.id)
}

export interface Terms {
  price?: number
  maxBuyers?: number
  expiresAt?: Date | null
}

/** Lists leads of a partner; answers the listings' ids in the order of the leads. */
export function listLeads({ db }: World, partner: Person, leadIds: string[], terms: Terms = {}) {
  const { price = 2.5, maxBuyers = 1, expiresAt = null } = terms
  return withWorkspace(db, partner.workspaceId, async (tx) => {
    await sql`select list_leads(${leadIds}::uuid[], ${Math.round(price * 100)}, ${maxBuyers}, ${expiresAt})`.execute(
      tx,
    )
    const { rows } = await sql<{ id: string }>`
      select l.id from unnest(${leadIds}::uuid[]) with ordinality a (id, n)
      join listings l on l.lead_id = a.id order by a.n`.execute(tx)
    return rows.map((row) => row.id)
  })
}

/** Listings of `count` people nobody has met before. */
export async function addListings(world: World, partner: Person, count: number, terms: Terms = {}) {
  const batch = randomUUID()
  const contacts = Array.from({ length: count }, (_, n) => ({
    email: `p${n}@${batch}.example`,
    name: `person ${n}`,
  }))
  return listLeads(world, partner, await addLeads(world, partner.workspaceId, contacts), terms)
}

export interface Purchase {
  listings: string[]
  key?: string
  request?: string
  onUnavailable?: 'skip' | 'fail'
  maxTotal?: number | null
}

export interface Bought {
  order_id: string
  items: { listing_id: string; lead_id: string; price: number }[]
  skipped: { listing_id: string; reason: string }[]
  credits_charged: number
  balance: number
}

/** Connections with the request role's rights, more than the app's pool has, for real crowds. */
export function openCrowd({ ownerUrl }: World, max: number) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max })
  pool.on('error', () => {}) // a connection that is closing may be told that its database goes first
  async function buy(workspaceId: string, purchase: Purchase): Promise<Bought> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await buyOnce(pool, workspaceId, purchase)
      } catch (error) {
        if (attempt === 5 || !['40001', '40P01'].includes((error as { code?: string }).code ?? ''))
          throw error
      }
    }
  }
  return { pool, buy, close: () => pool.end() }
}

export type Crowd = ReturnType<typeof openCrowd>

async function buyOnce(pool: pg.Pool, workspaceId: string, purchase: Purchase): Promise<Bought> {
  const { listings, key = randomUUID(), request = 'request', onUnavailable = 'skip' } = purchase
  const values = [listings, onUnavailable, key, Buffer.from(request), purchase.maxTotal ?? null]
  const client = await pool.connect()
  try {
    await client.query(`begin; set local role assay_app; set local app.workspace_id = '${workspaceId}'`)
    const { rows } = await client.query('select buy_listings($1, $2, $3, $4, null, $5) as bought', values)
    await client.query('commit')
    return rows[0].bought
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** Credits in a workspace's wallet. */
export async function balanceOf({ db }: World, workspaceId: string): Promise<number> {
  const { rows } = await db.system.query(
    `select balance_hundredths from ledger_accounts where workspace_id = $1 and kind = 'wallet'`,
    [workspaceId],
  )
  return (rows[0]?.balance_hundredths ?? 0) / 100
}

/** How often each outcome came: `bought`, why the first listing was skipped, or the SQLSTATE of the refusal. */
export function tally(outcomes: PromiseSettledResult<Bought>[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) {
    const name =
      outcome.status === 'rejected'
        ? String((outcome.reason as { code?: string }).code ?? outcome.reason)
        : (outcome.value.skipped[0]?.reason ?? 'bought')
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

/** Fails unless `ledger:verify` finds nothing wrong. */
export async function expectRightLedger({ db }: World): Promise<void> {
  const findings = await verifyLedger(db)
  expect(findings.filter((finding) => finding.wrong > 0)).toEqual([])
}
