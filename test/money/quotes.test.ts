import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { withWorkspace } from '../../src/platform/db/index.ts'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import type { Person } from '../people.ts'
import {
  addBuyer,
  addListings,
  balanceOf,
  type Crowd,
  createMarket,
  expectRightLedger,
  type Market,
  openCrowd,
} from './kit.ts'
import { openQuotes, problemOf, type Quotes } from './quote-kit.ts'

let world: TestWorld
let market: Market
let crowd: Crowd
let quotes: Quotes

beforeAll(async () => {
  world = await createTestWorld()
  market = await createMarket(world)
  crowd = openCrowd(world, 50)
  quotes = openQuotes(crowd)
})
afterEach(async () => {
  // Whatever happened, once time has passed everything is where it belongs.
  await crowd.pool.query(
    `update quotes set expires_at = now() - interval '1 minute' where status = 'open';
     update listing_holds set expires_at = now() - interval '1 minute'`,
  )
  while ((await quotes.release()) > 0);
  const { rows } = await crowd.pool.query(
    `select (select count(*)::int from listing_holds) as holds, (select count(*)::int from quotes where status = 'open') as open,
       (select coalesce(sum(balance_hundredths), 0)::int from ledger_accounts where kind = 'held') as held`,
  )
  expect(rows).toEqual([{ holds: 0, open: 0, held: 0 }])
  await expectRightLedger(world)
})
afterAll(async () => {
  await crowd.close()
  await world.dispose()
})

const addOneBuyer = (credits: number) => addBuyer(world, market.operator, credits)
const buyers = (count: number, credits: number) =>
  Promise.all(Array.from({ length: count }, () => addOneBuyer(credits)))
const offer = (count: number, terms = {}) => addListings(world, market.partner, count, terms)
const soldOf = async (listing: string) =>
  (await crowd.pool.query('select times_sold from listings where id = $1', [listing])).rows[0].times_sold

