import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestWorld, type TestWorld } from '../harness/index.ts'
import { addMember, addPerson, type Person } from '../people.ts'
import {
  addBuyer,
  addListings,
  type Bought,
  balanceOf,
  type Crowd,
  createMarket,
  expectRightLedger,
  type Market,
  openCrowd,
} from './kit.ts'
import { call, openQuotes, problemOf, type Quotes } from './quote-kit.ts'

let world: TestWorld
let market: Market
let crowd: Crowd
let quotes: Quotes
let buyer: Person
let colleague: Person

beforeAll(async () => {
  world = await createTestWorld()
  market = await createMarket(world)
  crowd = openCrowd(world, 34)
  quotes = openQuotes(crowd)
})
beforeEach(async () => {
  buyer = await addBuyer(world, market.operator, 1_000)
  colleague = await addPerson(world, { name: 'Carl' })
  await addMember(world, buyer.workspaceId, colleague.id, 'member')
})
afterAll(async () => {
  await expectRightLedger(world)
  await crowd.close()
  await world.dispose()
})

const offer = (count: number) => addListings(world, market.partner, count)
const set = (text: string, ...values: unknown[]) => call(crowd.pool, buyer.workspaceId, text, values)
const isGuarded = async () =>
  (
    await crowd.pool.query(
      `select guarded from ledger_accounts where workspace_id = $1 and kind = 'wallet'`,
      [buyer.workspaceId],
    )
  ).rows[0].guarded

interface Wish {
  actor?: string | null
  confirmed?: number
}

function buy(listings: string[], { actor = null, confirmed }: Wish = {}) {
  return call<Bought>(crowd.pool, buyer.workspaceId, `buy_listings($1, 'skip', $2, '\\x01', $3, null, $4)`, [
    ...[listings, randomUUID(), actor, confirmed ?? null],
  ])
}

async function refusalOf(work: Promise<unknown>) {
  const [outcome] = await Promise.allSettled([work])
  if (outcome?.status !== 'rejected') throw new Error('it was not refused')
  const { code, detail } = outcome.reason as { code: string; detail: string }
  return { status: code, ...JSON.parse(detail) }
}

describe('a monthly cap', () => {
  it('is never passed by 32 orders at once', async () => {
    await set('set_wallet_guards(2600, null)')
    const listings = await offer(32)
    const outcomes = await Promise.allSettled(listings.map((listing) => buy([listing])))
    expect(outcomes.map(problemOf).filter((code) => code === 'spend_cap')).toHaveLength(22)
    expect(await balanceOf(world, buyer.workspaceId)).toBe(975)
    await expectRightLedger(world)
  })

  it('is never passed by quotes, their orders and other orders at once', async () => {
    await set('set_wallet_guards(2600, null)')
    const listings = await offer(32)
    const outcomes = await Promise.allSettled(
      listings.map(async (listing, n) => {
        if (n % 2 === 0) return buy([listing])
        const { quote_id } = await quotes.quote(buyer.workspaceId, [listing])
        return quotes.order(buyer.workspaceId, quote_id)
      }),
    )
    expect(outcomes.map(problemOf).filter((code) => code === 'spend_cap')).toHaveLength(22)
    expect(await balanceOf(world, buyer.workspaceId)).toBe(975)
    await expectRightLedger(world)
  })

  it('counts what open quotes hold, and lets them be ordered', async () => {
    await set('set_wallet_guards(1000, null)')
    const listings = await offer(6)
    const quoted = await quotes.quote(buyer.workspaceId, listings.slice(0, 3))
    expect(await refusalOf(buy(listings.slice(3, 5)))).toMatchObject({
      ...{ status: 'AS409', code: 'spend_cap', scope: 'workspace' },
      ...{ cap: 10, spent: 0, held: 7.5, required: 5 },
    })
    expect((await quotes.order(buyer.workspaceId, quoted.quote_id)).credits_charged).toBe(7.5)
    expect(await refusalOf(buy(listings.slice(3, 5)))).toMatchObject({ spent: 7.5, held: 0, required: 5 })
    expect((await buy(listings.slice(3, 4))).credits_charged).toBe(2.5)
  })

  it('forgets other months and what was returned', async () => {
    await set('set_wallet_guards(500, null)')
    const listings = await offer(4)
    const bought = await buy(listings.slice(0, 2))
    expect((await refusalOf(buy(listings.slice(2, 3)))).code).toBe('spend_cap')
    await crowd.pool.query('update order_items set returned_at = now() where listing_id = $1', [listings[0]])
    await buy(listings.slice(2, 3))
    expect((await refusalOf(buy(listings.slice(3, 4)))).spent).toBe(5)
    await crowd.pool.query(`update orders set created_at = created_at - interval '32 days' where id = $1`, [
      bought.order_id,
    ])
    await buy(listings.slice(3, 4))
    await crowd.pool.query('update order_items set returned_at = null where listing_id = $1', [listings[0]])
  })

  it('of a member binds this member only, and programs by the cap of the workspace', async () => {
    await set('set_member_guards($1, false, 300, null)', colleague.id)
    const listings = await offer(8)
    await buy(listings.slice(0, 1), { actor: colleague.id })
    const refused = await refusalOf(buy(listings.slice(1, 2), { actor: colleague.id }))
    expect(refused).toMatchObject({ code: 'spend_cap', scope: 'member', cap: 3, spent: 2.5 })
    await buy(listings.slice(1, 3), { actor: buyer.id })
    await buy(listings.slice(3, 5))
    await set('set_wallet_guards(1300, null)')
    expect(await refusalOf(buy(listings.slice(5, 6)))).toMatchObject({ scope: 'workspace', spent: 12.5 })
  })
})

