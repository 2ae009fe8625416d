import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import { addListings, type Crowd, createMarket, type Market, openCrowd } from '../../../../test/money/kit.ts'
import { ask, call, payByHand, sell } from '../../../../test/money/payouts-kit.ts'
import { openReturns } from '../../../../test/money/returns-kit.ts'
import { withSystem } from '../../../platform/db/index.ts'
import { issueOperatorClaim } from '../../accounts/index.ts'

let world: TestWorld
let app: TestApp
let crowd: Crowd
let market: Market

beforeAll(async () => {
  world = await createTestWorld()
  // nothing answers there: only that it was asked for counts here
  app = await world.startApp({
    ...{ STRIPE_SECRET_KEY: 'sk_test_none', STRIPE_WEBHOOK_SECRET: 'whsec_nobody_there' },
    STRIPE_API_BASE: 'http://127.0.0.1:9',
  })
  crowd = openCrowd(world, 2)
  market = await createMarket(world, { credits: 10_000 })
})
afterAll(async () => {
  await crowd?.close()
  await world?.dispose()
})

const rowsOf = async (text: string, values: unknown[] = []) => (await crowd.pool.query(text, values)).rows
const packageId = async () =>
  (await rowsOf('select id from credit_packages where retired_at is null order by id limit 1'))[0]
    .id as string
const why = { reason: 'Because it was right' }

async function contestedReturn(): Promise<string> {
  const { buyer, partner } = market
  const listings = await addListings(world, partner, 5, { price: 10 })
  const order = await crowd.buy(buyer.workspaceId, { listings })
  const { returns } = await openReturns(crowd, buyer.workspaceId, order, listings.slice(0, 1))
  const id = returns[0]?.return_id ?? ''
  await call(crowd, partner.workspaceId, 'answer_return($1, false, $2, null)', [id, 'It was right'])
  return id
}

async function askedPayout(): Promise<string> {
  await payByHand(crowd, market.partner)
  await sell(world, crowd, market, 1, { price: 1_000 })
  return (await ask(crowd, market.partner)).payout_id
}

interface Deed {
  path: () => Promise<string> | string
  body?: () => Promise<object> | object
  /** What the log calls it. */
  action: string
}

const partnerPath = (what: string) => () => `/api/operator/partners/${market.partner.workspaceId}/${what}`
const rules = { seen_version: 1, ...why }

/** Every route of the operator with an effect, and how to use it. */
const DEEDS: Record<string, Deed> = {
  'POST /api/operator/workspaces/{id}/credit-grants': {
    path: () => `/api/operator/workspaces/${market.buyer.workspaceId}/credit-grants`,
    ...{ body: () => ({ credits: 5, ...why }), action: 'credits.granted' },
  },
  'POST /api/operator/partners/{workspace_id}/suspension': {
    ...{ path: partnerPath('suspension'), body: () => why, action: 'partner.suspended' },
  },
  'POST /api/operator/partners/{workspace_id}/approval': {
    ...{ path: partnerPath('approval'), body: () => why, action: 'partner.approved' },
  },
  'POST /api/operator/returns/{id}/decision': {
    path: async () => `/api/operator/returns/${await contestedReturn()}/decision`,
    ...{ body: () => ({ accept: true, note: 'Because it was right' }), action: 'return.accepted' },
  },
  'POST /api/operator/payouts/{id}/payment': {
    path: async () => `/api/operator/payouts/${await askedPayout()}/payment`,
    ...{ body: () => ({ reference: 'Because it was right' }), action: 'payout.paid' },
  },
  'POST /api/operator/payouts/{id}/failure': {
    path: async () => `/api/operator/payouts/${await askedPayout()}/failure`,
    ...{ body: () => why, action: 'payout.failed' },
  },
  'POST /api/operator/exceptions/{id}/resolution': {
    async path() {
      const subject = randomUUID()
      await withSystem(world.db, (tx) =>
        sql`select report_exception('event_failed', ${subject}, null, '{}')`.execute(tx),
      )
      const [row] = await rowsOf('select id from money_exceptions where subject = $1', [subject])
      return `/api/operator/exceptions/${row.id}/resolution`
    },
    ...{ body: () => ({ action: 'note', note: 'Because it was right' }), action: 'exception.note' },
  },
  'POST /api/operator/reconciliations': {
    ...{ path: () => '/api/operator/reconciliations', body: () => ({}), action: 'reconciliation.requested' },
  },
  'POST /api/operator/rules/money': {
    path: () => '/api/operator/rules/money',
    ...{ body: () => ({ ...rules, rules: { quote_minutes: 15 } }), action: 'money_rules.changed' },
  },
  'POST /api/operator/rules/commission': {
    path: () => '/api/operator/rules/commission',
    ...{ body: () => ({ ...rules, rules: { base_percent: 31 } }), action: 'commission_rules.changed' },
  },
  'POST /api/operator/packages': {
    path: () => '/api/operator/packages',
    ...{ body: () => ({ name: 'Small', credits: 10, price_cents: 600, ...why }), action: 'package.added' },
  },
  'POST /api/operator/packages/{id}/versions': {
    path: async () => `/api/operator/packages/${await packageId()}/versions`,
    ...{ body: () => ({ name: 'First', credits: 11, price_cents: 600, ...why }), action: 'package.changed' },
  },
  'POST /api/operator/packages/{id}/retirement': {
    path: async () => `/api/operator/packages/${await packageId()}/retirement`,
    ...{ body: () => why, action: 'package.retired' },
  },
  'PUT /api/operator/packages/order': {
    path: () => '/api/operator/packages/order',
    body: async () => {
      const rows = await rowsOf('select id from credit_packages where retired_at is null order by id desc')
      return { package_ids: rows.map(({ id }) => id), ...why }
    },
    action: 'packages.ordered',
  },
  'POST /api/operator/figure-checks': {
    ...{ path: () => '/api/operator/figure-checks', body: () => ({}), action: 'figures.checked' },
  },
  'POST /api/operator/superpixel-strays/{superpixel_id}/assignment': {
    async path() {
      await rowsOf(`insert into superpixel_strays (superpixel_id, events) values ('px-1', 1)`)
      return '/api/operator/superpixel-strays/px-1/assignment'
    },
    async body() {
      const pixel = { name: 'Shop', website_url: 'https://shop.example' }
      const made = await app.client.request('POST', '/api/pixels', {
        cookie: market.buyer.cookie,
        body: pixel,
      })
      return { key: made.body.key }
    },
    action: 'superpixel.assigned',
  },
}
/** Where nobody is asked why. */
const WITHOUT_REASON = ['reconciliation.requested', 'figures.checked', 'superpixel.assigned']
/** Has its own test below: it needs that there is no operator. */
const CLAIM = 'POST /api/operator/claim'
/** Files of people, without a reason: versions.test.ts of the audience looks at what they leave here. */
const LOADS = 'POST /api/operator/audience/'

