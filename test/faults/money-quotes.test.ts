import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../harness/as-owner.ts'
import { addBuyer, addListings, balanceOf, createMarket, expectRightLedger } from '../money/kit.ts'
import { addKey } from '../people.ts'
import { createPayingApp, type PayingApp, until } from './paying-app.ts'

const CREDITS = 50_000
const LISTINGS = 2_000
const QUOTED = 3
const ROUNDS = 4

interface Buyer {
  workspaceId: string
  key: string
}

/** What is asked for under one key until an answer comes. */
interface Asked {
  buyer: Buyer
  path: string
  body?: object
  idempotencyKey: string
}

let app: PayingApp
let buyers: Buyer[]
let listings: string[]
let next = 0

beforeAll(async () => {
  app = await createPayingApp()
  await app.books(async (books) => {
    const { operator, partner } = await createMarket(books)
    listings = await addListings(books, partner, LISTINGS, { price: 2 })
    buyers = []
    for (let n = 0; n < 4; n++) {
      const { workspaceId } = await addBuyer(books, operator, CREDITS)
      buyers.push({ workspaceId, key: await addKey(books, workspaceId, ['read', 'write']) })
    }
  })
})
afterAll(() => app?.dispose())

const send = ({ buyer, path, body, idempotencyKey }: Asked) =>
  app.request('POST', `/api/marketplace/${path}`, { key: buyer.key, body, idempotencyKey })

/** Listings nobody else of these tests asks for. */
function someListings() {
  next += QUOTED
  return listings.slice(next - QUOTED, next)
}

const quote = (buyer: Buyer): Asked => ({
  ...{ buyer, path: 'quotes', body: { listing_ids: someListings() }, idempotencyKey: randomUUID() },
})

const order = (buyer: Buyer, quoteId: string): Asked => ({
  ...{ buyer, path: 'orders', body: { quote_id: quoteId }, idempotencyKey: randomUUID() },
})

/** Lets the time of all open quotes end after so long, as their clock knows it. */
const endIn = (milliseconds: number) =>
  app.books((books) =>
    asOwner(
      books,
      `with moved as (
         update quotes set created_at = now() - interval '1 hour', expires_at = now() + $1 * interval '1 ms'
         where status = 'open' returning id, expires_at
       ), held as (
         update listing_holds h set expires_at = m.expires_at from moved m where h.quote_id = m.id
       )
       update graphile_worker._private_jobs j set run_at = m.expires_at from moved m where j.key = 'quote ' || m.id`,
      [milliseconds],
    ),
  )

/** Credits set aside anywhere, as nobody looks at them. */
async function heldAnywhere(): Promise<number> {
  const [row] = await app.books((books) =>
    asOwner(
      books,
      `select sum(balance_hundredths)::int / 100.0 as held from ledger_accounts where kind = 'held'`,
    ),
  )
  return Number(row.held)
}

/** Fails unless nothing is held, each wallet lost what its orders cost, and these are all the orders there are. */
async function expectNothingHeld(orderIds: string[]) {
  await until(async () => (await heldAnywhere()) === 0)
  await app.books(async (books) => {
    await expectRightLedger(books)
    const orders = await asOwner(
      books,
      'select id, workspace_id, total_hundredths / 100.0 as total from orders',
    )
    expect(orders.map(({ id }) => id).toSorted()).toEqual(orderIds.toSorted())
    for (const { workspaceId } of buyers) {
      const own = orders.filter((one) => one.workspace_id === workspaceId)
      const spent = own.reduce((sum, { total }) => sum + Number(total), 0)
      expect(await balanceOf(books, workspaceId)).toBe(CREDITS - spent)
    }
    const wrong = await asOwner(
      books,
      `select q.id from quotes q left join orders o on o.id = q.order_id
       where q.status = 'open' or o.total_hundredths > q.total_hundredths`,
    )
    expect(wrong).toEqual([])
    expect(await asOwner(books, 'select from listing_holds')).toEqual([])
  })
}

const orderIds: string[] = []

it('open quotes outlive the app: one is ordered at its price, the others give back what they hold by the clock', async () => {
  const quotes = []
  for (const buyer of buyers) quotes.push({ buyer, ...(await send(quote(buyer))).body })
  expect(await heldAnywhere()).toBe(buyers.length * QUOTED * 2)
  await app.killAt(Promise.resolve(undefined))
  const [first] = quotes
  const { status, body } = await send(order(first.buyer, first.quote_id))
  expect(status).toBe(201)
  expect(body.credits_charged).toBe(first.total)
  orderIds.push(body.order_id)
  // over while it is dead
  await endIn(300)
  await app.killAt(Promise.resolve(undefined))
  await expectNothingHeld(orderIds)
  const late = await send(order(quotes[1].buyer, quotes[1].quote_id))
  expect([late.status, late.body.code]).toEqual([409, 'quote_expired'])
})

it.each([
  ['a quote', 'wallet'],
  ['an order of a quote', 'wallet'],
  ['an order of a quote, all but its answer written', 'answer'],
] as const)('%s that is cut in the middle leaves nothing, and can be made again', async (what, where) => {
  const [, buyer] = buyers as [Buyer, Buyer]
  const opened = what === 'a quote' ? null : (await send(quote(buyer))).body
  const asked = opened ? order(buyer, opened.quote_id) : quote(buyer)
  const lock =
    where === 'wallet'
      ? await app.lock(`select from ledger_accounts where workspace_id = $1 and kind = 'wallet' for update`, [
          buyer.workspaceId,
        ])
      : await app.lock(`lock table idempotency_keys in share row exclusive mode`)
  const lost = send(asked).catch(() => null)
  await app.killAt(lock.waitedFor())
  expect(await lost).toBe(null)
  const again = await send(asked)
  expect(again.status).toBe(201)
  if (again.body.order_id) orderIds.push(again.body.order_id)
  await endIn(0)
  await expectNothingHeld(orderIds)
})

it('under load none is ordered twice or holds anything for ever, wherever the app is killed', async () => {
  const unanswered: Asked[] = []
  for (let round = 0; round < ROUNDS; round++) {
    let answers = 0
    let isOver = false
    let enough = () => {}
    const moment = new Promise<undefined>((resolve) => {
      enough = () => resolve(undefined)
    })
    /** Asks under the same key until an answer comes. */
    const ask = async (asked: Asked) => {
      while (!isOver) {
        const answer = await send(asked).catch(() => null)
        if (answer && answer.status < 500) {
          if (answer.body.order_id) orderIds.push(answer.body.order_id)
          if (answer.status === 201 && ++answers === 7 + 6 * round) enough()
          return answer
        }
        await sleep(30)
      }
      unanswered.push(asked)
      return null
    }
    const load = buyers.map(async (buyer, lane) => {
      for (let n = lane; !isOver; n++) {
        const opened = await ask(quote(buyer))
        if (opened?.status !== 201) continue
        const { quote_id } = opened.body
        if (n % 3 === 0) await ask(order(buyer, quote_id))
        if (n % 3 === 1)
          await ask({ buyer, path: `quotes/${quote_id}/cancellation`, idempotencyKey: randomUUID() })
      }
    })
    await app.killAt(moment).finally(() => {
      isOver = true
    })
    await Promise.all(load)
    await endIn(0)
  }
  for (const asked of unanswered) {
    const { status, body } = await send(asked)
    if (status === 201 && body.order_id) orderIds.push(body.order_id)
    else expect([200, 201, 409]).toContain(status)
  }
  await endIn(0)
  await expectNothingHeld([...new Set(orderIds)])
})