describe('a confirmation', () => {
  it('is asked above its amount, of an order and of the order of a quote, with what it costs', async () => {
    await set('set_wallet_guards(null, 500)')
    const listings = await offer(9)
    await buy(listings.slice(0, 2))
    expect(await refusalOf(buy(listings.slice(2, 5)))).toMatchObject({
      ...{ status: 'AS409', code: 'confirmation_required', total: 7.5, confirm_above: 5 },
    })
    expect((await refusalOf(buy(listings.slice(2, 5), { confirmed: 749 }))).code).toBe(
      'confirmation_required',
    )
    await buy(listings.slice(2, 5), { confirmed: 750 })
    const { quote_id } = await quotes.quote(buyer.workspaceId, listings.slice(5, 9))
    expect((await refusalOf(quotes.order(buyer.workspaceId, quote_id))).total).toBe(10)
    expect(await quotes.statusOf(quote_id)).toBe('open')
    expect((await quotes.order(buyer.workspaceId, quote_id, { confirmed: 1000 })).credits_charged).toBe(10)
  })

  it('is asked by the lower of the workspace and the member', async () => {
    await set('set_wallet_guards(null, 500)')
    await set('set_member_guards($1, false, null, 100)', colleague.id)
    const listings = await offer(2)
    const refused = await refusalOf(buy(listings.slice(0, 1), { actor: colleague.id }))
    expect(refused).toMatchObject({ code: 'confirmation_required', confirm_above: 1 })
    await buy(listings.slice(0, 1), { actor: buyer.id })
  })
})

