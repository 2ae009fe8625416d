import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from '../../../../test/harness/as-owner.ts'
import { addKey, addMember, addPerson, type Person } from '../../../../test/people.ts'
import { withWorkspace } from '../../../platform/db/index.ts'
import { makePeople } from '../../audience/providers/memory.test-kit.ts'
import { createPullWorld, type PullWorld } from '../../audience/pulls/pull-world.test-kit.ts'
import { runStandingOrder } from './run-standing-order.ts'
import { sweepOrders } from './sweep-orders.ts'

let world: PullWorld

beforeAll(async () => {
  world = await createPullWorld(makePeople(400))
})
afterAll(() => world.dispose())

type Credentials = { cookie?: string; key?: string; headers?: Record<string, string> }
const call = (method: string, path: string, body: unknown, { headers, ...by }: Credentials) =>
  world.app.client.request(method, `/api/segments${path}`, {
    ...{ body, headers: { origin: world.app.client.url, ...headers } },
    ...by,
  })
const sweep = () =>
  sweepOrders(world.db, world.provider, {
    ...{ appUrl: 'https://assay.example', log: world.log },
    signal: new AbortController().signal,
  })
const daily = { cadence: 'daily', max_leads: 10, tags: ['standing'] }

async function add(who: Person, order: object | null = daily, more: object = {}): Promise<string> {
  const wish = { name: 'Directors', target: 'audience', filters: { seniorities: ['director'] }, ...more }
  const { id } = (await call('POST', '', wish, who)).body
  if (order) {
    const { status, body } = await call('PUT', `/${id}/standing-order`, order, who)
    expect(status, JSON.stringify(body)).toBe(200)
  }
  return id
}
const orderOf = async (who: Person, id: string) =>
  (await call('GET', `/${id}`, undefined, who)).body.standing_order
const pullsOf = async (who: Person) => (await world.get(who, '/api/audience/pulls')).body.data
const due = (id: string) =>
  asOwner(world, `update standing_orders set next_at = now() - interval '1 hour' where segment_id = $1`, [id])

