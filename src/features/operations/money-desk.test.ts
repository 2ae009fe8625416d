import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import {
  addListings,
  type Crowd,
  createMarket,
  expectRightLedger,
  type Market,
  openCrowd,
} from '../../../test/money/kit.ts'
import { addKey, addPerson, type Person } from '../../../test/people.ts'
import { withSystem } from '../../platform/db/index.ts'

let world: TestWorld
let app: TestApp
let crowd: Crowd
let market: Market
let operator: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  crowd = openCrowd(world, 4)
  market = await createMarket(world, { credits: 200 })
  operator = market.operator
})
afterAll(async () => {
  await crowd.close()
  await world.dispose()
})

const send = (method: string, path: string, body?: unknown, cookie: string | undefined = operator.cookie) =>
  app.client.request(method, `/api/operator${path}`, { cookie, body })
const get = async (path: string) => (await send('GET', path)).body
const rowsOf = async (text: string, values: unknown[] = []) => (await crowd.pool.query(text, values)).rows

/** A checkout of the buyer for 100 credits at 5,000 cents. */
async function addCheckout(): Promise<string> {
  const [row] = await rowsOf(
    `insert into checkouts (workspace_id, kind, package_id, package_name, credits_hundredths, amount_cents, currency, expires_at)
     select $1, 'session', id, name, credits_hundredths, price_cents, currency, now() + interval '1 hour'
     from credit_packages where price_cents = 5000 order by version limit 1 returning id`,
    [market.buyer.workspaceId],
  )
  return row.id
}
const takeIn = (checkout: string, cents: number, intent = `pi_${randomUUID()}`) =>
  withSystem(world.db, async (tx) => {
    await sql`select take_in_payment(${checkout}, ${market.buyer.workspaceId}, null, ${intent}, 'paid', ${cents}, 'usd', null)`.execute(
      tx,
    )
    return intent
  })
const refund = (intent: string, cents: number) =>
  withSystem(world.db, (tx) =>
    sql`select take_in_claim(${`ch_${intent}`}, 'refund', ${intent}, null, ${cents}, 'usd', null, 0)`.execute(
      tx,
    ),
  )
const spendAll = async () => {
  const [row] = await rowsOf(
    `select balance_hundredths / 100 as balance from ledger_accounts where workspace_id = $1 and kind = 'wallet'`,
    [market.buyer.workspaceId],
  )
  const listings = await addListings(world, market.partner, 1, { price: Number(row.balance) })
  await crowd.buy(market.buyer.workspaceId, { listings })
}
/** What is owed after a refund of credits that are spent; answers the exception. */
async function owe() {
  const checkout = await addCheckout()
  const intent = await takeIn(checkout, 5_000)
  await spendAll()
  await refund(intent, 5_000)
  const { data } = await get('/exceptions?state=open&kind=credits_owed')
  return { checkout, exception: data[0] }
}
const isFrozen = async () =>
  (
    await rowsOf('select payment_frozen_at from wallet_controls where workspace_id = $1', [
      market.buyer.workspaceId,
    ])
  )[0]?.payment_frozen_at != null
const decide = (id: string, action: string, note = 'Talked to them') =>
  send('POST', `/exceptions/${id}/resolution`, { action, note })

