import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestWorld, type TestApp, type TestWorld } from '../../../../test/harness/index.ts'
import {
  addListings,
  addPartner,
  balanceOf,
  type Crowd,
  expectRightLedger,
  openCrowd,
} from '../../../../test/money/kit.ts'
import { asOwner, until } from '../../../../test/money/pay-world.ts'
import { addPerson, type Person } from '../../../../test/people.ts'
import { withSystem } from '../../../platform/db/index.ts'
import { announceGrants } from './announce-grants.ts'
import { expireGrants } from './expire-grants.ts'

const HOUR = 3_600_000

let world: TestWorld
let app: TestApp
let operator: Person
let partner: Person
let crowd: Crowd

beforeAll(async () => {
  world = await createTestWorld()
  app = await world.startApp()
  operator = await addPerson(world, { name: 'Opal', operator: true })
  partner = await addPartner(world, operator)
  crowd = openCrowd(world, 8)
})
afterAll(async () => {
  await crowd?.close()
  await world?.dispose()
})

async function give(to: Person, credits: number, more: object = {}) {
  const answer = await app.client.request(
    'POST',
    `/api/operator/workspaces/${to.workspaceId}/credit-grants`,
    {
      ...{ cookie: operator.cookie, idempotencyKey: crypto.randomUUID() },
      body: { credits, reason: `${credits} more`, ...more },
    },
  )
  expect(answer.status).toBe(201)
}

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()
const age = (to: Person) =>
  asOwner(
    world,
    `update credit_grants set expires_at = now() - interval '1 minute'
    where workspace_id = $1 and expires_at is not null`,
    [to.workspaceId],
  )

describe('grants', () => {
  it('are listed with kind, reason, end and what is left', async () => {
    const ann = await addPerson(world, { name: 'Ann' })
    const end = inHours(1_000)
    await give(ann, 10, { expires_at: end })
    await give(ann, 5, { kind: 'adjustment' })
    const { body } = await app.client.request('GET', '/api/credits/grants', { cookie: ann.cookie })
    expect(body.data).toMatchObject([
      { kind: 'adjustment', amount: 5, remaining: 5, reason: '5 more', expires_at: null, checkout_id: null },
      { kind: 'promotional', amount: 10, remaining: 10, reason: '10 more', expires_at: end },
    ])
    const first = await app.client.request('GET', '/api/credits/grants?limit=1', { cookie: ann.cookie })
    const next = await app.client.request(
      'GET',
      `/api/credits/grants?limit=1&cursor=${first.body.next_cursor}`,
      {
        cookie: ann.cookie,
      },
    )
    expect([...first.body.data, ...next.body.data]).toEqual(body.data)
    expect(next.body.next_cursor).toBeNull()
    const stranger = await addPerson(world, { name: 'Stan' })
    expect(
      (await app.client.request('GET', '/api/credits/grants', { cookie: stranger.cookie })).body.data,
    ).toEqual([])
    expect((await app.client.request('GET', '/api/credits/grants')).status).toBe(401)
  })

  it('expire by a transfer, the rest of the wallet stays', async () => {
    const ann = await addPerson(world, { name: 'Ann' })
    await give(ann, 10, { expires_at: inHours(1) })
    await give(ann, 5)
    await age(ann)
    // the app's own job may be quicker
    await expireGrants(world.db)
    await until(async () => (await balanceOf(world, ann.workspaceId)) === 5)
    expect(await expireGrants(world.db, { all: true })).toBe(0)
    const { body } = await app.client.request('GET', '/api/credits/history', { cookie: ann.cookie })
    expect(body.data[0]).toMatchObject({ kind: 'expiry', amount: -10, reason: '10 more' })
    await expectRightLedger(world)
  })

  it('expire beside spending, each credit once', async () => {
    for (let round = 0; round < 8; round++) {
      const ann = await addPerson(world, { name: 'Ann' })
      await give(ann, 10, { expires_at: inHours(1) })
      const listings = await addListings(world, partner, 3, { price: 5 })
      await age(ann)
      await Promise.allSettled([
        expireGrants(world.db),
        ...listings.map((id) => crowd.buy(ann.workspaceId, { listings: [id] })),
        expireGrants(world.db),
      ])
      expect(await balanceOf(world, ann.workspaceId)).toBe(0)
    }
    await expectRightLedger(world)
  })

  it('are announced once, a week before, by an event and a mail to the owners', async () => {
    const ann = await addPerson(world, { name: 'Ann' })
    await give(ann, 10, { expires_at: inHours(24 * 6) })
    await give(ann, 20, { expires_at: inHours(24 * 5) })
    await give(ann, 40, { expires_at: inHours(24 * 8) })
    await withSystem(world.db, (tx) => announceGrants(tx, 'https://assay.example'))
    await withSystem(world.db, (tx) => announceGrants(tx, 'https://assay.example'))
    const events = await asOwner(
      world,
      `select payload from events where workspace_id = $1 and type = 'credits.expiring'`,
      [ann.workspaceId],
    )
    expect(events).toMatchObject([
      { payload: { credits: 30, grant_ids: [expect.any(String), expect.any(String)] } },
    ])
    const mails = () => app.platform.mailbox?.list().filter(({ to }) => to === ann.email) ?? []
    await until(async () => mails().length > 0)
    expect(mails()).toHaveLength(1)
    expect(mails()[0]).toMatchObject({
      subject: expect.stringContaining('30 credits'),
      text: expect.stringContaining('/credits'),
    })
  })
})
