import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../test/harness/index.ts'
import { addListings, addPartner, giveCredits } from '../../../test/market.ts'
import { addKey, addPerson, type Person } from '../../../test/people.ts'
import { withWorkspace } from '../../platform/db/index.ts'
import { normaliseRow, storeLeads } from '../leads/index.ts'
import { buyListings } from '../marketplace/index.ts'

const NAMES = [
  ...['workspace-stats', 'credit-usage', 'lead-quality', 'segments', 'pixels', 'funnel', 'sources'],
  ...['marketplace', 'calibration'],
]

let world: TestWorld
let app: TestApp
let partner: Person
let buyer: Person
let stranger: Person

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  partner = await addPartner(world)
  buyer = await addPerson(world, { name: 'Berta' })
  stranger = await addPartner(world, 'Stan')
  await giveCredits(world, buyer.workspaceId, 30)
  const sold = await addListings(world, partner, [{}, {}], { price: 2.5 })
  await buyListings(world.db, {
    ...{ workspaceId: buyer.workspaceId, actorId: buyer.id, idempotencyKey: randomUUID() },
    request: { listing_ids: sold.map(({ listingId }) => listingId), on_unavailable: 'fail' },
  })
  const rows = [
    { email: 'ada@people.example', full_name: 'Ada L', industry: '=Software' },
    { email: 'gone@people.example', email_status: 'bounced' },
  ].map((given) => normaliseRow(given, { defaultCountry: 'US' }).row)
  await withWorkspace(world.db, buyer.workspaceId, (tx) =>
    storeLeads(
      tx,
      rows.filter((row) => row !== null),
      { importId: null, source: 'api', sourceDetail: null, onDuplicate: 'skip', actorId: null },
    ),
  )
})
afterAll(() => world?.dispose())

const ask = (name: string, { cookie }: { cookie?: string } = buyer) =>
  app.client.request('GET', `/api/analytics/${name}`, cookie ? { cookie } : {})
const answer = async (name: string, who = buyer) => {
  const { status, body } = await ask(name, who)
  expect(status).toBe(200)
  return body
}