describe('a quote', () => {
  it('sets credits and listings aside, and its order takes just these', async () => {
    const buyer = await addOneBuyer(10)
    const listings = await offer(3)
    const quoted = await quotes.quote(buyer.workspaceId, listings)
    expect(quoted).toMatchObject({ total: 7.5, balance: 2.5, held: 7.5, skipped: [] })
    expect(quoted.items.map((item) => item.listing_id)).toEqual(listings)
    expect(await balanceOf(world, buyer.workspaceId)).toBe(2.5)
    await expectRightLedger(world)
    const bought = await quotes.order(buyer.workspaceId, quoted.quote_id)
    expect(bought).toMatchObject({ credits_charged: 7.5, balance: 2.5, skipped: [] })
    expect(bought.items.map((item) => item.listing_id)).toEqual(listings)
    expect(await quotes.heldOf(buyer.workspaceId)).toBe(0)
  })

  it('is held by one of 50 who ask for one exclusive listing at once', async () => {
    const [listing = ''] = await offer(1)
    const everyone = await buyers(50, 5)
    const outcomes = await Promise.allSettled(
      everyone.map((buyer) => quotes.quote(buyer.workspaceId, [listing])),
    )
    const winner = outcomes.findIndex((outcome) => outcome.status === 'fulfilled')
    expect(outcomes.map(problemOf).filter((code) => code === 'conflict')).toHaveLength(49)
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? JSON.parse(outcome.reason.detail).skipped : [],
    )
    expect(reasons).toEqual(Array(49).fill({ listing_id: listing, reason: 'held', up_to_minutes: 10 }))
    const holder = everyone[winner] as Person
    const other = everyone[winner === 0 ? 1 : 0] as Person
    expect((await crowd.buy(other.workspaceId, { listings: [listing] })).skipped).toEqual([
      { listing_id: listing, reason: 'held', up_to_minutes: 10 },
    ])
    const quote = outcomes[winner] as PromiseFulfilledResult<{ quote_id: string }>
    expect((await quotes.order(holder.workspaceId, quote.value.quote_id)).items).toHaveLength(1)
    expect(await soldOf(listing)).toBe(1)
  }, 60_000)

  it('and purchases together never promise a listing to more than its buyers', async () => {
    const [listing = ''] = await offer(1, { maxBuyers: 4 })
    const everyone = await buyers(30, 5)
    const outcomes = await Promise.allSettled(
      everyone.map(async ({ workspaceId }, n) =>
        n % 2 === 0
          ? (await quotes.quote(workspaceId, [listing])).items.length
          : (await crowd.buy(workspaceId, { listings: [listing] })).items.length,
      ),
    )
    const had = outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value === 1)
    expect(had).toHaveLength(4)
  })

  it('holds for nobody else what its own workspace could take twice', async () => {
    const [listing = ''] = await offer(1, { maxBuyers: 2 })
    const [one, two] = (await buyers(2, 20)) as [Person, Person]
    const first = await quotes.quote(one.workspaceId, [listing])
    const second = await quotes.quote(one.workspaceId, [listing])
    await quotes.order(two.workspaceId, (await quotes.quote(two.workspaceId, [listing])).quote_id)
    expect((await quotes.order(one.workspaceId, second.quote_id)).items).toHaveLength(1)
    const again = await quotes.order(one.workspaceId, first.quote_id)
    expect(again).toMatchObject({ items: [], credits_charged: 0, balance: 17.5 })
    expect(again.skipped).toEqual([{ listing_id: listing, reason: 'sold_out' }])
  })

  it('gives one key one effect, and its first answer whatever came of it', async () => {
    const buyer = await addOneBuyer(100)
    const listings = await offer(3)
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => quotes.quote(buyer.workspaceId, listings, { key })),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await quotes.heldOf(buyer.workspaceId)).toBe(7.5)
    await quotes.cancel(buyer.workspaceId, answers[0]?.quote_id ?? '')
    expect(await quotes.quote(buyer.workspaceId, listings, { key })).toEqual(answers[0])
    const other = quotes.quote(buyer.workspaceId, listings, { key, request: 'another' })
    await expect(other).rejects.toMatchObject({ code: 'AS409' })
  })

  it('after quote empties the wallet and never more; 20 may be open', async () => {
    const buyer = await addOneBuyer(12)
    const listings = await offer(6)
    const outcomes = await Promise.allSettled(
      listings.map((listing) => quotes.quote(buyer.workspaceId, [listing])),
    )
    expect(outcomes.map(problemOf).filter((code) => code === 'insufficient_credits')).toHaveLength(2)
    expect(await balanceOf(world, buyer.workspaceId)).toBe(2)
    expect(await quotes.heldOf(buyer.workspaceId)).toBe(10)
    const rich = await addOneBuyer(100)
    const many = await Promise.allSettled(
      (await offer(24)).map((listing) => quotes.quote(rich.workspaceId, [listing])),
    )
    expect(many.map(problemOf).filter((code) => code === 'conflict')).toHaveLength(4)
    expect(await quotes.heldOf(rich.workspaceId)).toBe(50)
  })

  it('holds nothing when one is gone and on_unavailable is fail', async () => {
    const buyer = await addOneBuyer(10)
    const [listing = '', gone = ''] = await offer(2)
    await crowd.pool.query(`update listings set status = 'withdrawn' where id = $1`, [gone])
    const quote = quotes.quote(buyer.workspaceId, [listing, gone], { onUnavailable: 'fail' })
    await expect(quote).rejects.toMatchObject({ code: 'AS409' })
    expect(await balanceOf(world, buyer.workspaceId)).toBe(10)
  })

  it('is known to its own workspace only', async () => {
    const [one, two] = (await buyers(2, 10)) as [Person, Person]
    const { quote_id } = await quotes.quote(one.workspaceId, await offer(1))
    await expect(quotes.order(two.workspaceId, quote_id)).rejects.toMatchObject({ code: 'AS404' })
    await expect(quotes.cancel(two.workspaceId, quote_id)).rejects.toMatchObject({ code: 'AS404' })
    for (const workspaceId of [two.workspaceId, market.partner.workspaceId]) {
      const { rows } = await withWorkspace(world.db, workspaceId, (tx) =>
        sql`select id from quotes where id = ${quote_id}`.execute(tx),
      )
      expect(rows).toEqual([])
    }
    const peek = withWorkspace(world.db, one.workspaceId, (tx) => sql`select from listing_holds`.execute(tx))
    await expect(peek).rejects.toMatchObject({ code: '42501' })
  })
})