describe('the money page', () => {
  it('adds up, before and after days are summed up', async () => {
    const listings = await addListings(world, market.partner, 2, { price: 10 })
    await crowd.buy(market.buyer.workspaceId, { listings })
    await takeIn(await addCheckout(), 5_000)
    const before = await get('/money')
    const { credits, earnings, take_rate, sales } = before
    expect(credits).toMatchObject({ sold: 100, granted: 200, spent: 20, in_wallets: 280, held: 0 })
    expect(
      credits.sold +
        credits.granted -
        credits.taken_back -
        credits.expired -
        credits.spent +
        credits.returned,
    ).toBe(credits.in_wallets + credits.held)
    expect(earnings.pending).toBe(8)
    expect(take_rate.percent).toBe(60)
    expect(sales).toMatchObject({ amount_cents: 5_000, months: [{ checkouts: 1, credits: 100 }] })
    const days = `set session_replication_role = replica; update ledger_entries set created_at = created_at - interval '3 days'; reset session_replication_role`
    await crowd.pool.query(days)
    await crowd.pool.query('select sum_up_ledger_days(); select sum_up_ledger_days()')
    expect((await rowsOf('select count(*)::int as n from ledger_days'))[0].n).toBeGreaterThan(4)
    const after = await get('/money')
    expect(after.credits).toEqual(credits)
    expect(after.earnings).toEqual(earnings)
    await expectRightLedger(world)
  })

  it('leads to the rows behind its figures', async () => {
    const bought = await get('/money/transfers?kind=checkout')
    expect(bought.data).toEqual([expect.objectContaining({ kind: 'checkout', credits: 100 })])
    const all = await get('/money/transfers?limit=2')
    expect(all.data).toHaveLength(2)
    const next = await get(`/money/transfers?limit=2&cursor=${all.next_cursor}`)
    expect(next.data[0].id < all.data[1].id).toBe(true)
    const orders = await get('/money/transfers?kind=purchase,payout')
    expect(orders.data).toEqual([expect.objectContaining({ credits: -20 })])
    expect((await get('/money/transfers?to=2020-01-01')).data).toEqual([])
    const partners = await get('/money/partners')
    expect(partners.data).toEqual([
      expect.objectContaining({
        workspace_id: market.partner.workspaceId,
        sales: 2,
        pending: 8,
        available: 0,
      }),
    ])
  })
})