describe('a frozen wallet', () => {
  it('orders and quotes nothing until it is thawed, and says why', async () => {
    const listings = await offer(3)
    const { quote_id } = await quotes.quote(buyer.workspaceId, listings.slice(0, 1))
    await set(`freeze_wallet($1, 'A key leaked')`, buyer.id)
    const frozen = {
      ...{ status: 'AS403', code: 'wallet_frozen' },
      ...{ frozen_by: 'workspace', reason: 'A key leaked' },
    }
    expect(await refusalOf(buy(listings.slice(1, 2)))).toMatchObject(frozen)
    expect(await refusalOf(quotes.quote(buyer.workspaceId, listings.slice(1, 2)))).toMatchObject(frozen)
    expect(await refusalOf(quotes.order(buyer.workspaceId, quote_id))).toMatchObject(frozen)
    expect(await quotes.cancel(buyer.workspaceId, quote_id)).toBe('cancelled')
    expect(await set(`freeze_wallet($1, 'Again')`, buyer.id)).toBe(false)
    expect(await set('unfreeze_wallet()')).toBe(true)
    expect(await isGuarded()).toBe(false)
    await buy(listings)
  })

  it('by a payment stays so whatever the workspace does', async () => {
    const listings = await offer(1)
    await crowd.pool.query(
      'insert into wallet_controls (workspace_id, payment_frozen_at) values ($1, now())',
      [buyer.workspaceId],
    )
    await set('unfreeze_wallet()')
    expect(await refusalOf(buy(listings))).toMatchObject({ code: 'wallet_frozen', frozen_by: 'payment' })
  })

  it('of a member stops this member only', async () => {
    const listings = await offer(2)
    await set('set_member_guards($1, true, null, null)', colleague.id)
    const refused = await refusalOf(buy(listings.slice(0, 1), { actor: colleague.id }))
    expect(refused).toMatchObject({ code: 'wallet_frozen', frozen_by: 'member' })
    await buy(listings.slice(0, 1), { actor: buyer.id })
    await buy(listings.slice(1, 2))
    await set('clear_member_guards($1)', colleague.id)
    expect(await isGuarded()).toBe(false)
  })

  it('stops what comes after the switch, also when orders come at the same moment', async () => {
    const listings = await offer(24)
    let isFrozen = false
    const after: string[] = []
    await Promise.allSettled([
      ...listings.map(async (listing, n) => {
        await new Promise((resolve) => setTimeout(resolve, n * 3))
        const began = isFrozen
        const bought = await buy([listing])
        if (began) after.push(bought.order_id)
      }),
      new Promise((resolve) => setTimeout(resolve, 30))
        .then(() => set(`freeze_wallet(null, null)`))
        .then(() => {
          isFrozen = true
        }),
    ])
    expect(after).toEqual([])
  })
})

describe('a wallet', () => {
  it('learns of guards whichever comes first, and of several changes at once', async () => {
    for (let round = 0; round < 10; round++) {
      const person = await addPerson(world, { name: 'Wanda' })
      const at = (text: string, values: unknown[] = []) => call(crowd.pool, person.workspaceId, text, values)
      await Promise.all([
        at('set_wallet_guards(100, null)'),
        at('set_member_guards($1, true, null, null)', [person.id]),
        crowd.pool.query(`select open_account($1, 'wallet')`, [person.workspaceId]),
      ])
      await Promise.all([at('set_wallet_guards(null, null)'), at('freeze_wallet(null, null)')])
      await Promise.all([at('unfreeze_wallet()'), at('clear_member_guards($1)', [person.id])])
      await Promise.all([at('set_wallet_guards(null, 100)'), at('unfreeze_wallet()')])
      const { rows } = await crowd.pool.query(
        `select guarded from ledger_accounts where workspace_id = $1 and kind = 'wallet'`,
        [person.workspaceId],
      )
      expect(rows).toEqual([{ guarded: true }])
    }
  })

  it('is locked before its controls by whatever changes them, so that nothing waits in a circle', async () => {
    const { rows } = await crowd.pool.query('select id from credit_packages where retired_at is null limit 1')
    const changes = [
      () => set('set_low_balance(100)'),
      () => set('set_wallet_guards(100000, null)'),
      () => set('set_member_guards($1, false, 100000, null)', colleague.id),
      () => set('clear_member_guards($1)', colleague.id),
      () => set('freeze_wallet(null, null)'),
      () => set('unfreeze_wallet()'),
      () => set(`note_stripe_customer('cus_one', null)`),
      () => set('set_top_up(false, $1, 100, 100000)', rows[0].id),
      () => crowd.pool.query('select open_top_up($1)', [buyer.workspaceId]),
    ]
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => changes)
        .flat()
        .map((change) => change()),
    )
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    // Taking away guards that somebody else has just taken away is refused.
    expect(codes.filter((code) => code !== 'AS404')).toEqual([])
  })

  it('has no guards of people who are not its members', async () => {
    const stranger = await addPerson(world, { name: 'Stan' })
    const refused = await refusalOf(set('set_member_guards($1, true, null, null)', stranger.id))
    expect(refused.status).toBe('AS404')
  })
})