describe('an order of a quote', () => {
  it('never costs more than the quote said, and less when a price fell', async () => {
    const buyer = await addOneBuyer(100)
    const [dearer = '', cheaper = ''] = await offer(2)
    const { quote_id, total } = await quotes.quote(buyer.workspaceId, [dearer, cheaper])
    expect(total).toBe(5)
    const reprice = (id: string, hundredths: number) =>
      withWorkspace(world.db, market.partner.workspaceId, (tx) =>
        sql`select reprice_listings(${[id]}::uuid[], ${hundredths}, null, null, false)`.execute(tx),
      )
    await reprice(dearer, 900)
    await reprice(cheaper, 100)
    const bought = await quotes.order(buyer.workspaceId, quote_id)
    expect(bought).toMatchObject({ credits_charged: 3.5, balance: 96.5 })
    expect(bought.items.map((item) => item.price)).toEqual([2.5, 1])
  })

  it('leaves out what is gone meanwhile, with its reason, and its credits come back', async () => {
    const buyer = await addOneBuyer(100)
    const [stays = '', withdrawn = '', deleted = '', suppressed = ''] = await offer(4)
    const { quote_id } = await quotes.quote(buyer.workspaceId, [stays, withdrawn, deleted, suppressed])
    await crowd.pool.query(`update listings set status = 'withdrawn' where id = $1`, [withdrawn])
    await crowd.pool.query(
      `delete from leads using listings l where l.id = $1 and leads.workspace_id = l.workspace_id and leads.id = l.lead_id`,
      [deleted],
    )
    await crowd.pool.query(
      `insert into suppressions (identity, reason) select email_identities[1], 'test' from listings where id = $1`,
      [suppressed],
    )
    const bought = await quotes.order(buyer.workspaceId, quote_id)
    expect(bought).toMatchObject({ credits_charged: 2.5, balance: 97.5 })
    expect(bought.skipped).toEqual([
      { listing_id: withdrawn, reason: 'withdrawn' },
      { listing_id: deleted, reason: 'withdrawn' },
      { listing_id: suppressed, reason: 'suppressed' },
    ])
  })

  it('happens once when it is sent ten times at once', async () => {
    const buyer = await addOneBuyer(100)
    const { quote_id } = await quotes.quote(buyer.workspaceId, await offer(5))
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => quotes.order(buyer.workspaceId, quote_id)),
    )
    expect(outcomes.map(problemOf).filter((code) => code === 'quote_used')).toHaveLength(9)
    expect(await balanceOf(world, buyer.workspaceId)).toBe(87.5)
    const key = randomUUID()
    const next = await quotes.quote(buyer.workspaceId, await offer(2))
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => quotes.order(buyer.workspaceId, next.quote_id, { key })),
    )
    expect(new Set(answers.map((answer) => answer.order_id)).size).toBe(1)
  })

  it('and a cancellation at once: one of them', async () => {
    const buyer = await addOneBuyer(1_000)
    for (let round = 0; round < 15; round++) {
      const before = await balanceOf(world, buyer.workspaceId)
      const { quote_id } = await quotes.quote(buyer.workspaceId, await offer(2))
      const [ordered, cancelled] = await Promise.allSettled([
        quotes.order(buyer.workspaceId, quote_id),
        quotes.cancel(buyer.workspaceId, quote_id),
      ])
      const isOrdered = ordered.status === 'fulfilled'
      expect([problemOf(ordered), problemOf(cancelled)]).toEqual(
        isOrdered ? [null, 'quote_used'] : ['quote_cancelled', null],
      )
      expect(await balanceOf(world, buyer.workspaceId)).toBe(isOrdered ? before - 5 : before)
    }
  })
})

