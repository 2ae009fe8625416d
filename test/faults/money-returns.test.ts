import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { asOwner } from '../harness/as-owner.ts'
import { addBuyer, balanceOf, createMarket, expectRightLedger, openCrowd } from '../money/kit.ts'
import { buy, limitReturns } from '../money/returns-kit.ts'
import { addKey } from '../people.ts'
import { createPayingApp, type PayingApp } from './paying-app.ts'

const CREDITS = 10_000
const ORDERS = 6
const ITEMS = 20
const LANES = 4
const ROUNDS = 3

interface Order {
  id: string
  key: string
  listings: string[]
  idempotencyKey: string
}

let app: PayingApp
let partnerKey: string
let workspaces: string[]
let orders: Order[]

beforeAll(async () => {
  app = await createPayingApp()
  await app.books(async (books) => {
    const market = await createMarket(books)
    const crowd = openCrowd(books, 2)
    await limitReturns(crowd, 2, 100)
    partnerKey = await addKey(books, market.partner.workspaceId, ['read', 'write', 'billing'])
    workspaces = []
    orders = []
    for (let n = 0; n < ORDERS; n++) {
      const buyer = await addBuyer(books, market.operator, CREDITS)
      workspaces.push(buyer.workspaceId)
      const bought = await buy(books, crowd, { ...market, buyer }, ITEMS, { price: 3 })
      orders.push({
        ...{ id: bought.order.order_id, listings: bought.listings, idempotencyKey: randomUUID() },
        key: await addKey(books, buyer.workspaceId, ['read', 'write']),
      })
    }
    await crowd.close()
  })
})
afterAll(() => app?.dispose())

function ask({ id, key, listings, idempotencyKey }: Order) {
  const items = listings.map((listing_id) => ({ listing_id, reason: 'wrong_person', evidence: 'Not them' }))
  return app.request('POST', `/api/marketplace/orders/${id}/returns`, {
    ...{ key, idempotencyKey, body: { items } },
  })
}

const accept = (id: string) =>
  app.request('POST', `/api/partner/returns/${id}/answer`, {
    key: partnerKey,
    body: { accept: true, note: '' },
  })

it('a return that is cut in the middle is asked for again under its key, and accepted once after a second cut', async () => {
  const order = orders[0] as Order
  const opening = await app.lock('select from order_items where order_id = $1 for update', [order.id])
  const lost = ask(order).catch(() => null)
  await app.killAt(opening.waitedFor())
  expect(await lost).toBe(null)
  const { status, body } = await ask(order)
  expect(status).toBe(201)
  const [{ return_id }] = body.returns
  const accepting = await app.lock(
    `select from ledger_accounts where workspace_id = $1 and kind = 'wallet' for update`,
    [workspaces[0]],
  )
  const cut = accept(return_id).catch(() => null)
  await app.killAt(accepting.waitedFor())
  expect(await cut).toBe(null)
  expect((await accept(return_id)).status).toBe(200)
  expect((await accept(return_id)).status).toBe(409)
  await app.books(async (books) => {
    await expectRightLedger(books)
    expect(await balanceOf(books, workspaces[0] as string)).toBe(CREDITS - ITEMS * 3 + 3)
  })
})

it('under load every item comes back once, wherever the app is killed', async () => {
  const waiting: string[] = []
  for (const order of orders) {
    const { body } = await ask(order)
    waiting.push(...body.returns.map(({ return_id }: { return_id: string }) => return_id))
  }
  for (let round = 0; round < ROUNDS; round++) {
    let answers = 0
    let isOver = false
    let enough = () => {}
    const moment = new Promise<undefined>((resolve) => {
      enough = () => resolve(undefined)
    })
    const load = Array.from({ length: LANES }, async () => {
      while (!isOver && waiting.length > 0) {
        const id = waiting.shift() as string
        const answer = await accept(id).catch(() => null)
        if (!answer || answer.status >= 500) {
          waiting.push(id)
          await sleep(30)
        } else if (++answers === 5 + 4 * round) enough()
      }
    })
    await app.killAt(moment).finally(() => {
      isOver = true
    })
    await Promise.all(load)
  }
  for (const id of waiting) expect([200, 409]).toContain((await accept(id)).status)
  await app.books(async (books) => {
    await expectRightLedger(books)
    for (const workspaceId of workspaces) expect(await balanceOf(books, workspaceId)).toBe(CREDITS)
    const [came] = await asOwner(
      books,
      `select (select count(*)::int from returns where status = 'accepted') as accepted,
         (select count(*)::int from ledger_transfers where kind = 'return') as transfers,
         (select count(*)::int from order_items where return_open or returned_at is null) as not_returned,
         (select count(*)::int from leads where returned_at is not null) as marked,
         (select sum(e.amount_hundredths)::int from ledger_entries e
          join ledger_accounts a on a.id = e.account_id where a.kind in ('earning', 'revenue')) as kept`,
    )
    const all = ORDERS * ITEMS
    expect(came).toEqual({ accepted: all, transfers: all, not_returned: 0, marked: all, kept: 0 })
  })
})
