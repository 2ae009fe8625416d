import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addListings, addPartner, giveCredits } from '../../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../../test/people.ts'

let world: TestWorld
let app: TestApp
let owner: pg.Client
let partner: Person
let buyer: Person
let operator: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  partner = await addPartner(world)
  buyer = await addPerson(world, { name: 'Bert' })
  operator = await addPerson(world, { name: 'Opal', operator: true })
  await giveCredits(world, buyer.workspaceId, 10_000)
})
afterAll(async () => {
  await owner?.end()
  await world?.dispose()
})

const send = (who: Person, method: string, path: string, body?: unknown) =>
  app.client.request(method, `/api${path}`, {
    ...{ cookie: who.cookie, body, idempotencyKey: crypto.randomUUID() },
  })
const MONTH = new Date().toISOString().slice(0, 7)

describe('the statement of a month', () => {
  it('goes from opening to closing by what happened, line by line', async () => {
    const sold = await addListings(world, partner, [{}, {}, {}], { price: 500 })
    const listing_ids = sold.map(({ listingId }) => listingId)
    await send(buyer, 'POST', '/marketplace/orders', { listing_ids })
    // sold long ago: two of them are of a month before
    const ids = `array['${listing_ids.slice(0, 2).join("','")}']::uuid[]`
    await owner.query(
      `update order_items set created_at = '2026-03-31T23:59:59.5Z', released_at = '2026-04-15' where listing_id = any (${ids})`,
    )
    const account = { method: 'manual', payee_name: 'P', pay_to: 'x' }
    await send(partner, 'PUT', '/partner/payout-account', account)
    const { body: asked } = await send(partner, 'POST', '/partner/payouts')
    await send(operator, 'POST', `/operator/payouts/${asked.payout_id}/failure`, {
      reason: 'No such account',
    })
    const { body: again } = await send(partner, 'POST', '/partner/payouts')

    const { body } = await send(partner, 'GET', '/partner/statements')
    expect(body.data.map(({ month }: { month: string }) => month)).toEqual([MONTH, '2026-03'])
    expect(body.data[1]).toMatchObject({ opening: 0, sales: 400, sales_count: 2, closing: 400 })
    expect(body.data[0]).toMatchObject({
      ...{ opening: 400, sales: 200, sales_count: 1, payouts: 800, payouts_count: 2 },
      ...{ payouts_returned: 400, payouts_returned_count: 1, closing: 200 },
    })
    const between = await send(partner, 'GET', '/partner/statements/2026-05')
    expect(between.body).toMatchObject({ opening: 400, sales: 0, closing: 400, data: [] })

    const page = (await send(partner, 'GET', `/partner/statements/${MONTH}`)).body
    expect(page.data.map(({ kind, amount }: { kind: string; amount: number }) => [kind, amount])).toEqual([
      ['sale', 200],
      ['payout', -400],
      ['payout_returned', 400],
      ['payout', -400],
    ])
    expect(page.data[0]).toMatchObject({ price: 500, rate_percent: 40, rule_version: 1, state: 'pending' })
    expect(page.data[3]).toMatchObject({ id: again.payout_id, amount_cents: 12_000, currency: 'usd' })
    expect(page.rules[0]).toMatchObject({ version: 1, base_percent: 30, fresh_percent: 10, max_percent: 50 })

    const lines: string[] = []
    let cursor = ''
    do {
      const answer = (
        await send(partner, 'GET', `/partner/statements/${MONTH}?limit=1${cursor && `&cursor=${cursor}`}`)
      ).body
      lines.push(...answer.data.map(({ kind }: { kind: string }) => kind))
      cursor = answer.next_cursor ?? ''
    } while (cursor)
    expect(lines).toEqual(['sale', 'payout', 'payout_returned', 'payout'])
  })

  it('as CSV recomputes every earning from the rule and its inputs', async () => {
    const answer = await send(partner, 'GET', '/partner/statements/2026-03.csv')
    expect(answer.headers.get('content-disposition')).toContain('statement-2026-03.csv')
    const [header = '', ...rows] = answer.text.trim().split('\r\n')
    const names = header.split(',')
    expect(rows).toHaveLength(2)
    for (const row of rows) {
      const cells = Object.fromEntries(row.split(',').map((value, n) => [names[n] ?? '', value]))
      const part = (name: string) => (cells[name] === 'true' ? Number(cells[`rule_${name}_percent`]) : 0)
      const percent = Math.min(
        Number(cells.rule_max_percent),
        Number(cells.rule_base_percent) + part('fresh') + part('quality') + part('volume'),
      )
      expect(percent).toBe(Number(cells.rate_percent))
      expect(Math.floor(Number(cells.price) * percent) / 100).toBe(Number(cells.amount))
      expect(cells).toMatchObject({
        kind: 'sale',
        state: 'in_payout',
        released_at: '2026-04-15T00:00:00.000Z',
      })
    }
  })

  it('tells a partner of its own sales only, to who may read, of a month', async () => {
    const others = await send(buyer, 'GET', '/partner/statements')
    expect(others.body).toEqual({ data: [] })
    expect((await send(buyer, 'GET', '/partner/statements/2026-03')).body.data).toEqual([])
    expect(
      (await send(buyer, 'GET', '/partner/statements/2026-03.csv')).text.trim().split('\r\n'),
    ).toHaveLength(1)
    const { text } = await send(partner, 'GET', '/partner/statements/2026-03')
    expect(text).not.toContain(buyer.workspaceId)
    for (const month of ['2026-13', '26-01', '2026-1', 'x', '2026-01.pdf', '1999-01']) {
      expect((await send(partner, 'GET', `/partner/statements/${month}`)).status, month).toBe(422)
    }
    expect((await send(partner, 'GET', '/partner/statements/2026-03?cursor=x')).status).toBe(422)
    const key = await addKey(world, partner.workspaceId, ['write'])
    for (const path of ['/api/partner/statements', '/api/partner/statements/2026-03']) {
      expect((await app.client.request('GET', path)).status).toBe(401)
      expect((await app.client.request('GET', path, { key })).status).toBe(403)
    }
  })
})