describe('the end of a quote', () => {
  it('races its order and another buyer: who is accepted gets the lead, and only one does', async () => {
    const [holder, other] = (await buyers(2, 1_000)) as [Person, Person]
    const seen = new Set<string>()
    for (let round = 0; round < 40; round++) {
      const [listing = ''] = await offer(1)
      const { quote_id } = await quotes.quote(holder.workspaceId, [listing])
      await quotes.endIn(quote_id, 15)
      const later = async <T>(delayMs: number, act: () => Promise<T>) => {
        await sleep(delayMs)
        return act()
      }
      const [ordered, bought] = await Promise.allSettled([
        later(5 + Math.random() * 15, () => quotes.order(holder.workspaceId, quote_id)),
        later(5 + Math.random() * 20, () => crowd.buy(other.workspaceId, { listings: [listing] })),
        later(10 + Math.random() * 15, () => quotes.release()),
      ])
      const problem = problemOf(ordered)
      const theirs = bought.status === 'fulfilled' ? bought.value.items.length : 0
      if (ordered.status === 'fulfilled') expect([ordered.value.items.length, theirs]).toEqual([1, 0])
      else expect(problem).toBe('quote_expired')
      expect(await soldOf(listing)).toBe((ordered.status === 'fulfilled' ? 1 : 0) + theirs)
      seen.add(`${problem ?? 'ordered'}, the other ${theirs === 1 ? 'bought' : 'did not'}`)
    }
    expect([...seen].join('; ')).toContain('ordered')
    expect([...seen].join('; ')).toContain('quote_expired')
  }, 120_000)

  it('does not take from an order that was accepted in time and waits for a lock', async () => {
    const [holder, other] = (await buyers(2, 10)) as [Person, Person]
    const [listing = ''] = await offer(1)
    const { quote_id } = await quotes.quote(holder.workspaceId, [listing])
    const blocker = await crowd.pool.connect()
    try {
      await blocker.query('begin')
      await blocker.query('select from listings where id = $1 for no key update', [listing])
      await quotes.endIn(quote_id, 250)
      const ordering = quotes.order(holder.workspaceId, quote_id)
      await sleep(400)
      expect(await quotes.release()).toBe(0)
      const buying = crowd.buy(other.workspaceId, { listings: [listing] })
      await sleep(50)
      await blocker.query('commit')
      expect((await ordering).items).toHaveLength(1)
      expect((await buying).items).toEqual([])
    } finally {
      blocker.release()
    }
    expect(await quotes.statusOf(quote_id)).toBe('used')
  })

  it('frees the listing for others at once, before the clock has come by', async () => {
    const [holder, other] = (await buyers(2, 10)) as [Person, Person]
    const [listing = ''] = await offer(1)
    const { quote_id } = await quotes.quote(holder.workspaceId, [listing])
    await quotes.endIn(quote_id, 0)
    expect((await crowd.buy(other.workspaceId, { listings: [listing] })).items).toHaveLength(1)
    await expect(quotes.order(holder.workspaceId, quote_id)).rejects.toMatchObject({ code: 'AS409' })
  })

  it('frees the credits for its own workspace at once, for an order and for a quote', async () => {
    const buyer = await addOneBuyer(5)
    const listings = await offer(6)
    const first = await quotes.quote(buyer.workspaceId, listings.slice(0, 2))
    const direct = { listings: listings.slice(2, 4) }
    await expect(crowd.buy(buyer.workspaceId, direct)).rejects.toMatchObject({ code: 'AS402' })
    await quotes.endIn(first.quote_id, 0)
    const second = await quotes.quote(buyer.workspaceId, listings.slice(4, 6))
    expect(await quotes.statusOf(first.quote_id)).toBe('expired')
    await quotes.endIn(second.quote_id, 0)
    expect((await crowd.buy(buyer.workspaceId, direct)).balance).toBe(0)
    expect(await quotes.statusOf(second.quote_id)).toBe('expired')
  })

  it('says which end it was', async () => {
    const buyer = await addOneBuyer(100)
    const listings = await offer(3)
    const [cancelled, expired, used] = await Promise.all(
      listings.map((listing) => quotes.quote(buyer.workspaceId, [listing])),
    )
    expect(await quotes.cancel(buyer.workspaceId, cancelled?.quote_id ?? '')).toBe('cancelled')
    expect(await quotes.cancel(buyer.workspaceId, cancelled?.quote_id ?? '')).toBe('cancelled')
    await quotes.endIn(expired?.quote_id ?? '', 0)
    await quotes.order(buyer.workspaceId, used?.quote_id ?? '')
    const outcomes = await Promise.allSettled(
      [cancelled, expired, used].map((quote) => quotes.order(buyer.workspaceId, quote?.quote_id ?? '')),
    )
    expect(outcomes.map(problemOf)).toEqual(['quote_cancelled', 'quote_expired', 'quote_used'])
    expect(await quotes.cancel(buyer.workspaceId, expired?.quote_id ?? '')).toBe('expired')
  })

  it('gives credits back to the grants they came from', async () => {
    const buyer = await addOneBuyer(10)
    const left = async () =>
      (
        await crowd.pool.query(
          'select remaining_hundredths from credit_grants where workspace_id = $1 order by id',
          [buyer.workspaceId],
        )
      ).rows
    const before = await left()
    const { quote_id } = await quotes.quote(buyer.workspaceId, await offer(2))
    expect(await left()).not.toEqual(before)
    await quotes.cancel(buyer.workspaceId, quote_id)
    expect(await left()).toEqual(before)
  })

  it('comes by the clock for many at once, whatever else happens to their wallets', async () => {
    const everyone = await buyers(12, 100)
    const listings = await offer(120, { maxBuyers: 100 })
    const ids = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const some = listings.slice(n * 2, n * 2 + 2)
        return (await quotes.quote(everyone[n % 12]?.workspaceId ?? '', some)).quote_id
      }),
    )
    await Promise.all(ids.map((id) => quotes.endIn(id, Math.random() * 200)))
    const outcomes = await Promise.allSettled([
      ...ids.map(async (id, n) => {
        await sleep(Math.random() * 250)
        return quotes.order(everyone[n % 12]?.workspaceId ?? '', id)
      }),
      ...Array.from({ length: 12 }, async () => {
        await sleep(Math.random() * 300)
        return quotes.release()
      }),
      ...everyone.map((buyer) => crowd.buy(buyer.workspaceId, { listings: listings.slice(0, 20) })),
    ])
    const known = new Set([null, 'quote_expired', 'insufficient_credits'])
    expect(outcomes.map(problemOf).filter((code) => !known.has(code))).toEqual([])
  }, 60_000)
})