const use = (method: string, path: string, body: object) =>
  app.client.request(method, path, {
    ...{ cookie: market.operator.cookie, body, idempotencyKey: randomUUID() },
    headers: { origin: app.url },
  })

describe('the audit log', () => {
  it('has a line of everything an operator can do, with who and why', async () => {
    const { body } = await app.client.request('GET', '/api/openapi.json')
    const paths = Object.entries(body.paths as Record<string, Record<string, unknown>>)
    const deeds = paths
      .filter(([path]) => path.startsWith('/api/operator/'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
      .filter((name) => !name.startsWith('GET ') && name !== CLAIM && !name.startsWith(LOADS))
    expect(deeds.sort()).toEqual(Object.keys(DEEDS).sort())
    for (const name of Object.keys(DEEDS)) {
      const { path, body: bodyOf, action } = DEEDS[name] as Deed
      const place = await path()
      const given = (await bodyOf?.()) ?? {}
      const [{ n: before }] = await rowsOf('select count(*)::int as n from audit_log')
      const { status, text } = await use(name.split(' ')[0] ?? '', place, given)
      expect(status, `${name} ${text}`).toBeLessThan(300)
      const after = await rowsOf('select action, actor_id, reason from audit_log order by id offset $1', [
        before,
      ])
      expect(after, name).toEqual([
        {
          ...{ action, actor_id: market.operator.id },
          reason: WITHOUT_REASON.includes(action) ? null : 'Because it was right',
        },
      ])
    }
  })

  it('leaves out what was refused', async () => {
    const [{ n: before }] = await rowsOf('select count(*)::int as n from audit_log')
    const refused = await use('POST', '/api/operator/rules/commission', {
      seen_version: 1,
      rules: { base_percent: 1 },
      ...why,
    })
    expect(refused.status).toBe(409)
    expect((await rowsOf('select count(*)::int as n from audit_log'))[0].n).toBe(before)
  })

  it('is read by who, what, about whom and when, page by page', async () => {
    const get = async (query: string) =>
      (
        await app.client.request('GET', `/api/operator/audit-log?${query}`, {
          cookie: market.operator.cookie,
        })
      ).body
    const actions = async (query: string) =>
      (await get(query)).data.map((row: { action: string }) => row.action)
    expect(await actions('action=payout')).toEqual(['payout.failed', 'payout.paid'])
    expect(new Set(await actions(`workspace_id=${market.buyer.workspaceId}&action=credits,return`))).toEqual(
      new Set(['credits.granted', 'return.accepted']),
    )
    expect(await actions(`actor_id=${randomUUID()}`)).toEqual([])
    expect(await actions('to=2020-01-01')).toEqual([])
    const first = await get('limit=3')
    const second = await get(`limit=3&cursor=${first.next_cursor}`)
    expect(first.data).toHaveLength(3)
    expect(second.data[0].id < first.data[2].id).toBe(true)
    const [rule] = (await get('action=commission_rules')).data
    expect(rule).toMatchObject({
      before: { base_percent: 30 },
      after: { base_percent: 31 },
      actor: { name: 'Olga' },
    })
    const { body } = await app.client.request('GET', '/api/operator/audit-log/actors', {
      cookie: market.operator.cookie,
    })
    expect(body.data).toContainEqual({ id: market.operator.id, name: 'Olga' })
  })

  it('cannot be changed, even by its owner', async () => {
    for (const statement of [
      `update audit_log set reason = 'other'`,
      'delete from audit_log',
      'truncate audit_log',
    ]) {
      await expect(crowd.pool.query(statement), statement).rejects.toMatchObject({ code: '23000' })
    }
  })

  it('knows who became the first operator', async () => {
    await rowsOf('delete from operators')
    await rowsOf('delete from operator_claims')
    const token = await issueOperatorClaim(world)
    const { status } = await app.client.request('POST', '/api/operator/claim', {
      ...{ cookie: market.buyer.cookie, body: { token }, headers: { origin: app.url } },
    })
    expect(status).toBe(204)
    const [row] = await rowsOf(`select actor_id from audit_log where action = 'operator.claimed'`)
    expect(row.actor_id).toBe(market.buyer.id)
  })
})