describe('a standing order', () => {
  it('pulls once however many workers see that it is due, and charges once', async () => {
    const who = await world.buyer(100)
    const id = await add(who)
    await Promise.all([sweep(), sweep(), sweep(), sweep()])
    const pulls = await pullsOf(who)
    expect(pulls).toMatchObject([
      { status: 'queued', wanted: 10, segment_id: id, standing: true, tags: ['standing'] },
    ])
    await Promise.all([world.run(who, pulls[0].id), world.run(who, pulls[0].id), sweep()])
    expect([await world.leads(who), await world.balance(who)]).toEqual([10, 95])
    const order = await orderOf(who, id)
    expect(Date.parse(order.next_at) - Date.now()).toBeGreaterThan(23 * 3_600_000)
    expect((await call('GET', `/${id}`, undefined, who)).body.last_run_at).not.toBeNull()
    await sweep()
    expect(await pullsOf(who)).toHaveLength(1)
    await due(id)
    await Promise.all([sweep(), sweep()])
    const again = await pullsOf(who)
    expect(again).toHaveLength(2)
    await world.run(who, again[0].id)
    expect([await world.leads(who), await world.balance(who)]).toEqual([20, 90])
  })

  it('is whole or not at all when its worker dies in the middle', async () => {
    const who = await world.buyer(10)
    const id = await add(who)
    const blocker = new pg.Client({ connectionString: world.ownerUrl })
    await blocker.connect()
    await blocker.query('begin; lock table standing_orders in share mode')
    // It opens its pull and then waits to note when the next one is.
    const running = runStandingOrder(world.db, world.provider, '', {
      workspaceId: who.workspaceId,
      segmentId: id,
    })
    const died = expect(running).rejects.toThrow()
    await expect
      .poll(() =>
        blocker
          .query(`select from pg_locks where not granted and locktype = 'relation'`)
          .then((r) => r.rowCount),
      )
      .toBeGreaterThan(0)
    await blocker.query(
      `select pg_terminate_backend(pid) from pg_locks where not granted and locktype = 'relation'`,
    )
    await died
    await blocker.query('commit')
    await blocker.end()
    expect(await pullsOf(who)).toEqual([])
    await sweep()
    expect(await pullsOf(who)).toHaveLength(1)
  })

  it('waits while its last pull goes on, and while its segment is paused or archived', async () => {
    const who = await world.buyer(10)
    const id = await add(who)
    await sweep()
    await due(id)
    await sweep()
    expect(await pullsOf(who)).toHaveLength(1)
    const other = await add(who)
    for (const status of ['paused', 'archived']) {
      await call('PATCH', `/${other}`, { status }, who)
      await sweep()
      expect(await pullsOf(who)).toHaveLength(1)
    }
    await call('PATCH', `/${other}`, { status: 'active' }, who)
    await call('PUT', `/${other}/standing-order`, { ...daily, status: 'paused' }, who)
    await sweep()
    expect(await pullsOf(who)).toHaveLength(1)
    expect(await orderOf(who, other)).toMatchObject({ status: 'paused', paused_reason: null })
  })

  it('for new people pulls when there are some', async () => {
    const who = await world.buyer(100)
    const id = await add(
      who,
      { cadence: 'new', max_leads: 5, max_credits: 2 },
      { filters: { countries: ['DE'] } },
    )
    await sweep()
    expect(await pullsOf(who)).toEqual([])
    expect(Date.parse((await orderOf(who, id)).next_at)).toBeGreaterThan(Date.now())
    world.provider.people.push(...makePeople(8, 'german').map((person) => ({ ...person, country: 'DE' })))
    await due(id)
    await sweep()
    const pulls = await pullsOf(who)
    expect(pulls).toMatchObject([{ wanted: 5, max_credits: 2 }])
    await world.run(who, pulls[0].id)
    expect([await world.leads(who), await world.balance(who)]).toEqual([4, 98])
    await due(id)
    await sweep()
    expect(await pullsOf(who)).toHaveLength(1)
  })

  it('pauses on a low balance, says why, and goes on when told to', async () => {
    const who = await world.buyer(1)
    const id = await add(who)
    await sweep()
    const [pull] = await pullsOf(who)
    await world.run(who, pull.id)
    expect([await world.leads(who), await world.balance(who)]).toEqual([2, 0])
    await Promise.all([sweep(), sweep()])
    expect(await orderOf(who, id)).toMatchObject({ status: 'paused', paused_reason: 'insufficient_credits' })
    const told = await asOwner(
      world,
      `select payload from events where workspace_id = $1 and type = 'segment.order_paused'`,
      [who.workspaceId],
    )
    expect(told).toEqual([{ payload: { segment_id: id, reason: 'insufficient_credits' } }])
    const mails = await asOwner(
      world,
      `select j.payload from graphile_worker._private_jobs j where j.payload ->> 'to' = $1`,
      [who.email],
    )
    expect(mails).toHaveLength(1)
    expect(mails[0].payload.text).toContain(`https://assay.example/segments/${id}`)
    // without credits it pauses before it pulls
    await call('PUT', `/${id}/standing-order`, daily, who)
    await due(id)
    await sweep()
    expect(await orderOf(who, id)).toMatchObject({ status: 'paused', paused_reason: 'insufficient_credits' })
    expect(await pullsOf(who)).toHaveLength(1)
  })

  it('pauses when spending is stopped, and is tried again when the audience does not answer', async () => {
    const who = await world.buyer(10)
    const id = await add(who)
    const version = world.provider.version
    world.provider.version = () => Promise.reject(new Error('not now'))
    await sweep()
    world.provider.version = version
    expect(await orderOf(who, id)).toMatchObject({ status: 'active' })
    await withWorkspace(world.db, who.workspaceId, (tx) =>
      sql`select freeze_wallet(${who.id}, 'stop')`.execute(tx),
    )
    await due(id)
    await sweep()
    expect(await orderOf(who, id)).toMatchObject({ status: 'paused', paused_reason: 'wallet_frozen' })
    expect(await pullsOf(who)).toEqual([])
  })

  it('is given, changed and ended by who may spend, for segments of the audience', async () => {
    const who = await world.buyer(10)
    const id = await add(who, null)
    const path = `/${id}/standing-order`
    const stranger = await addPerson(world, { name: 'Stranger' })
    const member = await addPerson(world, { name: 'Member' })
    await addMember(world, who.workspaceId, member.id, 'member')
    const writer = await addKey(world, who.workspaceId, ['read', 'write'])
    const spender = await addKey(world, who.workspaceId, ['billing'])
    const asMember = { cookie: member.cookie, headers: { 'X-Workspace-Id': who.workspaceId } }
    expect((await call('DELETE', path, undefined, who)).status).toBe(404)
    for (const [method, body] of [
      ['PUT', daily],
      ['DELETE', undefined],
    ] as const) {
      expect((await call(method, path, body, {})).status).toBe(401)
      expect((await call(method, path, body, { cookie: stranger.cookie })).status).toBe(404)
      expect((await call(method, path, body, { key: writer })).status).toBe(403)
      expect((await call(method, path, body, asMember)).status).toBe(403)
    }
    for (const wrong of [
      { ...daily, cadence: 'hourly' },
      { ...daily, max_leads: 0 },
      { ...daily, max_leads: 10_001 },
      { ...daily, max_credits: -1 },
      { ...daily, tags: ['a,b'] },
      { ...daily, colour: 'red' },
    ]) {
      expect((await call('PUT', path, wrong, who)).status, JSON.stringify(wrong)).toBe(422)
    }
    const next_at = '2099-01-01T09:00:00.000Z'
    const given = await call('PUT', path, { ...daily, max_credits: 3.5, next_at }, { key: spender })
    expect([given.status, given.body.standing_order]).toEqual([
      200,
      { ...daily, max_credits: 3.5, status: 'active', paused_reason: null, next_at },
    ])
    expect((await call('PUT', path, { ...daily, max_leads: 3 }, who)).body.standing_order).toMatchObject({
      max_leads: 3,
      next_at,
    })
    expect((await call('DELETE', path, undefined, who)).status).toBe(204)
    expect(await orderOf(who, id)).toBeNull()
    await world.guard(who, null, 4)
    const asked = await call('PUT', path, daily, who)
    expect(asked.status).toBe(409)
    expect(asked.body).toMatchObject({ code: 'confirmation_required', total: 5, confirm_above: 4 })
    expect((await call('PUT', path, { ...daily, confirmed_credits: 5 }, who)).status).toBe(200)
    await sweep()
    expect(await pullsOf(who)).toHaveLength(1)
    const mine = await add(who, null, { target: 'leads' })
    expect((await call('PUT', `/${mine}/standing-order`, daily, who)).status).toBe(422)
    const near = await add(who, null, { filters: { near: { lat: 1, lon: 1, km: 1 } } })
    expect((await call('PUT', `/${near}/standing-order`, daily, who)).status).toBe(422)
    await call('PATCH', `/${id}`, { status: 'archived' }, who)
    expect((await call('PUT', path, daily, who)).status).toBe(409)
  })
})