describe('analytics', () => {
  it('tell the workspace at a glance, and it moves with the next write', async () => {
    const body = await answer('workspace-stats')
    expect(body.period).toMatchObject({ days: 30, time_zone: 'UTC', step: 'day' })
    expect(body.leads).toEqual({ leads: 4, usable: 3, returned: 0, bounced: 1, engaged: 0 })
    expect(body.before).toEqual({ leads: 0, usable: 0, returned: 0, bounced: 0, engaged: 0 })
    expect(body.by_status).toContainEqual({ status: 'new', leads: 4 })
    expect(body.by_source).toEqual([
      { source: 'api', leads: 2, usable: 1 },
      { source: 'marketplace', leads: 2, usable: 2 },
    ])
    expect(body.times).toEqual([{ starts: body.period.to, leads: 4, usable: 3 }])
    expect(body.credits).toMatchObject({ balance: 25, spent: 5, spent_before: 0, days_left: 150 })
    const { body: lead } = await app.client.request('POST', '/api/leads', {
      ...{ cookie: buyer.cookie, body: { email: 'won@people.example', status: 'won' } },
    })
    expect((await answer('workspace-stats')).leads.leads).toBe(5)
    const path = `/api/leads/${lead.id}`
    await app.client.request('PATCH', path, { cookie: buyer.cookie, body: { status: 'lost' } })
    const funnel = await answer('funnel')
    expect(funnel.stages.map((stage: { leads: number }) => stage.leads)).toEqual([5, 1, 1, 1])
    expect(funnel.lost).toBe(1)
    await app.client.request('DELETE', path, { cookie: buyer.cookie })
    expect((await answer('workspace-stats')).leads.leads).toBe(4)
  })

  it('tell what credits went for', async () => {
    const body = await answer('credit-usage?days=7')
    expect(body.period.days).toBe(7)
    expect(body.totals).toMatchObject({ granted: 30, spent: 5, refunded: 0, expired: 0 })
    expect(body.purposes).toContainEqual({ purpose: 'marketplace', credits: 5, transfers: 1 })
    expect(body.times).toMatchObject([{ starts: body.period.to, granted: 30, spent: 5, marketplace: 5 }])
  })

  it('tell how good leads are, and what they cost', async () => {
    const quality = await answer('lead-quality')
    expect(quality.scores).toHaveLength(101)
    expect(quality.scores.reduce((sum: number, { leads }: { leads: number }) => sum + leads, 0)).toBe(4)
    expect(quality.fields).toContainEqual({ field: 'email', leads: 4, share: 1 })
    expect(quality.email).toContainEqual({ state: 'invalid', leads: 1 })
    const sources = await answer('sources')
    const bought = {
      leads: 2,
      usable: 2,
      spent: 5,
      refunded: 0,
      cost_per_lead: 2.5,
      cost_per_usable_lead: 2.5,
    }
    expect(sources.sources).toContainEqual(expect.objectContaining({ name: 'marketplace', ...bought }))
    expect(sources.partners).toEqual([
      expect.objectContaining({ name: expect.stringMatching(/^[0-9a-f]{16}$/), ...bought }),
    ])
    // a buyer is not told which workspace a partner is
    expect(JSON.stringify(sources)).not.toContain(partner.workspaceId)
    const deciles: { leads: number }[] = (await answer('calibration')).deciles
    expect(deciles.reduce((sum, { leads }) => sum + leads, 0)).toBe(4)
  })

  it('tell a partner how it sells, and nobody else', async () => {
    const { totals } = await answer('marketplace', partner)
    expect(totals).toMatchObject({
      listed: 2,
      listed_sold: 2,
      sell_through: 1,
      sold: 2,
      returned: 0,
      paid: 5,
    })
    expect((await ask('marketplace')).status).toBe(404)
  })

  it('take ranges, and compare with the days before', async () => {
    const before = await answer('workspace-stats?from=2026-01-01&to=2026-01-31')
    expect(before).toMatchObject({ period: { days: 31 }, leads: { leads: 0 }, times: [] })
    const all = await answer('workspace-stats?range=all')
    expect(all).toMatchObject({ period: { step: 'month' }, leads: { leads: 4 }, before: null })
    const week = await answer('sources?days=7')
    expect(week.period).toMatchObject({ days: 7, to: all.period.to })
    const month = await answer('funnel?range=month')
    expect(month.period.from).toBe(`${month.period.to.slice(0, 7)}-01`)
    expect((await answer('pixels?range=year')).period.from).toMatch(/^\d{4}-01-01$/)
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    const next = await answer(`workspace-stats?from=${tomorrow}&to=${tomorrow}`)
    expect(next).toMatchObject({ leads: { leads: 0 }, before: { leads: 4 } })
  })

  it('come as a file that no spreadsheet runs', async () => {
    const file = await ask('lead-quality?format=csv&table=industries')
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="lead-industries.csv"')
    const others = {
      'workspace-stats': ['statuses', 'sources'],
      'credit-usage': ['purposes'],
      funnel: ['stages'],
      pixels: ['times'],
    }
    for (const [name, tables] of Object.entries(others)) {
      const first = await ask(`${name}?format=csv`)
      for (const table of tables) {
        const { status, text } = await ask(`${name}?format=csv&table=${table}`)
        expect(status).toBe(200)
        expect(text.split('\r\n')[0]).not.toBe(first.text.split('\r\n')[0])
      }
    }
    for (const name of NAMES) {
      const { status, text } = await ask(`${name}?format=csv`, partner)
      expect(status).toBe(200)
      for (const line of text.trim().split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@]/)
    }
  })

  it('are refused to strangers, keys without the scope, and for ranges that are none', async () => {
    const key = await addKey(world, buyer.workspaceId, ['write'])
    for (const name of NAMES) {
      expect((await ask(name, {})).status).toBe(401)
      expect((await app.client.request('GET', `/api/analytics/${name}`, { key })).status).toBe(403)
      const wrong = ['from=2026-02-01&to=2026-01-01', 'from=yesterday', 'range=some', 'format=xml']
      for (const query of [...wrong, 'days=0', 'days=99999', 'days=x'])
        expect((await ask(`${name}?${query}`, partner)).status).toBe(422)
      expect((await ask(`${name}?from=2999-01-01`, partner)).status).toBe(422)
    }
  })

  it('of another workspace are its own', async () => {
    for (const name of NAMES) {
      const body = JSON.stringify(await answer(name, stranger))
      // nothing but nought, shares of nothing, and the days that were asked for
      const { period, ...figures } = JSON.parse(body)
      const counts =
        JSON.stringify(figures).match(/"(leads|usable|sold|listed|spent|page_views)":(\d+)/g) ?? []
      for (const count of counts) expect(count).toMatch(/:0$/)
    }
  })
})

describe('the time zone', () => {
  it('is an admin’s to change, and days are counted again by it', async () => {
    const patch = (time_zone: string, cookie = buyer.cookie) =>
      app.client.request('PATCH', '/api/workspaces/current', { cookie, body: { time_zone } })
    expect((await patch('Mars/Olympus')).status).toBe(422)
    const changed = await patch('Pacific/Kiritimati')
    expect(changed.body).toMatchObject({ time_zone: 'Pacific/Kiritimati' })
    await expect
      .poll(async () => (await answer('workspace-stats')).period.time_zone, { timeout: 20_000 })
      .toBe('Pacific/Kiritimati')
    const { period, leads } = await answer('workspace-stats?days=1')
    expect(leads.leads).toBe(4)
    // the list behind the figure begins and ends with the same days
    const behind = await app.client.request(
      'GET',
      `/api/leads/count?created_from=${period.from}&created_to=${period.to}`,
      buyer,
    )
    expect(behind.body).toEqual({ count: 4 })
    const listed = `/api/credits/history?kind=purchase&created_from=${period.from}&created_to=${period.to}`
    expect((await app.client.request('GET', listed, buyer)).body.data).toMatchObject([{ amount: -5 }])
  })
})

describe('a check of the figures', () => {
  it('is the operator’s to ask for', async () => {
    const operator = await addPerson(world, { name: 'Olu', operator: true })
    const check = (cookie?: string, body: unknown = {}) =>
      app.client.request('POST', '/api/operator/figure-checks', { ...(cookie ? { cookie } : {}), body })
    expect((await check()).status).toBe(401)
    expect((await check(buyer.cookie)).status).toBe(403)
    expect((await check(operator.cookie, { workspace_id: 'x' })).status).toBe(422)
    expect((await check(operator.cookie, { workspace_id: buyer.workspaceId })).status).toBe(202)
  })
})
