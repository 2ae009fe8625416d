import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withSystem, withWorkspace } from '../../src/platform/db/index.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import {
  addBuyer,
  addLeads,
  addListings,
  addPartner,
  balanceOf,
  type Contact,
  type Crowd,
  createMarket,
  decidePartner,
  expectRightLedger,
  listLeads,
  type Market,
  openCrowd,
} from './kit.ts'

let world: TestWorld
let market: Market
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  market = await createMarket(world, { credits: 10_000 })
  crowd = openCrowd(world, 4)
})
afterAll(async () => {
  await expectRightLedger(world)
  await crowd.close()
  await world.dispose()
})

const buy = (listings: string[], rest = {}) => crowd.buy(market.buyer.workspaceId, { listings, ...rest })

async function listContacts(contacts: Contact[]) {
  // One at a time: what two of them share belongs to the first lead of one workspace, so each has its own partner.
  const listings: string[] = []
  for (const contact of contacts) {
    const partner = await addPartner(world, market.operator)
    listings.push(...(await listLeads(world, partner, await addLeads(world, partner.workspaceId, [contact]))))
  }
  return listings
}

const reasons = (bought: { skipped: { reason: string }[] }) => bought.skipped.map((item) => item.reason)

/** Every row a purchase can touch, counted and summed. */
async function everything() {
  const tables = ['orders', 'order_items', 'leads', 'lead_identities', 'ledger_transfers', 'ledger_entries']
  const counts = [...tables, 'events', 'idempotency_keys'].map(
    (table) => `(select count(*) from ${table}) as ${table}`,
  )
  const { rows } = await crowd.pool.query(
    `select ${counts.join(', ')}, (select sum(times_sold) from listings) as sold,
      (select array_agg(balance_hundredths order by id) from ledger_accounts) as balances`,
  )
  return rows[0]
}

describe('one person', () => {
  const same: [string, Contact, Contact][] = [
    ['by email', { email: 'a@one.example' }, { email: 'a@one.example', phone: '+15550001', name: 'b' }],
    [
      'by a second email',
      { email: 'a@two.example', second_email: 'b@two.example' },
      { email: 'b@two.example' },
    ],
    [
      'by phone and name',
      { phone: '+15550003', name: 'ann' },
      { phone: '+15550003', name: 'ann', email: 'a@three.example' },
    ],
    [
      'by LinkedIn URL',
      { linkedin_url: 'linkedin.com/in/4' },
      { linkedin_url: 'linkedin.com/in/4', email: 'a@four.example' },
    ],
  ]
  for (const [name, first, second] of same) {
    it(`is bought once in one order: ${name}`, async () => {
      const bought = await buy(await listContacts([first, second]))
      expect(bought.items).toHaveLength(1)
      expect(reasons(bought)).toEqual(['same_person'])
      expect(bought.credits_charged).toBe(2.5)
    })
  }

  it('is not bought when the workspace has it already, however it came', async () => {
    const contact = { email: 'owned@five.example' }
    await addLeads(world, market.buyer.workspaceId, [contact, { phone: '+15550006', name: 'otto' }])
    const listings = await listContacts([
      contact,
      { phone: '+15550006', name: 'otto', email: 'otto@six.example' },
    ])
    const before = await balanceOf(world, market.buyer.workspaceId)
    expect(reasons(await buy(listings))).toEqual(['already_owned', 'already_owned'])
    expect(await balanceOf(world, market.buyer.workspaceId)).toBe(before)
  })

  it('stays two when two people with emails share a phone', async () => {
    const bought = await buy(
      await listContacts([
        { email: 'x@seven.example', phone: '+15550007', name: 'sam' },
        { email: 'y@seven.example', phone: '+15550007', name: 'sam' },
      ]),
    )
    expect(bought.items).toHaveLength(2)
    expect(bought.skipped).toEqual([])
  })

  it('is not paid for again after the bought lead was deleted', async () => {
    const [listing = ''] = await addListings(world, market.partner, 1, { maxBuyers: 5 })
    const { items } = await buy([listing])
    await crowd.pool.query('delete from lead_identities where lead_id = $1', [items[0]?.lead_id])
    await crowd.pool.query('delete from leads where id = $1', [items[0]?.lead_id])
    expect(reasons(await buy([listing]))).toEqual(['already_owned'])
  })

  it('asked for twice by its listing is bought once', async () => {
    const [listing = ''] = await addListings(world, market.partner, 1)
    const bought = await buy([listing, listing])
    expect([bought.items.length, reasons(bought)]).toEqual([1, ['same_person']])
  })
})