describe('exceptions', () => {
  it('of owed credits are collected as far as the wallet has them', async () => {
    const { exception } = await owe()
    expect(exception).toMatchObject({ owed: 100, actions: ['collect', 'forgive', 'keep'], resolved_at: null })
    expect(exception.explanation).toMatch(/frozen/)
    expect(await isFrozen()).toBe(true)
    expect((await decide(exception.id, 'collect')).body).toEqual({ resolved: false, owed: 100 })
    expect((await decide(exception.id, 'grant')).status).toBe(409)
    expect((await decide(exception.id, 'forgive', '  ')).status).toBe(422)
    await send('POST', `/workspaces/${market.buyer.workspaceId}/credit-grants`, {})
    await withSystem(world.db, (tx) =>
      sql`select grant_credits(${operator.id}, ${market.buyer.workspaceId}, 12000, 'test', ${randomUUID()}, '\\x00')`.execute(
        tx,
      ),
    )
    expect((await decide(exception.id, 'collect')).body).toEqual({ resolved: true, owed: 0 })
    expect(await isFrozen()).toBe(false)
    expect((await decide(exception.id, 'keep')).status).toBe(409)
    await expectRightLedger(world)
  })

  it('of owed credits are written off, or kept', async () => {
    const first = await owe()
    expect((await decide(first.exception.id, 'keep')).body).toEqual({ resolved: true, owed: 100 })
    expect(await isFrozen()).toBe(true)
    await withSystem(world.db, (tx) =>
      sql`select forgive_owed(${operator.id}, ${first.checkout}, 'test')`.execute(tx),
    )
    const second = await owe()
    expect((await decide(second.exception.id, 'forgive')).body).toEqual({ resolved: true, owed: 0 })
    expect(await isFrozen()).toBe(false)
    const { data } = await get('/exceptions?state=resolved&kind=credits_owed')
    expect(data.find(({ id }: { id: string }) => id === second.exception.id)).toMatchObject({
      ...{ resolution: 'forgive', note: 'Talked to them', resolved_by: 'Olga' },
    })
    await expectRightLedger(world)
  })

  it('of another amount grant what was paid for, once', async () => {
    const checkout = await addCheckout()
    await takeIn(checkout, 2_500)
    const { data } = await get('/exceptions?state=open&kind=other_amount')
    expect(data[0]).toMatchObject({ actions: ['grant', 'note'] })
    expect(data[0].facts).toContainEqual({ label: 'Amount', value: '25.00 USD' })
    const answers = await Promise.all([1, 2, 3].map(() => decide(data[0].id, 'grant')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const [row] = await rowsOf(
      'select credits_hundredths, amount_cents, status from checkouts where id = $1',
      [checkout],
    )
    expect(row).toEqual({ credits_hundredths: '5000', amount_cents: '2500', status: 'paid' })
    await expectRightLedger(world)
  })

  it('of any kind are closed with a note, and shown even if nobody wrote words for them', async () => {
    await rowsOf(`select open_exception('quite_new', 'x1', null, '{"amount_cents": 5, "currency": "usd"}')`)
    const { data } = await get('/exceptions?kind=quite_new')
    expect(data[0]).toMatchObject({ title: 'Unexpected: quite new', actions: ['note'], workspace: null })
    expect((await decide(data[0].id, 'note')).body).toEqual({ resolved: true, owed: 0 })
    expect((await decide(randomUUID(), 'note')).status).toBe(404)
    const { data: kinds } = await get('/exceptions/kinds')
    expect(kinds).toContainEqual({ kind: 'quite_new', title: 'Unexpected: quite new', open: 0, all: 1 })
  })
})

describe('rules', () => {
  const change = (kind: string, body: object) =>
    send('POST', `/rules/${kind}`, { seen_version: 1, reason: 'Fairer', ...body })

  it('go by version: a past sale keeps its own, partners are told', async () => {
    const before = await rowsOf(
      'select listing_id, rule_version, earning_hundredths from order_items order by 1',
    )
    expect((await change('commission', { rules: { base_percent: 40, max_percent: 60 } })).body).toEqual({
      version: 2,
    })
    expect((await change('commission', { rules: { base_percent: 45 } })).status).toBe(409)
    const listings = await addListings(world, market.partner, 1, { price: 10 })
    await withSystem(world.db, (tx) =>
      sql`select grant_credits(${operator.id}, ${market.buyer.workspaceId}, 5000, 'test', ${randomUUID()}, '\\x00')`.execute(
        tx,
      ),
    )
    await crowd.buy(market.buyer.workspaceId, { listings })
    const after = await rowsOf(
      'select listing_id, rule_version, earning_hundredths from order_items order by 1',
    )
    expect(after.filter(({ listing_id }) => listing_id !== listings[0])).toEqual(before)
    expect(after.find(({ listing_id }) => listing_id === listings[0])).toMatchObject({
      ...{ rule_version: 2, earning_hundredths: '500' },
    })
    const told = await rowsOf(
      `select payload ->> 'version' as version from events where type = 'commission.changed' and workspace_id = $1`,
      [market.partner.workspaceId],
    )
    expect(told).toEqual([{ version: '2' }])
    const { commission } = await get('/rules')
    expect(commission[0]).toMatchObject({
      version: 2,
      state: 'current',
      set_by: 'Olga',
      reason: 'Fairer',
      base_percent: 40,
    })
    expect(commission[1]).toMatchObject({ version: 1, state: 'past' })
    await expectRightLedger(world)
  })

  it('are planned, and never reach back or overtake what is planned', async () => {
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const money = (seen: number, days: number | null, rules: object) =>
      change('money', { seen_version: seen, effective_at: days === null ? null : at(days), rules })
    expect((await money(1, -1, { quote_minutes: 20 })).status).toBe(422)
    expect((await money(1, 10, { quote_minutes: 20 })).body).toEqual({ version: 2 })
    expect((await money(2, 5, { quote_minutes: 30 })).status).toBe(422)
    expect((await money(2, null, { quote_minutes: 30 })).status).toBe(422)
    expect((await money(2, 10, { quote_minutes: 20 })).status).toBe(422)
    const { money: versions } = await get('/rules')
    expect(versions.map(({ state }: { state: string }) => state)).toEqual(['planned', 'current'])
    const [row] = await rowsOf('select quote_minutes from money_rules_at(now())')
    expect(row.quote_minutes).toBe(10)
  })

  it('refuse what would harm', async () => {
    expect(
      (
        await change('money', {
          seen_version: 2,
          rules: { return_days: 20 },
          effective_at: '2099-01-01T00:00:00Z',
        })
      ).status,
    ).toBe(422)
    expect((await change('commission', { seen_version: 2, rules: { holdback_days: 3 } })).status).toBe(422)
    expect((await change('commission', { seen_version: 2, rules: { base_percent: 101 } })).status).toBe(422)
    expect(
      (await change('commission', { seen_version: 2, rules: { base_percent: 30 }, reason: ' ' })).status,
    ).toBe(422)
    expect(
      (
        await change('money', {
          seen_version: 2,
          rules: { currency: 'eur' },
          effective_at: '2099-01-01T00:00:00Z',
        })
      ).status,
    ).toBe(409)
  })

  it('of packages keep every version and their order', async () => {
    const { data } = await get('/packages')
    expect(data.map((line: { versions: { name: string }[] }) => line.versions[0]?.name)).toEqual([
      'Starter',
      'Pro',
      'Enterprise',
    ])
    const [starter, pro, enterprise] = data.map(
      (line: { versions: { id: string }[] }) => line.versions[0]?.id,
    )
    const terms = { name: 'Start', credits: 120, price_cents: 5_500, reason: 'More in it' }
    const { body: next } = await send('POST', `/packages/${starter}/versions`, terms)
    expect((await send('POST', `/packages/${starter}/versions`, terms)).status).toBe(409)
    expect((await send('PUT', '/packages/order', { package_ids: [pro, next.id] })).status).toBe(409)
    const ordered = await send('PUT', '/packages/order', { package_ids: [enterprise, next.id, pro] })
    expect(ordered.body.data.map((line: { versions: { name: string }[] }) => line.versions[0]?.name)).toEqual(
      ['Enterprise', 'Start', 'Pro'],
    )
    await send('POST', `/packages/${pro}/retirement`, { reason: 'Nobody takes it' })
    const shown = await app.client.request('GET', '/api/credits/checkout', { cookie: market.buyer.cookie })
    expect(shown.body.data.map(({ name }: { name: string }) => name)).toEqual(['Enterprise', 'Start'])
    const start = (await get('/packages')).data.find((line: { line: string }) => line.line === data[0].line)
    expect(
      start.versions.map(({ version, price_cents }: { version: number; price_cents: number }) => [
        version,
        price_cents,
      ]),
    ).toEqual([
      [2, 5_500],
      [1, 5_000],
    ])
  })
})

describe('every route of the money desk', () => {
  it('refuses the signed out, people and keys', async () => {
    const id = randomUUID()
    const owner = await addPerson(world)
    const key = await addKey(world, operator.workspaceId, ['read', 'write', 'billing'])
    const routes: [string, string, unknown?][] = [
      ['GET', '/money'],
      ['GET', '/money/transfers'],
      ['GET', '/money/partners'],
      ['GET', '/exceptions'],
      ['GET', '/exceptions/kinds'],
      ['POST', `/exceptions/${id}/resolution`, { action: 'note', note: 'mine' }],
      ['GET', '/reconciliations'],
      ['GET', '/reconciliations/2026-01-01'],
      ['POST', '/reconciliations', {}],
      ['GET', '/audit-log'],
      ['GET', '/audit-log/actors'],
      ['GET', '/rules'],
      ['POST', '/rules/money', { seen_version: 1, rules: {}, reason: 'mine' }],
      ['POST', '/rules/commission', { seen_version: 1, rules: {}, reason: 'mine' }],
      ['GET', '/packages'],
      ['POST', '/packages', { name: 'Mine', credits: 1, price_cents: 50, reason: 'mine' }],
      ['POST', `/packages/${id}/versions`, { name: 'Mine', credits: 1, price_cents: 50, reason: 'mine' }],
      ['POST', `/packages/${id}/retirement`, { reason: 'mine' }],
      ['PUT', '/packages/order', { package_ids: [id] }],
    ]
    for (const [method, path, body] of routes) {
      const url = `/api/operator${path}`
      expect((await app.client.request(method, url, { body })).status, path).toBe(401)
      expect((await send(method, path, body, owner.cookie)).status, path).toBe(403)
      expect((await app.client.request(method, url, { body, key })).status, path).toBe(403)
    }
    for (const bad of [
      '/money/transfers?kind=theft',
      '/exceptions?state=lost',
      '/exceptions?cursor=x',
      '/audit-log?action=;',
      '/audit-log?from=x',
      '/reconciliations/x',
    ]) {
      expect((await send('GET', bad)).status, bad).toBe(422)
    }
    expect((await send('POST', '/reconciliations', {})).status).toBe(409)
    expect((await send('GET', '/reconciliations/2026-01-01')).status).toBe(404)
  })
})