describe('the forecast', () => {
  it('reckons with who waits, who came, the price and the caps', async () => {
    const who = await world.buyer(20)
    const filters = { seniorities: ['individual'], countries: ['US'] }
    const ask = async (more: object, by: Credentials = who) =>
      (await call('POST', '/forecasts', { cadence: 'daily', max_leads: 10, ...more }, by)).body
    expect(await ask({ filters })).toMatchObject({
      ...{
        count: 200,
        net_new: 200,
        credit_cost_per_lead: 0.5,
        arrivals_per_day: null,
        based_on: null,
        days_between: 1,
      },
      first_run: { leads: 10, credits: 5 },
      month: { runs: 30, leads: 200, credits: 100 },
      most_per_run: { leads: 10, credits: 5 },
      ...{ balance: 20, lasts_days: 4 },
    })
    expect(await ask({ filters, cadence: 'weekly', max_credits: 1 })).toMatchObject({
      ...{ days_between: 7, first_run: { leads: 2, credits: 1 }, lasts_days: null },
      month: { runs: 5, leads: 10, credits: 5 },
    })
    expect(await ask({ filters, cadence: 'new' })).toMatchObject({
      first_run: null,
      month: { runs: 0, leads: 0, credits: 0 },
    })
    const id = await add(who, null, { filters })
    await asOwner(
      world,
      `insert into segment_counts (workspace_id, segment_id, day, count)
       select $1, $2, current_date - i, 200 - i * 3 from generate_series(0, 10) i`,
      [who.workspaceId, id],
    )
    expect(await ask({ segment_id: id, max_leads: 100 })).toMatchObject({
      ...{ arrivals_per_day: 3, based_on: 'counts' },
      first_run: { leads: 100, credits: 50 },
      month: { runs: 30, leads: 287, credits: 143.5 },
    })
    expect(await ask({ segment_id: id, cadence: 'new', max_leads: 100 })).toMatchObject({
      days_between: 1,
      first_run: null,
    })
  })

  it('is refused', async () => {
    const [who, stranger] = [await world.buyer(0), await addPerson(world, { name: 'Stranger' })]
    const order = { cadence: 'daily', max_leads: 1 }
    const id = await add(who, null)
    expect((await call('POST', '/forecasts', { ...order, segment_id: id }, {})).status).toBe(401)
    expect(
      (await call('POST', '/forecasts', { ...order, segment_id: id }, { cookie: stranger.cookie })).status,
    ).toBe(404)
    for (const wrong of [
      {},
      { segment_id: id, filters: {} },
      { filters: { tags: ['vip'] } },
      { filters: {}, max_leads: 0 },
    ]) {
      expect(
        (await call('POST', '/forecasts', { ...order, ...wrong }, who)).status,
        JSON.stringify(wrong),
      ).toBe(422)
    }
  })
})