describe('what cannot be bought', () => {
  it('is skipped with its reason, and the rest is bought', async () => {
    const [sold = '', withdrawn = '', suppressed = '', ok = ''] = await addListings(world, market.partner, 4)
    const [expired = ''] = await addListings(world, market.partner, 1, {
      expiresAt: new Date(Date.now() - 1000),
    })
    const other = await addBuyer(world, market.operator, 100)
    await crowd.buy(other.workspaceId, { listings: [sold] })
    await withWorkspace(world.db, market.partner.workspaceId, (tx) =>
      sql`select withdraw_listings_of(array(select lead_id from listings where id = ${withdrawn}))`.execute(
        tx,
      ),
    )
    await crowd.pool.query(
      `insert into suppressions (identity, reason) select email_identities[1], 'asked' from listings where id = $1`,
      [suppressed],
    )
    const bought = await buy([sold, withdrawn, suppressed, expired, ok])
    expect(reasons(bought)).toEqual(['sold_out', 'withdrawn', 'suppressed', 'withdrawn'])
    expect(bought.items.map((item) => item.listing_id)).toEqual([ok])
    const own = await addListings(world, market.partner, 1)
    expect(reasons(await crowd.buy(market.partner.workspaceId, { listings: own }))).toEqual(['own_listing'])
  })

  it('fails the whole order when asked to', async () => {
    const [one = '', two = ''] = await addListings(world, market.partner, 2)
    await buy([one])
    const before = await everything()
    const refusal = buy([one, two], { onUnavailable: 'fail' })
    await expect(refusal).rejects.toMatchObject({ code: 'AS409', detail: expect.stringContaining(one) })
    expect(await everything()).toEqual(before)
  })

  it('is a listing of a suspended partner, until it is approved again', async () => {
    const partner = await addPartner(world, market.operator)
    const [listing = '', other = ''] = await addListings(world, partner, 2)
    await decidePartner(world, market.operator, partner, 'suspended')
    expect(reasons(await buy([listing]))).toEqual(['withdrawn'])
    const reprice = withWorkspace(world.db, partner.workspaceId, (tx) =>
      sql`select reprice_listings(array[${other}]::uuid[], 1, 2, null, true)`.execute(tx),
    )
    await expect(reprice).rejects.toMatchObject({ code: 'AS403' })
    await decidePartner(world, market.operator, partner, 'approved')
    expect((await buy([listing])).items).toHaveLength(1)
  })

  it('is a listing that does not exist: 404, and nothing happens', async () => {
    const [listing = ''] = await addListings(world, market.partner, 1)
    const before = await everything()
    await expect(buy([listing, randomUUID()])).rejects.toMatchObject({ code: 'AS404' })
    await expect(buy([])).rejects.toMatchObject({ code: 'AS422' })
    expect(await everything()).toEqual(before)
  })

  it('is a listing that became dearer than was shown', async () => {
    const [listing = ''] = await addListings(world, market.partner, 1)
    await withWorkspace(world.db, market.partner.workspaceId, (tx) =>
      sql`select reprice_listings(array[${listing}]::uuid[], 300, null, null, false)`.execute(tx),
    )
    await expect(buy([listing], { maxTotal: 250 })).rejects.toMatchObject({ code: 'AS409' })
    expect((await buy([listing], { maxTotal: 300 })).credits_charged).toBe(3)
  })
})

describe('a refused or broken purchase leaves nothing', () => {
  it('for want of credits', async () => {
    const poor = await addBuyer(world, market.operator, 4.99)
    const listings = await addListings(world, market.partner, 2)
    const before = await everything()
    const key = randomUUID()
    const refusal = crowd.buy(poor.workspaceId, { listings, key })
    const detail = expect.stringMatching(/"required": 5\.00.*|"shortfall": 0\.01/)
    await expect(refusal).rejects.toMatchObject({ code: 'AS402', detail })
    expect(await everything()).toEqual(before)
    // the key was not used up
    expect((await crowd.buy(poor.workspaceId, { listings: listings.slice(0, 1), key })).balance).toBe(2.49)
  })

  it('whichever of its inserts fails', async () => {
    const listings = await addListings(world, market.partner, 2)
    const before = await everything()
    await crowd.pool.query(
      `create function fail() returns trigger language plpgsql as $$ begin raise exception 'a disk is full'; end $$;
       grant execute on function fail() to public`,
    )
    const written = [
      'lead_identities',
      'leads',
      'order_items',
      'ledger_transfers',
      'orders',
      'ledger_entries',
      'events',
    ]
    for (const table of [...written, 'idempotency_keys']) {
      await crowd.pool.query(
        `create trigger broken after insert on ${table} for each row execute function fail()`,
      )
      await expect(buy(listings, { key: 'same' })).rejects.toThrow('a disk is full')
      await crowd.pool.query(`drop trigger broken on ${table}`)
      expect(await everything()).toEqual(before)
    }
    expect((await buy(listings, { key: 'same' })).items).toHaveLength(2)
  })
})

describe('the bought lead', () => {
  it('is the partner’s lead, with all ways to know the person, scored for its new owner', async () => {
    const contact = {
      email: 'k@eight.example',
      second_email: 'l@eight.example',
      phone: '+15550008',
      name: 'kim',
      linkedin_url: 'in/8',
    }
    const { order_id, items } = await buy(await listContacts([contact]))
    const { rows } = await world.db.system.query(
      `select source, order_id, email, second_email, phone, full_name, tags, notes,
        (select count(*)::int from lead_identities i where i.lead_id = l.id) as identities from leads l where id = $1`,
      [items[0]?.lead_id],
    )
    const { email, second_email, phone, name } = contact
    const copied = { email, second_email, phone, full_name: name }
    expect(rows).toEqual([
      { source: 'marketplace', order_id, ...copied, tags: [], notes: null, identities: 4 },
    ])
  })

  it('is never sold on', async () => {
    const seller = await addPartner(world, market.operator)
    await withSystem(world.db, (tx) =>
      sql`select grant_credits(${market.operator.id}, ${seller.workspaceId}, 1000, 'test', 'k', ${Buffer.from('x')})`.execute(
        tx,
      ),
    )
    const listings = await addListings(world, market.partner, 1)
    const { items } = await crowd.buy(seller.workspaceId, { listings })
    expect(await listLeads(world, seller, [items[0]?.lead_id ?? ''])).toEqual(listings.slice(0, 0))
  })
})
